/** A place where somebody may stand. Of the events of one moment the later ones need not have happened yet. */
import type { Milliseconds } from '../run/price.ts';

export interface Stop {
  /** Of the run's own time. */
  readonly atMs: Milliseconds;
  /** How many events have happened. */
  readonly count: number;
}
