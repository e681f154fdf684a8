/** Where imported runs are saved: each a transcript that is there whole or not at all, and never written over. */

import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventOf, RunEvent } from '../run/events.ts';
import { runsFolder, transcriptName } from '../transcripts/folder.ts';
import { makeFolder } from '../transcripts/make-folder.ts';

export interface Shelf {
  /** The folder of a format. */
  folderOf(format: string): string;
  /** The file of a run that was imported before. */
  has(format: string, run: string): boolean;
  /** Writes a run that is not there, and returns its file. Throws what the file system throws, and leaves nothing. */
  put(format: string, events: readonly RunEvent[]): string;
}

/** In `to`, or in a folder for each format beside the user's own runs. */
export function createShelf(to: string | undefined): Shelf {
  const known = new Map<string, Set<string>>();
  const folderOf = (format: string) =>
    to === undefined ? join(runsFolder(), 'imported', format) : resolve(to);
  const idsIn = (folder: string) => {
    const ids = known.get(folder) ?? new Set(namesIn(folder).flatMap(name => ID.exec(name)?.[1] ?? []));
    known.set(folder, ids);
    return ids;
  };
  return {
    folderOf,
    has: (format, run) => idsIn(folderOf(format)).has(run),
    put(format, events) {
      const folder = folderOf(format);
      const head = events[0] as EventOf<'run.started'>;
      makeFolder(folder, 0o700);
      const file = join(
        folder,
        transcriptName({ id: head.run, startedAt: head.startedAt, question: head.question }),
      );
      writeWhole(file, events);
      idsIn(folder).add(head.run);
      return file;
    },
  };
}

/** The id at the end of the name of a transcript. */
const ID = /([0-9A-HJKMNP-TV-Z]{26})\.jsonl$/;

/** What is wrong with the folder is told when something is to be put there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Written beside its place, and moved there once it is whole. */
function writeWhole(file: string, events: readonly RunEvent[]): void {
  const half = `${file}.${process.pid}.part`;
  // Others' prompts are nobody's business: the file is for its owner only.
  const handle = openSync(half, 'wx', 0o600);
  try {
    try {
      for (const event of events) writeLine(handle, `${JSON.stringify(event)}\n`);
    } finally {
      closeSync(handle);
    }
    moveInto(half, file);
  } finally {
    if (existsSync(half)) unlinkSync(half);
  }
}

function writeLine(handle: number, line: string): void {
  const bytes = Buffer.from(line, 'utf8');
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}

/** A link is refused where there is a file, which a rename would replace; not every file system has links. */
function moveInto(half: string, file: string): void {
  try {
    linkSync(half, file);
  } catch (thrown) {
    if ((thrown as { code?: string }).code === 'EEXIST' || existsSync(file)) throw thrown;
    renameSync(half, file);
  }
}
