/**
 * Reading in the user's pager and writing in the user's editor. Knows no screen: how the terminal is
 * given up and taken back is handed in.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Milliseconds } from '../../run/price.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Environment } from '../theme.ts';
import { commandWords } from './command-words.ts';
import { type Ended, type Program, type Spawn, type Suspend, spawnOnTerminal } from './hand-over.ts';

export interface Outside {
  readonly suspend: Suspend;
  readonly env: Environment;
  readonly spawn?: Spawn;
  /** Tells how long a program ran. */
  readonly now?: () => Milliseconds;
}

/**
 * Shows a (safe) text in `$PAGER`, or in `less`. Resolves when the pager was left, to what went wrong
 * in a sentence. What a pager wrote that ended at once (`cat`, `less -F`, a wrong option) stays to be
 * read until Enter is pressed.
 */
export async function openInPager(text: string, outside: Outside): Promise<string | undefined> {
  const { env } = outside;
  const [command = 'less', ...args] = commandWords(env.PAGER ?? '');
  // Colours as colours. Nothing else: with -F, the screen of the app would hide a short text at once.
  const pager = { command, args, env: { ...env, LESS: env.LESS ?? '-R' }, input: text };
  const ran = await runOutside(pager, outside, 'PAGER', (spawn, { atOnce }) =>
    atOnce ? spawn(pressEnter(env)) : undefined,
  );
  if ('problem' in ran) return ran.problem;
  return ran.code === 0 ? undefined : `${endWords(command, ran)}.`;
}

export type Edited =
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'unchanged' | 'failed'; readonly message: string };

/**
 * Lets the user change a text in `$VISUAL`, `$EDITOR` or `vi`, as a file that only the user can read
 * and that is removed afterwards. What comes back is safe, and has no newline at its end unless the
 * text had one. `name` is what the file is called.
 */
export async function editInEditor(text: string, outside: Outside, name = 'question.md'): Promise<Edited> {
  try {
    return await inPrivateFolder(folder => editFile(join(folder, name), text, outside));
  } catch (thrown) {
    const why = (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is gone' : wordsOf(thrown);
    return { kind: 'failed', message: `The editor's file cannot be read: ${why}. The text is as it was.` };
  }
}

async function editFile(file: string, text: string, outside: Outside): Promise<Edited> {
  const { env } = outside;
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  const [command = DEFAULT_EDITOR, ...args] = commandWords(env.VISUAL || env.EDITOR || '');
  const ran = await runOutside({ command, args: [...args, file], env }, outside, 'VISUAL or EDITOR');
  if ('problem' in ran) return { kind: 'failed', message: ran.problem };
  if (ran.code !== 0) {
    return { kind: 'failed', message: `${endWords(command, ran)}: the text is as it was.` };
  }
  const written = await readFile(file, 'utf8');
  const edited = text.endsWith('\n') ? written : written.replace(/\r?\n$/, '');
  if (edited !== text) return { kind: 'changed', text: sanitize(edited) };
  const hint = ran.atOnce ? ' An editor with a window must be told to wait: EDITOR="code --wait".' : '';
  return { kind: 'unchanged', message: `Nothing was changed in the editor.${hint}` };
}

const DEFAULT_EDITOR = process.platform === 'win32' ? 'notepad' : 'vi';

/** Only the user can look into it, and it is gone afterwards, also when the process ends meanwhile. */
async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'reflectoscope-'));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', removeNow);
  try {
    return await work(folder);
  } finally {
    process.off('exit', removeNow);
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Sooner than this nobody has read or written anything. */
const AT_ONCE_MS: Milliseconds = 500;

type Ran = (Ended & { readonly atOnce: boolean }) | { readonly problem: string };

async function runOutside(
  program: Program,
  { suspend, spawn = spawnOnTerminal, now = () => performance.now() }: Outside,
  variable: string,
  before?: (spawn: Spawn, ran: { readonly atOnce: boolean }) => Promise<unknown> | undefined,
): Promise<Ran> {
  let ran: Ran = { problem: 'The terminal was not handed over.' };
  try {
    await suspend(async () => {
      const began = now();
      try {
        ran = { ...(await spawn(program)), atOnce: now() - began < AT_ONCE_MS };
      } catch (thrown) {
        ran = { problem: notStarted(program.command, thrown, variable) };
        return;
      }
      // Without the prompt there is nothing to wait for.
      await before?.(spawn, ran)?.catch(() => {});
    });
    return ran;
  } catch (thrown) {
    return { problem: `The terminal could not be handed over: ${wordsOf(thrown)}.` };
  }
}

function pressEnter(env: Environment): Program {
  const words = 'Press Enter to go back to reflectoscope. ';
  return { command: 'sh', args: ['-c', 'printf "\\n%s" "$1"; read -r _', 'sh', words], env };
}

function notStarted(command: string, thrown: unknown, variable: string): string {
  const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  const why = missing ? 'there is no such program' : wordsOf(thrown);
  return `${basename(command)} could not be started: ${why}. Set ${variable} to a program that is there.`;
}

function endWords(command: string, { code, signal }: Ended): string {
  return `${basename(command)} ended with ${signal ?? `code ${code}`}`;
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
