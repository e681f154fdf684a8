/**
 * Deleting a run moves its file into `.trash` beside it, from where it can come back; only emptying the
 * trash deletes for good. A file that is being written stays.
 */

import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskCode, whyNotWritten, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { isBeingWritten } from '../transcripts/lock.ts';
import { makeFolder } from '../transcripts/make-folder.ts';

export const TRASH = '.trash';

/** Where a run was, and where it is now. */
export interface Discarded {
  readonly file: string;
  readonly trashed: string;
}

/** What cannot be done, in a sentence that is safe to print; the files are as they were. */
export class TrashError extends Error {
  override readonly name = 'TrashError';
  constructor(message: string) {
    super(sanitizeLine(message));
  }
}

/** Throws `TrashError`. */
export function discard(file: string): Discarded {
  if (isBeingWritten(file)) {
    throw new TrashError(`${file} is being written: end the run first, then delete it.`);
  }
  const folder = join(dirname(file), TRASH);
  const trashed = attempt(file, () => {
    makeFolder(folder, 0o700);
    const free = freeName(folder, basename(file));
    renameSync(file, free);
    return free;
  });
  // What was being typed belongs to it.
  move(`${file}.draft`, `${trashed}.draft`);
  return { file, trashed };
}

/** Puts it back where it was. Throws `TrashError` where another file has its place by now. */
export function restore({ file, trashed }: Discarded): void {
  if (existsSync(file)) {
    throw new TrashError(`${file} is there again: the deleted run stays in ${trashed}.`);
  }
  attempt(trashed, () => renameSync(trashed, file));
  move(`${trashed}.draft`, `${file}.draft`);
}

/** The files in the trash of these folders. */
export function trashIn(folders: Iterable<string>): string[] {
  return [...new Set(folders)].flatMap(folder => {
    try {
      const trash = join(folder, TRASH);
      return readdirSync(trash)
        .sort()
        .map(name => join(trash, name))
        .filter(file => statSync(file, { throwIfNoEntry: false })?.isFile());
    } catch {
      return [];
    }
  });
}

export interface Emptied {
  readonly deleted: number;
  /** What could not be deleted, each in a sentence that is safe to print. */
  readonly problems: readonly string[];
}

/** Deletes these files for good, and the folders of trash that are empty then. */
export function emptyTrash(files: readonly string[]): Emptied {
  let deleted = 0;
  const problems: string[] = [];
  for (const file of files) {
    try {
      rmSync(file);
      deleted++;
    } catch (thrown) {
      problems.push(sanitizeLine(`${file} could not be deleted: ${whyNotWritten(thrown)}.`));
    }
  }
  for (const folder of new Set(files.map(dirname))) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else is in it.
    }
  }
  return { deleted, problems };
}

/** Of what was trashed before under the same name nothing is written over. */
function freeName(folder: string, name: string): string {
  const stem = name.replace(/\.jsonl$/, '');
  for (let count = 1; ; count++) {
    const free = join(folder, count === 1 ? name : `${stem}.${count}.jsonl`);
    if (!existsSync(free)) return free;
  }
}

function attempt<T>(file: string, does: () => T): T {
  try {
    return does();
  } catch (thrown) {
    const code = diskCode(thrown);
    if (code === 'ENOENT') throw new TrashError(`There is no file ${file} any more.`);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new TrashError(`${file} may not be moved by this user: its folder may only be read.`);
    }
    throw new TrashError(`${file} could not be moved: ${whyNotWrittenAndHelp(thrown)}.`);
  }
}

/** A convenience: what is not there, or cannot be moved, stays. */
function move(from: string, to: string): void {
  try {
    if (existsSync(from)) renameSync(from, to);
  } catch {
    // The run itself has been moved.
  }
}
