/** What the report asks of the world: commands/ hands it in, so that the screen knows no disk. */
import type { RunRow } from '../../report/row.ts';
import type { RunHandle } from '../desk.ts';

/** How far the reading has come. */
export interface ReportRead {
  /** All of them, once every file was looked at; until then none, so that no figure is of half the runs. */
  readonly rows: readonly RunRow[];
  readonly done: number;
  readonly total: number;
  /** Files that could not be read, a sentence each, safe to print. */
  readonly problems: readonly string[];
  readonly isRead: boolean;
}

export interface ReportDesk {
  /** Where the runs are from, safe to print. */
  readonly where: string;
  /** The same object until something changed. */
  now(): ReportRead;
  subscribe(listener: () => void): () => void;
  /** Begins to read, the first time it is called. */
  start(): void;
  /** Nothing more is read. */
  stop(): void;
  /** The run at its end. Rejects with an `Error` whose message says why it cannot. */
  open(row: RunRow): Promise<RunHandle>;
}
