/** A folder of recordings of one's own, with all that is in the folders below it. */

import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { diskCode, whyUnreadable } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { type RecordingInfo, recordingOf } from './recordings.ts';

export interface RecordingFolder {
  /** By their path; of one run there is one recording. */
  readonly recordings: readonly RecordingInfo[];
  /** What was passed over, in sentences; safe to print. */
  readonly notices: readonly string[];
}

/** A folder that gives no recording; the message is a sentence or two, and is safe to print. */
export class RecordingsError extends Error {
  override readonly name = 'RecordingsError';
  constructor(message: string) {
    super(sanitizeLine(message));
  }
}

/** A single transcript counts as a folder with only that. Throws `RecordingsError`. */
export function readRecordings(folder: string): RecordingFolder {
  const found = transcriptsIn(folder);
  const read = recordingsAmong(found, file => relative(folder, file) || file);
  if (read.recordings.length > 0) return read;
  const why = found.length === 0 ? 'no transcript (*.jsonl) is in it' : 'none of its transcripts opens';
  throw new RecordingsError(
    `There is no recording in ${folder}: ${why}. "reflectoscope record FILE --to ${folder}" makes one of a saved run.`,
  );
}

/** The same of a folder that need not be there, or hold anything. */
export function recordingsThere(folder: string): RecordingFolder {
  try {
    return recordingsAmong(transcriptsIn(folder), file => file);
  } catch {
    return { recordings: [], notices: [] };
  }
}

/** All, the files below and those of the folder, in the order of their paths. */
function transcriptsIn(folder: string): string[] {
  try {
    if (statSync(folder).isFile()) return [folder];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.jsonl'))
      .sort()
      .map(name => join(folder, name));
  } catch (thrown) {
    throw new RecordingsError(problemWith(folder, thrown));
  }
}

function recordingsAmong(files: readonly string[], nameOf: (file: string) => string): RecordingFolder {
  const recordings = new Map<string, RecordingInfo>();
  const notices: string[] = [];
  for (const file of files) {
    const info = recordingOf(file);
    const same = info && recordings.get(info.head.run);
    if (!info) notices.push(`Passed over: ${nameOf(file)} is no transcript that opens.`);
    else if (same) notices.push(`Passed over: ${nameOf(file)} is the same run as ${nameOf(same.file)}.`);
    else recordings.set(info.head.run, info);
  }
  return { recordings: [...recordings.values()], notices: notices.map(sanitizeLine) };
}

function problemWith(folder: string, thrown: unknown): string {
  if (diskCode(thrown) === 'ENOENT') return `There is no folder ${folder}.`;
  return `${folder} ${whyUnreadable(thrown)}.`;
}
