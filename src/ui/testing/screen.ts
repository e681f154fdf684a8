/**
 * The rig for tests of screens: an Ink app that runs inside the test and draws into a terminal
 * without a window, so that a test reads true cells and types true keys. Only tests import it.
 *
 * What it does not model: a terminal that counts cells by code points instead of graphemes (old
 * tmux, Linux console); slow or partial writes; signals, job control, suspending for an editor; the
 * process's own exit code and what is printed after leaving (see `pty.ts`); IME; the mouse.
 */
import { PassThrough, Writable } from 'node:stream';
import { render } from 'ink';
import type { ReactNode } from 'react';
import { repaint } from '../terminal/repaint.ts';
import { keySequence } from './key-sequences.ts';
import { createTerminal, type ScreenView, type VirtualTerminal } from './terminal.ts';

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
}

export interface Screen extends ScreenView {
  /** Sends text in one chunk, as fast fingers do, and waits until the screen is at rest. */
  type(text: string): Promise<void>;
  /** Presses keys by name (`down`, `ctrl+c`, `escape`), one chunk each, then waits. */
  press(...keys: string[]): Promise<void>;
  /** Presses a key and waits only until the app has heard of it. */
  pressAtOnce(key: string): Promise<void>;
  /** Pastes as a terminal does: bracketed if the app asked for it. */
  paste(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Resizes it and waits for nothing, as a window manager does while somebody drags a corner. */
  resizeAtOnce(columns: number, rows: number): void;
  /** Draws everything anew on an empty screen, as the app does for Ctrl+L and after a storm of resizes. */
  repaint(): Promise<void>;
  /**
   * Waits until nothing was drawn for a while; or until a text is on the screen or a condition
   * holds. Throws, with the screen, after five seconds (or `patienceMs`).
   */
  settle(until?: string | (() => boolean), patienceMs?: number): Promise<void>;
  rerender(node: ReactNode): Promise<void>;
  unmount(): Promise<void>;
  /** Resolves with what the app handed to `exit()`; rejects when it crashed. */
  waitUntilExit(): Promise<unknown>;
}

const LOOK_EVERY_MS = 5;
/**
 * Longer than a frame at 30 a second and than the wait after a lone Escape (20 ms in Ink 8). This and
 * the patience are counted in looks, not by the clock: on a busy machine the app gets on as little as
 * the test does.
 */
const QUIET_LOOKS = 12;
const PATIENCE_MS = 5_000;

/** Mounts an app as `commands/` does: alternate screen, incremental rendering, 30 frames a second. */
export async function renderToScreen(node: ReactNode, options: ScreenOptions = {}): Promise<Screen> {
  const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
  const terminal = createTerminal(size.columns, size.rows, true);
  const stdout = new TerminalOutput(terminal, size);
  const stdin = new Keyboard();
  terminal.onReply(reply => stdin.write(reply));
  const app = render(node, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 120,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const settle = (until?: string | (() => boolean), patienceMs = PATIENCE_MS) =>
    rest(terminal, stdout, until, patienceMs);
  const sendAtOnce = async (chunk: string) => {
    stdin.write(chunk);
    await new Promise(resolve => setImmediate(resolve));
    // An Escape with more behind it would be read as Alt.
    if (chunk === '\u001b') await sleep(QUIET_LOOKS * LOOK_EVERY_MS);
  };
  const send = async (...chunks: string[]) => {
    for (const chunk of chunks) await sendAtOnce(chunk);
    await settle();
  };
  const resizeAtOnce = (columns: number, rows: number) => {
    size.columns = columns;
    size.rows = rows;
    // No terminal is smaller than a cell, whatever it says of itself.
    terminal.resize(Math.max(1, columns), Math.max(1, rows));
    stdout.emit('resize');
  };
  let tree = node;
  await settle();
  return {
    ...terminal,
    settle,
    type: text => send(text),
    press: (...keys) => send(...keys.map(keySequence)),
    pressAtOnce: key => sendAtOnce(keySequence(key)),
    paste: text => send(terminal.bracketedPaste() ? `\u001b[200~${text}\u001b[201~` : text),
    resizeAtOnce,
    resize: (columns, rows) => {
      resizeAtOnce(columns, rows);
      return settle();
    },
    repaint: () => {
      repaint(app, tree, sequence => stdout.write(sequence));
      return settle();
    },
    rerender: next => {
      tree = next;
      app.rerender(next);
      return settle();
    },
    unmount: async () => {
      app.unmount();
      await app.waitUntilExit().catch(() => undefined);
      await settle();
    },
    waitUntilExit: () => app.waitUntilExit(),
  };
}

/** Where Ink writes to. */
class TerminalOutput extends Writable {
  readonly isTTY = true;
  writes = 0;
  readonly #terminal: VirtualTerminal;
  readonly #size: { columns: number; rows: number };

  constructor(terminal: VirtualTerminal, size: { columns: number; rows: number }) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#size = size;
  }

  get columns() {
    return this.#size.columns;
  }

  get rows() {
    return this.#size.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void) {
    this.#terminal.write(chunk).then(() => {
      this.writes++;
      done();
    });
  }
}

/** Where Ink reads from. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(raw: boolean) {
    this.isRaw = raw;
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

async function rest(
  terminal: ScreenView,
  stdout: TerminalOutput,
  until: string | (() => boolean) | undefined,
  patienceMs: number,
): Promise<void> {
  let looks = 0;
  let quiet = 0;
  let writes = stdout.writes;
  const holds = () => {
    if (typeof until === 'string') return terminal.text().includes(until);
    return until ? until() : quiet >= QUIET_LOOKS;
  };
  while (!holds()) {
    if (++looks * LOOK_EVERY_MS > patienceMs) {
      const wanted = until === undefined ? 'The screen never came to rest' : `Never came true: ${until}`;
      throw new Error(`${wanted}. It shows:\n${terminal.text()}`);
    }
    await sleep(LOOK_EVERY_MS);
    quiet = stdout.writes === writes && stdout.writableLength === 0 ? quiet + 1 : 0;
    writes = stdout.writes;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
