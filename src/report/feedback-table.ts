/** Accuracy by who gave feedback and for how many rounds, and what it cost with and without the cache. Pure. */
import { type Proportion, proportion } from '../analysis/statistics/proportion.ts';
import type { Milliseconds, Usd } from '../run/price.ts';
import { singleLane } from './accuracy.ts';
import { groupRows } from './grouping.ts';
import type { RunRow } from './row.ts';
import { lastRound, ownRounds, standingAt } from './standing.ts';

export interface FeedbackCell {
  readonly feedback: string;
  readonly reflections: number;
  readonly accuracy: Proportion;
  readonly rows: readonly RunRow[];
}

export interface FeedbackRow {
  readonly model: string;
  readonly cells: readonly FeedbackCell[];
}

/** A run that ended earlier counts with the answer that it had; one that was not made so long does not count. */
export function feedbackTable(rows: readonly RunRow[]): FeedbackRow[] {
  return groupRows(singleLane(rows), ['model']).map(({ values: [model = ''], rows: ofModel }) => ({
    model,
    cells: groupRows(ofModel, ['feedback']).flatMap(({ values: [feedback = ''], rows: group }) =>
      reflectionsIn(group).map(reflections => {
        const runs = group.filter(row => canHave(row, reflections));
        const right = runs.filter(row => standingAt(row, reflections)?.isRight);
        return {
          feedback,
          reflections,
          accuracy: proportion(right.length, runs.length),
          rows: runs,
        };
      }),
    ),
  }));
}

function reflectionsIn(rows: readonly RunRow[]): number[] {
  return Array.from({ length: lastRound(rows) + 1 }, (_, round) => round);
}

/** It came so far, or ended of itself before. */
function canHave(row: RunRow, reflections: number): boolean {
  const last = ownRounds(row).at(-1)?.round ?? -1;
  return last >= reflections || (row.rule !== undefined && row.rule !== 'max-rounds');
}

export interface CachingRow {
  readonly reflections: number;
  readonly runs: number;
  /** A run, on average, in USD. */
  readonly usd: Usd;
  readonly withoutCache: Usd;
  /** Of what it would have cost; may be negative. */
  readonly savedShare: number | undefined;
  readonly ms: Milliseconds | undefined;
}

export interface CachingTable {
  readonly rows: readonly CachingRow[];
  /** Runs whose cost or saving is not known. */
  readonly leftOut: number;
}

/** By the reflections that a run made. */
export function cachingTable(rows: readonly RunRow[]): CachingTable {
  const known = rows.flatMap(row => {
    const { cost, saved, ms } = row;
    const reflections = row.rounds.findLast(({ isProbe }) => !isProbe)?.round;
    if (cost === undefined || saved === undefined || reflections === undefined) return [];
    return [{ reflections, cost, saved, ms }];
  });
  const byReflections = [...Map.groupBy(known, ({ reflections }) => reflections)].sort(([a], [b]) => a - b);
  return {
    leftOut: rows.length - known.length,
    rows: byReflections.map(([reflections, runs]) => {
      const usd = total(runs.map(({ cost }) => cost)) / runs.length;
      const saved = total(runs.map(run => run.saved)) / runs.length;
      const times = runs.flatMap(({ ms }) => ms ?? []);
      return {
        reflections,
        runs: runs.length,
        usd,
        withoutCache: usd + saved,
        savedShare: usd + saved === 0 ? undefined : saved / (usd + saved),
        ms: times.length < runs.length ? undefined : total(times) / runs.length,
      };
    }),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
