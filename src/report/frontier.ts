/** Accuracy against cost and against time: which settings nothing beats, and what beats the others. Pure. */
import { type Proportion, proportion } from '../analysis/statistics/proportion.ts';
import type { Milliseconds, Usd } from '../run/price.ts';
import { groupRows } from './grouping.ts';
import type { RunRow } from './row.ts';
import { isGraded, lastRound, type Standing, standingAt, standingAtEnd } from './standing.ts';
import { mean } from './stopping.ts';

export type Axis = 'usd' | 'ms';

/** Runs of one model and strategy as they stood after so many reflections. */
export interface Point {
  readonly model: string;
  readonly strategy: string;
  readonly round: number;
  readonly accuracy: Proportion;
  /** A run, on average; `undefined` where that of a run is not known. */
  readonly usd: Usd | undefined;
  readonly ms: Milliseconds | undefined;
  readonly rows: readonly RunRow[];
}

export interface Placed extends Point {
  /** On this axis nothing is at least as good for less. */
  readonly isPareto: boolean;
  /** Of those that beat it the one with the best accuracy, and then the cheapest. */
  readonly beatenBy: Point | undefined;
  /** How many times the cost, or the time, of that one. */
  readonly times: number | undefined;
  /** Points of accuracy less than that one, 0..1; the intervals say whether the data carry it. */
  readonly less: number | undefined;
}

/**
 * By model, strategy and rounds; a run that ended earlier keeps its answer, and its cost. Where there are
 * several lanes, the answer is there only at the end: one point.
 */
export function pointsOf(rows: readonly RunRow[]): Point[] {
  const graded = rows.filter(isGraded);
  return groupRows(graded, ['model', 'strategy']).flatMap(
    ({ values: [model = '', strategy = ''], rows: group }) => {
      const point = (round: number, stand: (row: RunRow) => Standing | undefined): Point => {
        const stands = group.map(stand);
        return {
          model,
          strategy,
          round,
          accuracy: proportion(stands.filter(one => one?.isRight).length, stands.length),
          usd: mean(stands.map(one => one?.costUsd)),
          ms: mean(stands.map(one => one?.ms)),
          rows: group,
        };
      };
      const last = lastRound(group);
      if (group.some(({ lanes }) => lanes > 1)) return [point(last, standingAtEnd)];
      return Array.from({ length: last + 1 }, (_, round) => point(round, row => standingAt(row, round)));
    },
  );
}

/** Only points that have a place on the axis; the cheapest first. */
export function frontierOf(points: readonly Point[], axis: Axis): Placed[] {
  const placed = points
    .filter(point => point[axis] !== undefined && point.accuracy.share !== undefined)
    .sort((a, b) => on(a, axis) - on(b, axis) || share(b) - share(a));
  return placed.map(point => {
    const better = placed.filter(other => beats(other, point, axis));
    const beatenBy = better.sort((a, b) => share(b) - share(a) || on(a, axis) - on(b, axis))[0];
    const least = beatenBy && on(beatenBy, axis);
    return {
      ...point,
      isPareto: beatenBy === undefined,
      beatenBy,
      times: least ? on(point, axis) / least : undefined,
      less: beatenBy && share(beatenBy) - share(point),
    };
  });
}

function beats(one: Point, other: Point, axis: Axis): boolean {
  const cost = on(one, axis) - on(other, axis);
  const gain = share(one) - share(other);
  return cost <= 0 && gain >= 0 && (cost < 0 || gain > 0);
}

function on(point: Point, axis: Axis): number {
  return point[axis] ?? Number.POSITIVE_INFINITY;
}

function share({ accuracy }: Point): number {
  return accuracy.share ?? 0;
}
