/**
 * The rig for end-to-end tests: a Node program in a true pseudo-terminal, read through a terminal
 * without a window. Only tests import it.
 *
 * What it does not model: a real terminal emulator's fonts, IME, mouse and colours; Windows.
 */
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { keySequence } from './key-sequences.ts';
import { createTerminal, type ScreenView } from './terminal.ts';

/** The built program. */
export const PROGRAM = fileURLToPath(new URL('../../../dist/reflectoscope.js', import.meta.url));

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** On top of the test's own environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface PtyExit {
  readonly code: number;
  /** The number of the signal that ended it, if one did. */
  readonly signal: number | undefined;
}

export interface PtyProgram extends ScreenView {
  readonly pid: number;
  /** Waits until a text is on the screen or a condition holds. Throws, with the screen, after 15 s. */
  waitFor(until: string | (() => boolean), timeoutMs?: number): Promise<void>;
  type(text: string): void;
  press(...keys: string[]): void;
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when the program has ended and all it wrote has been understood. */
  exit(): Promise<PtyExit>;
}

/**
 * Starts `node ...args` in a pty, for instance `startInPty([PROGRAM, '--offline'])`. Colour settings
 * of whoever runs the tests are not passed on, and `CI` is false, without which Ink draws nothing.
 */
export function startInPty(args: readonly string[], options: PtyOptions = {}): PtyProgram {
  const columns = options.columns ?? 80;
  const rows = options.rows ?? 24;
  const terminal = createTerminal(columns, rows);
  const child = spawn(process.execPath, [...args], {
    // It goes before the environment's own TERM.
    name: options.env?.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: environment(options.env),
  });
  let understood: Promise<unknown> = Promise.resolve();
  child.onData(data => {
    understood = terminal.write(data);
  });
  terminal.onReply(reply => child.write(reply));
  const ended = new Promise<PtyExit>(resolve => {
    child.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal: signal || undefined }));
  });
  let exited = false;
  ended.then(() => {
    exited = true;
  });
  return {
    ...terminal,
    pid: child.pid,
    waitFor: (until, timeoutMs = 15_000) => waitFor(terminal, until, () => exited, timeoutMs),
    type: text => child.write(text),
    press: (...keys) => {
      for (const key of keys) child.write(keySequence(key));
    },
    paste: text => child.write(terminal.bracketedPaste() ? `\u001b[200~${text}\u001b[201~` : text),
    resize: (c, r) => {
      terminal.resize(c, r);
      child.resize(c, r);
    },
    kill: signal => child.kill(signal),
    exit: async () => {
      const exit = await ended;
      await understood;
      return exit;
    },
  };
}

function environment(extra: PtyOptions['env']): Record<string, string | undefined> {
  const {
    NO_COLOR: _noColor,
    FORCE_COLOR: _forceColor,
    COLUMNS: _columns,
    LINES: _lines,
    TMUX: _tmux,
    ...own
  } = process.env;
  const all = { ...own, TERM: 'xterm-256color', COLORTERM: 'truecolor', CI: 'false', ...extra };
  // The pty would pass the word "undefined" on.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function waitFor(
  terminal: ScreenView,
  until: string | (() => boolean),
  exited: () => boolean,
  timeoutMs: number,
): Promise<void> {
  const holds = () => (typeof until === 'string' ? terminal.text().includes(until) : until());
  const deadline = performance.now() + timeoutMs;
  while (!holds()) {
    const late = performance.now() > deadline;
    if (late || exited()) {
      // What was written last may still be on its way to the terminal.
      await sleep(50);
      if (holds()) return;
      const reason = late ? `not within ${timeoutMs} ms` : 'the program has ended';
      throw new Error(`Waited for ${until}: ${reason}. The screen shows:\n${terminal.text()}`);
    }
    await sleep(20);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
