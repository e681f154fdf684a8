/** What several runs of a bench come to: one row a measure, and whether it stays within its bound. Pure. */
import type { Direction, Measure } from './measure.ts';

/** `unsteady`: in the middle within its bound, but not in each run. `watched`: there is no bound. */
export type Verdict = 'holds' | 'unsteady' | 'broken' | 'watched';

export interface Result {
  readonly bench: string;
  readonly name: string;
  readonly what: string;
  readonly against: string;
  readonly bound: number | undefined;
  readonly direction: Direction;
  /** One of each run, in their order. */
  readonly ratios: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly verdict: Verdict;
}

/** The measures of each run of one bench; a measure that some runs lack has fewer ratios. */
export function resultsOf(bench: string, runs: readonly (readonly Measure[])[]): Result[] {
  const byName = Map.groupBy(runs.flat(), measure => measure.name);
  return [...byName.values()].flatMap(measures => {
    const last = measures.at(-1);
    if (!last) return [];
    const { name, what, against, bound, direction } = last;
    const ratios = measures.map(measure => measure.ratio);
    return [
      { bench, name, what, against, bound, direction, ...spread(ratios), verdict: verdict(ratios, last) },
    ];
  });
}

function spread(ratios: readonly number[]) {
  return { ratios, median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

function verdict(ratios: readonly number[], { bound, direction }: Measure): Verdict {
  if (bound === undefined) return 'watched';
  if (isWorse(median(ratios), bound, direction)) return 'broken';
  return ratios.some(ratio => isWorse(ratio, bound, direction)) ? 'unsteady' : 'holds';
}

/** Whether a ratio is on the wrong side of another. */
export function isWorse(ratio: number, than: number, direction: Direction): boolean {
  return direction === 'at most' ? ratio > than : ratio < than;
}

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}
