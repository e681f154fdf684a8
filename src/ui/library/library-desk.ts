/** What the library asks of the world: commands/ hands it in, so that the screen knows no disk. */
import type { Comparison } from '../../analysis/compare.ts';
import type { Label } from '../../library/labels.ts';
import type { Library } from '../../library/library.ts';
import type { Row } from '../../library/row.ts';
import type { RunHandle } from '../desk.ts';
import type { ReportDesk } from '../report/report-desk.ts';

export interface LibraryDesk {
  readonly runs: Pick<Library, 'rows' | 'status' | 'world' | 'texts' | 'subscribe' | 'refresh' | 'watch'>;
  /** The folders, safe to print. */
  readonly where: string;
  /** Throws an `Error` whose message says why it cannot; the file is then as it was. */
  label(row: Row, label: Label): void;
  /** Moves the file to the trash; gives back how to undo that. Throws in the same way. */
  discard(row: Row): () => void;
  /** How many files are in the trash. */
  trash(): number;
  /** Deletes them for good; says what came of it. */
  emptyTrash(): string;
  /** Each rejects with an `Error` whose message says why it cannot. */
  open(row: Row, at: 'start' | 'end'): Promise<RunHandle>;
  branch(row: Row): Promise<RunHandle>;
  resume(row: Row): Promise<RunHandle>;
  compare(a: Row, b: Row): Promise<Comparison>;
  /** The report on these; absent where nothing tells it. */
  report?(rows: readonly Row[]): ReportDesk;
  /** The forms that a run can be exported to; absent where nothing exports. */
  readonly exporters?: readonly ExportForm[];
  /** Resolves to what there is to say: the file that was written. */
  exportAs?(row: Row, form: string): Promise<string>;
}

export interface ExportForm {
  readonly id: string;
  readonly name: string;
}
