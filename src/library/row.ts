/** A file of the library as a row of it: the run in brief, and what only its folder tells of it. */
import type { RunSummary } from './summary.ts';

export interface Row {
  /** As the file system has it: not made safe to print. */
  readonly path: string;
  /** Below the folder that was asked for, safe to print. */
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** Absent: written in a schema that this version does not read. */
  readonly run?: RunSummary;
  /** Of a run of a newer schema: which one. */
  readonly schema?: number;
  readonly state: RunState;
  /** Lines of the file that were passed over, or are missing. */
  readonly passedOver: number;
  /** The names of other files that hold a run of the same id. */
  readonly twins: readonly string[];
  /** How many runs of the library branched from it. */
  readonly branches: number;
}

/** `cut off`: nobody writes it, and it has no end. */
export type RunState = 'running' | 'done' | 'cut off' | 'failed' | 'cancelled' | 'newer schema';

/** Milliseconds since 1970: when the run began, else when its file was changed. */
export function timeOf({ run, mtimeMs }: Row): number {
  const started = run ? Date.parse(run.startedAt) : Number.NaN;
  return Number.isNaN(started) ? mtimeMs : started;
}

/** Whether more of it is lost than the line in which it was cut off. */
export function isDamaged({ passedOver, state }: Pick<Row, 'passedOver' | 'state'>): boolean {
  return passedOver > (state === 'cut off' || state === 'running' ? 1 : 0);
}

/** What the user calls the run, else what its question is called. */
export function titleOf({ run, name }: Row): string {
  return run ? (run.title ?? run.question.title) : name;
}
