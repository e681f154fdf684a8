/** Copies a text by way of the terminal (OSC 52), or into a file where that cannot be. Knows no run. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { whyNotWrittenAndHelp } from '../../text/disk-words.ts';
import { graphemes } from '../../text/graphemes.ts';
import { formatCount } from '../../text/numbers.ts';
import { multiplexerOf } from '../terminal/abilities.ts';
import type { Environment } from '../theme.ts';

/** What the text is, in words (`the answer of round 2`), and what a file of it is called. */
export interface What {
  readonly name: string;
  readonly file: string;
}

export interface CopyWorld {
  /** To the terminal. */
  readonly write: (sequence: string) => void;
  readonly env: Environment;
  /** The data folder: files go to `copied` in it. */
  readonly folder: string;
  /** What may help has been said before. */
  readonly brief?: boolean;
}

export interface Copy {
  readonly how: 'terminal' | 'file' | 'failed';
  readonly file?: string;
  /** What was copied and where to, in a sentence or two. */
  readonly message: string;
}

/** Never throws. That a terminal obeys cannot be known, so it is not promised. */
export function copy(text: string, what: What, { write, env, folder, brief = false }: CopyWorld): Copy {
  const copied = `${what.name} (${formatCount(lengthOf(text))} characters)`;
  const sequence = osc52(text, env);
  const whyFile =
    whyNoClipboard(env) ??
    (sequence === undefined ? 'it is too long for the clipboard of many terminals' : undefined);
  if (sequence !== undefined && whyFile === undefined) {
    write(sequence);
    const tmux = multiplexerOf(env) === 'tmux' ? 'tmux needs set-clipboard on for it. ' : '';
    const hint = `${tmux}If nothing comes of it, REFLECTOSCOPE_CLIPBOARD=file writes files.`;
    return { how: 'terminal', message: `Asked the terminal to copy ${copied}.${brief ? '' : ` ${hint}`}` };
  }
  try {
    const file = keep(text, join(folder, 'copied'), what.file);
    return { how: 'file', file, message: `Wrote ${copied} to ${file}: ${whyFile}.` };
  } catch (thrown) {
    return {
      how: 'failed',
      message: `Could not copy ${copied}: ${whyFile}, and no file could be written in ${join(folder, 'copied')}: ${whyNotWrittenAndHelp(thrown)}.`,
    };
  }
}

/** hterm's limit, the smallest that is common: 74,994 bytes of text (Chromium OS, osc52.sh). */
const LONGEST_SEQUENCE = 100_000;

/**
 * The sequence that puts a text on the clipboard; `undefined` when it is too long. Inside tmux it is
 * said twice: tmux takes it itself with `set-clipboard on`, and hands what is wrapped through with
 * `allow-passthrough on`, which up to 3.2 it always did (tried with 3.3a).
 */
export function osc52(text: string, env: Environment = {}): string | undefined {
  const plain = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  if (plain.length > LONGEST_SEQUENCE) return undefined;
  if (multiplexerOf(env) !== 'tmux') return plain;
  return `${plain}\u001bPtmux;${plain.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
}

/** Why a terminal cannot copy, as a clause; `undefined` when it may. */
export function whyNoClipboard(env: Environment): string | undefined {
  if (env.REFLECTOSCOPE_CLIPBOARD === 'file') return 'REFLECTOSCOPE_CLIPBOARD is "file"';
  if (env.TERM === 'linux' || env.TERM === 'dumb') return `this terminal (${env.TERM}) has no clipboard`;
  // It keeps the sequence to itself, and cuts what is handed through after 768 bytes.
  return multiplexerOf(env) === 'screen' ? 'screen passes no clipboard on' : undefined;
}

/** Only the user can read what is kept. The same text is kept once, another one beside it. */
function keep(text: string, folder: string, name: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { name: stem, ext } = parse(name);
  for (let count = 1; ; count++) {
    const file = join(folder, count === 1 ? name : `${stem}-${count}${ext}`);
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
      if (readFileSync(file, 'utf8') === text) return file;
    }
  }
}

/** As a reader counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of graphemes(text)) length += 1;
  return length;
}
