/** Where an export goes, and under which name. Asks the disk what is there, and writes nothing. */
import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { FORMATS, type Format, formatNamed, formatOfFile } from '../export/exporters.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export type Place =
  | { readonly kind: 'stdout' }
  /** One text for all runs. */
  | { readonly kind: 'file'; readonly path: string }
  /** A file for each run. */
  | { readonly kind: 'folder'; readonly path: string }
  /** To a collector only. */
  | { readonly kind: 'nowhere' };

export interface PlaceFlags {
  readonly to?: string | undefined;
  readonly out?: string | undefined;
  readonly otlp?: string | undefined;
}

const STDOUT = '-';

/** Throws `CommandError` where nothing says which it is. */
export function formatFrom({ to, out, otlp }: PlaceFlags): Format {
  const named = to === undefined ? undefined : formatNamed(to);
  if (named) return named;
  if (to === undefined && out !== undefined && out !== STDOUT) {
    const found = formatOfFile(out);
    if (found) return found;
  }
  const spans = formatNamed('otlp');
  if (to === undefined && otlp !== undefined && spans) return spans;
  const problem = to === undefined ? 'Nothing says what it is to be.' : `There is no format "${to}".`;
  const longest = Math.max(...FORMATS.map(({ id }) => id.length));
  throw new CommandError(
    EXIT.usage,
    `${problem} --to names it:`,
    ...FORMATS.map(({ id, name }) => `  ${id.padEnd(longest)}  ${name}`),
  );
}

/**
 * `files` are the transcripts that were found. A format that cannot hold several runs has a file for each.
 * Throws `CommandError` where they cannot all go where they should.
 */
export function placeOf(
  { out, otlp }: PlaceFlags,
  files: readonly string[],
  { format, canJoin, isTerminal }: { format: Format; canJoin: boolean; isTerminal: boolean },
): Place {
  const isOneText = files.length < 2 || canJoin;
  if (out === undefined && otlp !== undefined) return { kind: 'nowhere' };
  if (out === STDOUT || (out === undefined && !isTerminal)) {
    if (isOneText) return { kind: 'stdout' };
    throw new CommandError(
      EXIT.usage,
      `${format.id} has a file for each run, and these are ${files.length}: --out FOLDER says where they go.`,
    );
  }
  if (out === undefined) {
    const [file = ''] = files;
    if (!isOneText) return { kind: 'folder', path: '.' };
    return { kind: 'file', path: files.length > 1 ? `runs${format.extension}` : nameFor(file, format, '.') };
  }
  if (isFolder(out) || /[\\/]$/.test(out)) return { kind: 'folder', path: out };
  if (isOneText) return { kind: 'file', path: out };
  throw new CommandError(
    EXIT.usage,
    `${format.id} has a file for each run, and these are ${files.length}: --out must name a folder, as in "${out}/".`,
  );
}

/** The name of a transcript with another ending; beside the transcript itself it is another name. */
export function nameFor(file: string, { extension }: Pick<Format, 'extension'>, folder: string): string {
  const name = basename(file).replace(/\.jsonl$/i, '');
  const path = join(folder, `${name}${extension}`);
  return resolve(path) === resolve(file) ? join(folder, `${name}.redacted${extension}`) : path;
}

/** Names that no two runs share: transcripts of two folders may be called the same. */
export function namesFor(files: readonly string[], format: Format, folder: string): string[] {
  const taken = new Set<string>();
  return files.map(file => {
    const first = nameFor(file, format, folder);
    let path = first;
    for (let number = 2; taken.has(path); number++) {
      path = `${first.slice(0, -format.extension.length)}-${number}${format.extension}`;
    }
    taken.add(path);
    return path;
  });
}

/** What may not be looked at is none: writing there says what is wrong. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
