/** Reads some transcripts, one after the other, and keeps of each what the report needs. */
import { TranscriptError } from '../transcripts/read.ts';
import { readRun } from './read-row.ts';
import { type RunRow, rowOf } from './row.ts';

export interface ReadRows {
  readonly rows: readonly RunRow[];
  /** Files that could not be read, each with why, in a sentence that is safe to print. */
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}

/** In the order of the files. */
export async function readBatch(files: readonly string[]): Promise<ReadRows> {
  const rows: RunRow[] = [];
  const unread: { file: string; why: string }[] = [];
  for (const file of files) {
    try {
      rows.push(rowOf(await readRun(file), file));
    } catch (thrown) {
      if (!(thrown instanceof TranscriptError)) throw thrown;
      unread.push({ file, why: thrown.message });
    }
  }
  return { rows, unread };
}
