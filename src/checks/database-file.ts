/** Whether a file can be a database that is only read; opens no database itself. */

import { closeSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { whyNotRead } from '../text/disk-words.ts';

export interface DatabaseFile {
  /** Without symbolic links. */
  readonly path: string;
  /** With `immutable`, so that SQLite neither locks it nor makes or reads a file beside it. */
  readonly url: string;
  readonly isWal: boolean;
  /** Another one when the file was written to or replaced. */
  readonly stamp: string;
}

/** The file, or the sentence that says why it is none. */
export function databaseFile(file: string): DatabaseFile | string {
  try {
    const path = realpathSync(file);
    const stats = statSync(path);
    if (stats.isDirectory()) return `The database ${file} is a folder. Name the file in it.`;
    if (!stats.isFile()) return `The database ${file} is no ordinary file.`;
    const header = readHeader(path);
    if (header.length > 0 && header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
      return `${file} is no SQLite database.`;
    }
    const unfinished = ['-wal', '-journal'].find(end => (sizeOf(path + end) ?? 0) > 0);
    if (unfinished) {
      return `The database ${file} has unfinished writes in ${file}${unfinished}. Open and close it once with the program that writes to it.`;
    }
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    return { path, url: url.href, isWal: header[18] === 2 || header[19] === 2, stamp: stampOf(stats) };
  } catch (error) {
    return `The database ${file} could not be read: ${whyNotRead(error)}.`;
  }
}

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(100);
    return header.subarray(0, readSync(file, header, 0, header.length, 0));
  } finally {
    closeSync(file);
  }
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function stampOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`;
}
