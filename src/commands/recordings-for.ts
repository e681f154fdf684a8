/** The recordings of a start: those of a folder that was named, those of the user, and those that are bundled. */
import { join } from 'node:path';
import { firstWords } from '../plain/describe.ts';
import { fixturesDir } from '../questions/package-root.ts';
import {
  type RecordingFolder,
  RecordingsError,
  readRecordings,
  recordingsThere,
} from '../recorded/folder.ts';
import { withOwnId } from '../recorded/own-question.ts';
import { listRecordings, type RecordingInfo } from '../recorded/recordings.ts';
import type { Question } from '../run/question.ts';
import { recordingsFolder } from '../transcripts/folder.ts';
import { databaseOf } from './checks-there.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface RecordingFlags {
  /** A folder, or a single transcript. */
  readonly recordings?: string | undefined;
}

/** In the order in which they answer. Throws `CommandError` for a folder that gives none. */
export function recordingsFor({ recordings: named }: RecordingFlags): RecordingFolder {
  const chosen = named === undefined ? undefined : namedRecordings(named);
  const own = recordingsThere(recordingsFolder());
  const all = [...(chosen?.recordings ?? []), ...own.recordings, ...bundledRecordings()];
  return {
    recordings: [...new Map(all.toReversed().map(info => [info.head.run, info])).values()].toReversed(),
    notices: [...(chosen?.notices ?? []), ...own.notices],
  };
}

/** Throws `CommandError` for a folder that gives none. */
export function namedRecordings(folder: string): RecordingFolder {
  try {
    return readRecordings(folder);
  } catch (thrown) {
    if (thrown instanceof RecordingsError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

export function bundledRecordings(): RecordingInfo[] {
  return listRecordings(join(fixturesDir(), 'recordings'));
}

/**
 * The questions, and behind them those that only recordings ask, so that they can be chosen: by an id that is
 * the same whatever lies beside them, where they were somebody's own, and by a title. One with the id of
 * another gets a number behind it; a database of its own is left out, as of every transcript.
 */
export function withRecorded(
  questions: readonly Question[],
  recordings: readonly RecordingInfo[],
): readonly Question[] {
  const texts = new Set(questions.map(({ text }) => text));
  const ids = new Set(questions.map(({ id }) => id));
  const more: Question[] = [];
  for (const { head } of recordings) {
    const question = withOwnId(head.question);
    if (texts.has(question.text)) continue;
    texts.add(question.text);
    const id = freeId(question.id, ids);
    ids.add(id);
    const { database: _theirs, ...rest } = question;
    const database = databaseOf(question, false);
    const title = question.title ?? firstWords(question.text);
    more.push({ ...rest, id, title, ...(database !== undefined && { database }) });
  }
  return more.length === 0 ? questions : [...questions, ...more];
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}-${number}`;
  return free;
}
