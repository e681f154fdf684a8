/**
 * What was measured when the baseline was saved, and how a later run compares with it. Pure.
 *
 * A machine that does something else moves every ratio a little. A measure is said to have changed only
 * where all ratios of now are on one side of all ratios of the baseline and the middle moved by a tenth
 * or more: of five against five that nothing told apart, one pair in 252 would be ordered so on each
 * side by chance.
 */
import { z } from 'zod';
import { isWorse, median, type Result } from './result.ts';

/** Fewer ratios than that on either side say nothing: three against three are in order one time in 20. */
export const FEWEST = 3;
/** A smaller move of the middle is nobody's concern, however steady it is. */
const LEAST_MOVE = 0.1;

const KeptSchema = z.object({
  bench: z.string(),
  name: z.string(),
  ratios: z.array(z.number()).min(1),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  date: z.string(),
  node: z.string(),
  machine: z.string(),
});

/** One measure as it was; each has its own date, because a part of them can be saved anew. */
export type Kept = z.infer<typeof KeptSchema>;

export const BaselineSchema = z.object({ measures: z.array(KeptSchema) });
export type Baseline = z.infer<typeof BaselineSchema>;

/** Where and when something is measured. Neither the name of a machine nor a path is part of it. */
export type Circumstances = Pick<Kept, 'date' | 'node' | 'machine'>;

export type Change =
  | { readonly kind: 'new' }
  /** Too few ratios on one of the sides. */
  | { readonly kind: 'too few' }
  | {
      readonly kind: 'same' | 'better' | 'worse';
      /** The median of now as a multiple of that of the baseline. */
      readonly factor: number;
      /** The baseline was measured on another kind of machine, or another major version of Node. */
      readonly elsewhere: boolean;
    };

export function changeOf(result: Result, baseline: Baseline, here: Circumstances): Change {
  const kept = baseline.measures.find(({ bench, name }) => bench === result.bench && name === result.name);
  if (!kept) return { kind: 'new' };
  if (kept.ratios.length < FEWEST || result.ratios.length < FEWEST) return { kind: 'too few' };
  const factor = result.median / median(kept.ratios);
  const elsewhere = kept.machine !== here.machine || major(kept.node) !== major(here.node);
  return { kind: direction(result, kept, factor), factor, elsewhere };
}

function direction(result: Result, kept: Kept, factor: number): 'same' | 'better' | 'worse' {
  if (Math.abs(factor - 1) < LEAST_MOVE) return 'same';
  const beyond = (ratios: readonly number[], others: readonly number[]) =>
    ratios.every(ratio => others.every(other => isWorse(ratio, other, result.direction)));
  if (beyond(result.ratios, kept.ratios)) return 'worse';
  return beyond(kept.ratios, result.ratios) ? 'better' : 'same';
}

/** The baseline with these results in the place of what it had of them; all others stay as they are. */
export function withResults(baseline: Baseline, results: readonly Result[], here: Circumstances): Baseline {
  const key = ({ bench, name }: Pick<Kept, 'bench' | 'name'>) => `${bench}/${name}`;
  const anew = new Set(results.map(key));
  const kept = results.map(({ bench, name, ratios, median: middle, min, max }) => ({
    bench,
    name,
    ratios: ratios.map(short),
    median: short(middle),
    min: short(min),
    max: short(max),
    ...here,
  }));
  const all = [...baseline.measures.filter(one => !anew.has(key(one))), ...kept];
  return { measures: all.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

/** As many digits as mean something. */
function short(ratio: number): number {
  return Number(ratio.toPrecision(4));
}

function major(version: string): string {
  return version.split('.')[0] ?? version;
}
