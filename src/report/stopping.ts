/** What other stop rules would have scored, cost and taken on the same runs. Pure: no call is made. */
import { type Decision, decide } from '../analysis/statistics/paired.ts';
import { type Proportion, proportion } from '../analysis/statistics/proportion.ts';
import type { Milliseconds, Usd } from '../run/price.ts';
import { discordant, singleLane } from './accuracy.ts';
import type { RunRow } from './row.ts';
import { lastRound, ownRounds, type Standing, standingAt, standingAtEnd } from './standing.ts';

export interface StoppingRule {
  readonly id: string;
  /** Which answer it is, in words. */
  readonly words: string;
  /** It knows the reference: nobody can use it, it bounds what a rule could reach. */
  readonly isOracle?: boolean;
}

export interface Stopping extends StoppingRule {
  readonly accuracy: Proportion;
  /** Rounds after round 0, on average. */
  readonly reflections: number;
  /** A run, on average; `undefined` where that of a run is not known. */
  readonly usd: Usd | undefined;
  readonly ms: Milliseconds | undefined;
  /** Against the runs as they were: `second` is this rule. */
  readonly decision: Decision;
  /** Runs in which the rule fired before their end. */
  readonly fired: number;
}

export interface StoppingTable {
  /** With one lane and a graded answer; the others are left out. */
  readonly runs: number;
  readonly leftOut: number;
  readonly rows: readonly Stopping[];
}

interface Rule extends StoppingRule {
  /** How the run would have stood at its end. */
  readonly stand: (row: RunRow) => Standing | undefined;
}

/** A run in which the rule never fires goes on to its end. */
function until(stop: (row: RunRow) => number | undefined): Rule['stand'] {
  return row => standingAt(row, stop(row) ?? Number.POSITIVE_INFINITY);
}

const RULES: readonly Rule[] = [
  {
    id: 'answer-stable-2',
    words: 'the same answer twice running',
    stand: until(({ stops }) => stops?.stable2),
  },
  {
    id: 'answer-stable-3',
    words: 'the same answer three times running',
    stand: until(({ stops }) => stops?.stable3),
  },
  {
    id: 'verdict-pass',
    words: 'the feedback passes the answer',
    stand: until(({ stops }) => stops?.verdictPass),
  },
  { id: 'no-op', words: 'a round changes next to nothing', stand: until(({ stops }) => stops?.noOp) },
  {
    id: 'oscillation',
    words: 'an earlier answer comes back',
    stand: until(({ stops }) => stops?.oscillation),
  },
  {
    id: 'oracle',
    words: 'as soon as it is right',
    isOracle: true,
    stand: until(row => ownRounds(row).find(({ correct }) => correct)?.round),
  },
];

export function stoppingTable(rows: readonly RunRow[]): StoppingTable {
  const runs = singleLane(rows);
  const asTheyWere: Rule = { id: 'as-they-were', words: 'as they were', stand: standingAtEnd };
  const afterRounds = Array.from(
    { length: Math.max(0, lastRound(runs)) },
    (_, round): Rule => ({
      id: `rounds-${round}`,
      words:
        round === 0 ? 'round 0 alone' : round === 1 ? 'after 1 reflection' : `after ${round} reflections`,
      stand: until(() => round),
    }),
  );
  const ends = runs.map(standingAtEnd);
  const were = ends.map(end => end?.isRight === true);
  return {
    runs: runs.length,
    leftOut: rows.length - runs.length,
    rows: [asTheyWere, ...afterRounds, ...RULES].map(({ stand, ...rule }) => {
      const stands = runs.map(stand);
      const right = stands.map(one => one?.isRight === true);
      return {
        ...rule,
        accuracy: proportion(right.filter(Boolean).length, right.length),
        reflections: mean(stands.map(one => one?.round)) ?? 0,
        usd: mean(stands.map(one => one?.costUsd)),
        ms: mean(stands.map(one => one?.ms)),
        decision: decide(discordant(were, right)),
        fired: stands.filter((one, index) => one?.round !== ends[index]?.round).length,
      };
    }),
  };
}

/** `undefined` of nothing, and where one is not known. */
export function mean(values: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    total += value;
  }
  return values.length === 0 ? undefined : total / values.length;
}
