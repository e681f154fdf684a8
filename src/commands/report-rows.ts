/** Reads the runs of a report: one after the other, and each is forgotten but for its row. */
import { availableParallelism } from 'node:os';
import { readRun } from '../report/read-row.ts';
import { type RunRow, rowOf } from '../report/row.ts';
import { TranscriptError } from '../transcripts/read.ts';
import type { CostFile } from './cost-files.ts';

export interface ReadingListener {
  /** A file that could not be read, in a sentence. */
  readonly onProblem: (problem: string) => void;
  /** After each file, however it went. */
  readonly onRead?: (done: number) => void;
  /** Asked before each file. */
  readonly isOver?: () => boolean;
}

/** So many files are open at once. */
const AT_ONCE = Math.max(2, availableParallelism());

/** In the order of the files, without those that cannot be read. */
export async function readRows(
  files: readonly CostFile[],
  { onProblem, onRead, isOver = () => false }: ReadingListener,
): Promise<RunRow[]> {
  const rows: (RunRow | undefined)[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let place = next++; place < files.length && !isOver(); place = next++) {
      const file = files[place];
      if (file) rows[place] = await readRow(file, onProblem);
      onRead?.(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows.flatMap(row => row ?? []);
}

async function readRow(
  { path, named }: CostFile,
  onProblem: ReadingListener['onProblem'],
): Promise<RunRow | undefined> {
  try {
    return rowOf(await readRun(path), path);
  } catch (thrown) {
    if (!(thrown instanceof TranscriptError)) throw thrown;
    onProblem(named ? thrown.message : `${thrown.message} It was left out.`);
    return undefined;
  }
}
