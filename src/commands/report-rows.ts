/** Reads the runs of a report, and says of each file that cannot be read why. */
import { readRows as readFiles } from '../report/read-rows.ts';
import type { RunRow } from '../report/row.ts';
import type { CostFile } from './cost-files.ts';

export interface ReadingListener {
  /** A file that could not be read, in a sentence. */
  readonly onProblem: (problem: string) => void;
  /** Now and then: how many have been read. */
  readonly onRead?: (done: number) => void;
  /** Asked now and then; once it is, what has been read is all. */
  readonly isOver?: () => boolean;
}

/** In the order of the files, without those that cannot be read. */
export async function readRows(
  files: readonly CostFile[],
  { onProblem, onRead, isOver }: ReadingListener,
): Promise<readonly RunRow[]> {
  const paths = files.map(({ path }) => path);
  const { rows, unread } = await readFiles(paths, onRead, isOver);
  const named = new Set(files.flatMap(file => (file.named ? file.path : [])));
  for (const { file, why } of unread) onProblem(named.has(file) ? why : `${why} It was left out.`);
  return rows;
}
