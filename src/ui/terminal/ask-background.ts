/**
 * Asks the terminal for its background, once, before the app has the keyboard. Changes nothing on
 * the screen, and every key that is typed meanwhile reaches the app.
 */
import type { Readable } from 'node:stream';
import type { Milliseconds } from '../../run/price.ts';
import type { Environment } from '../theme.ts';
import { type Background, backgroundOf, hear, QUESTION } from './background.ts';

/** The keyboard, as `process.stdin` is one. */
export type Keyboard = Readable & {
  isTTY?: boolean;
  isRaw?: boolean;
  setRawMode?(raw: boolean): unknown;
};

export interface AskOptions {
  readonly stdin: Keyboard;
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly env: Environment;
  readonly timeoutMs?: Milliseconds;
}

const PATIENCE_MS: Milliseconds = 150;
/** An answer over a long line takes its time; only a terminal that never answers lets us wait so long. */
export const REMOTE_PATIENCE_MS: Milliseconds = 1000;

/**
 * Whether there is something to ask: nothing where no colour will be used, where the terminal would
 * print the question (`dumb`, `linux`), or where COLORFGBG says it already.
 */
export function mayAsk({ stdin, stdout, env }: Pick<AskOptions, 'stdin' | 'stdout' | 'env'>): boolean {
  if (!stdin.isTTY || !stdout.isTTY || !stdin.setRawMode) return false;
  if (env.NO_COLOR || env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false') return false;
  if (env.TERM === 'dumb' || env.TERM === 'linux') return false;
  return !/(^|;)\d+$/.test(env.COLORFGBG ?? '');
}

/** `undefined` when it was not asked or did not answer in time; never throws. */
export async function askBackground(options: AskOptions): Promise<Background | undefined> {
  if (!mayAsk(options)) return undefined;
  const { stdin, stdout, env } = options;
  const remote = env.SSH_CONNECTION || env.SSH_TTY;
  const patience = options.timeoutMs ?? (remote ? REMOTE_PATIENCE_MS : PATIENCE_MS);
  const wasRaw = stdin.isRaw === true;
  try {
    // Before the question: the driver would echo the answer.
    stdin.setRawMode?.(true);
    const bytes = listen(stdin, patience);
    stdout.write(QUESTION);
    const { colour, done, rest, held } = hear(await bytes);
    if (rest + held !== '') stdin.unshift(Buffer.from(rest + held, 'latin1'));
    if (!done) dropLateAnswer(stdin);
    return colour === undefined ? undefined : backgroundOf(colour);
  } catch {
    // A terminal that is just going away.
    return undefined;
  } finally {
    restore(stdin, wasRaw);
  }
}

export function restore(stdin: Keyboard, raw: boolean): void {
  try {
    stdin.setRawMode?.(raw);
  } catch {
    // It is gone.
  }
}

/** All that comes until the last answer is there or patience is at its end; one character a byte. */
export function listen(stdin: Keyboard, patience: Milliseconds): Promise<string> {
  return new Promise(resolve => {
    let bytes = '';
    const stop = () => {
      clearTimeout(timer);
      stdin.off('readable', read);
      for (const event of ENDS) stdin.off(event, stop);
      resolve(bytes);
    };
    // Read as Ink reads: a stream that has once flowed by itself would lose keys between us and Ink.
    const read = () => {
      for (let chunk = stdin.read(); chunk !== null; chunk = stdin.read()) {
        bytes += Buffer.from(chunk).toString('latin1');
      }
      if (hear(bytes).done) stop();
    };
    const timer = setTimeout(stop, patience);
    stdin.on('readable', read);
    for (const event of ENDS) stdin.on(event, stop);
  });
}

const ENDS = ['end', 'close', 'error'] as const;

/**
 * Takes an answer that comes too late out of what is read: Ink would hand it on as keys that were
 * typed, the letters of `rgb` among them.
 */
function dropLateAnswer(stdin: Keyboard): void {
  const read = stdin.read;
  let held = '';
  stdin.read = size => {
    const chunk = read.call(stdin, size);
    if (chunk === null) return null;
    const heard = hear(held + String(chunk));
    held = heard.held;
    if (heard.done) stdin.read = read;
    return heard.rest;
  };
}
