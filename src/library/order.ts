/** The order of the rows, and what they add up to. Pure. */

import { endsRight, endsWrong, reflectionsOf } from './matches.ts';
import { modelNameOf } from './model-name.ts';
import { type Row, timeOf, titleOf } from './row.ts';
import type { SortKey } from './sort-keys.ts';

export interface Sort {
  readonly key: SortKey;
  /** Against the way in which one reads it first: the newest, the dearest, A before B. */
  readonly reversed: boolean;
}

export const NEWEST_FIRST: Sort = { key: 'age', reversed: false };

/** What is not known comes last in both directions; what is equal goes by age, then by file. */
export function sorted(rows: readonly Row[], { key, reversed }: Sort): Row[] {
  const value = VALUES[key];
  const keyed = rows.map(row => ({ row, value: value(row), time: timeOf(row) }));
  const sign = reversed ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined) || byAge(a, b);
      }
      return sign * compared(a.value, b.value) || byAge(a, b);
    })
    .map(({ row }) => row);
}

/** Numbers from the greatest down, words from A on. */
function compared(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return b - a;
  return a < b ? -1 : a > b ? 1 : 0;
}

function byAge(a: { row: Row; time: number }, b: { row: Row; time: number }): number {
  return b.time - a.time || (a.row.path < b.row.path ? -1 : 1);
}

const VALUES: Readonly<Record<SortKey, (row: Row) => number | string | undefined>> = {
  age: timeOf,
  cost: ({ run }) => run?.cost,
  saved: ({ run }) => run?.saved,
  question: row => titleOf(row).toLowerCase(),
  model: ({ run }) => run && modelNameOf(run.model).toLowerCase(),
  rounds: ({ run }) => run && reflectionsOf(run),
  marks: ({ run }) => run && goodness(run),
};

/** Repaired and right, right, nobody knows, wrong, broken and wrong. */
function goodness(run: NonNullable<Row['run']>): number {
  const has = (kind: string) => run.rounds.some(({ mark }) => mark.kind === kind);
  if (endsRight(run)) return has('FIX') ? 4 : 3;
  if (endsWrong(run)) return has('BREAK') ? 0 : 1;
  return 2;
}

export interface Totals {
  readonly runs: number;
  /** US dollars over the runs of which it is known; `atLeast` where some of them did not tell all. */
  readonly cost: number;
  readonly saved: number;
  readonly atLeast: boolean;
  /** Runs whose cost nobody knows: they are not in the sum. */
  readonly unknown: number;
}

/** What a branch shares with its run is in the cost of that run alone, so that a sum counts it once. */
export function totalsOf(rows: readonly Row[]): Totals {
  const before = summed.get(rows);
  if (before) return before;
  const totals = { runs: rows.length, cost: 0, saved: 0, atLeast: false, unknown: 0 };
  for (const { run } of rows) {
    if (run?.cost === undefined) totals.unknown++;
    totals.cost += run?.cost ?? 0;
    totals.saved += run?.saved ?? 0;
    if (run?.cost !== undefined && run.atLeast) totals.atLeast = true;
  }
  summed.set(rows, totals);
  return totals;
}

/** A list of rows does not change: each frame would go through all of them. */
const summed = new WeakMap<readonly Row[], Totals>();
