/** How many questions were right: round by round, and by which of a run's answers one takes. Pure. */
import { type Decision, decide, mcnemarExact } from '../analysis/statistics/paired.ts';
import { type Proportion, proportion } from '../analysis/statistics/proportion.ts';
import type { Milliseconds, Usd } from '../run/price.ts';
import type { RunRow } from './row.ts';
import {
  isEverRight,
  isFirstRight,
  isGraded,
  isReturnedRight,
  lastRound,
  ownRounds,
  standingAt,
} from './standing.ts';

/** Runs of one lane, of which it can be said round by round how they stood. */
export function singleLane(rows: readonly RunRow[]): RunRow[] {
  return rows.filter(row => row.lanes === 1 && isGraded(row));
}

export interface RoundAccuracy {
  readonly round: number;
  /** Of the runs that came so far. */
  readonly there: Proportion;
  /** Of all runs: one that ended earlier keeps the answer that it had. */
  readonly carried: Proportion;
  /** Against the round before, of all runs. */
  readonly fixed: number;
  readonly broken: number;
  readonly p: number;
  readonly decision: Decision;
  /** What the round took of all runs that made it; `undefined` where some of it is not known. */
  readonly addedUsd: Usd | undefined;
  readonly addedMs: Milliseconds | undefined;
  /** For each question more that is right after the round; `undefined` where there is none, or it is not known. */
  readonly usdPerRight: Usd | undefined;
  readonly msPerRight: Milliseconds | undefined;
}

/** Of the runs with one lane. */
export function accuracyByRound(rows: readonly RunRow[]): RoundAccuracy[] {
  const runs = singleLane(rows);
  return Array.from({ length: lastRound(runs) + 1 }, (_, round): RoundAccuracy => {
    const there = runs.flatMap(row =>
      ownRounds(row).filter(one => one.round === round && one.correct !== null),
    );
    const now = runs.map(row => standingAt(row, round)?.isRight === true);
    const before = runs.map(row => standingAt(row, round - 1)?.isRight === true);
    const pairs = round === 0 ? { onlyFirst: 0, onlySecond: 0 } : discordant(before, now);
    const added = addedBy(runs, round);
    const gained = pairs.onlySecond - pairs.onlyFirst;
    const per = (amount: number | undefined) =>
      gained <= 0 || amount === undefined ? undefined : amount / gained;
    return {
      round,
      there: proportion(there.filter(({ correct }) => correct).length, there.length),
      carried: proportion(now.filter(Boolean).length, now.length),
      fixed: pairs.onlySecond,
      broken: pairs.onlyFirst,
      p: mcnemarExact(pairs),
      decision: decide(pairs),
      ...added,
      usdPerRight: per(added.addedUsd),
      msPerRight: per(added.addedMs),
    };
  });
}

/** Sums over the runs that made the round. */
function addedBy(rows: readonly RunRow[], round: number): Pick<RoundAccuracy, 'addedUsd' | 'addedMs'> {
  let addedUsd: Usd | undefined = 0;
  let addedMs: Milliseconds | undefined = 0;
  for (const row of rows) {
    const now = ownRounds(row).find(one => one.round === round);
    if (!now) continue;
    const before = standingAt(row, round - 1);
    addedUsd = plus(addedUsd, now.costUsd, before ? before.costUsd : 0);
    addedMs = plus(addedMs, now.ms, before ? before.ms : 0);
  }
  return { addedUsd, addedMs };
}

function plus(total: number | undefined, now: number | undefined, before: number | undefined) {
  return total === undefined || now === undefined || before === undefined ? undefined : total + now - before;
}

/**
 * The round after which more rounds stop paying: the first one than which no later one is better beyond
 * doubt. `undefined` without a graded answer.
 */
export function lastPayingRound(rows: readonly RunRow[]): number | undefined {
  const runs = singleLane(rows);
  const rightAt = Array.from({ length: lastRound(runs) + 1 }, (_, round) =>
    runs.map(row => standingAt(row, round)?.isRight === true),
  );
  const paying = rightAt.findIndex((now, round) =>
    rightAt.slice(round + 1).every(later => decide(discordant(now, later)) !== 'second'),
  );
  return paying < 0 ? undefined : paying;
}

/** Of pairs in one order: those that only one of both got right. */
export function discordant(first: readonly boolean[], second: readonly boolean[]) {
  return {
    onlyFirst: first.filter((isRight, index) => isRight && !second[index]).length,
    onlySecond: first.filter((isRight, index) => !isRight && second[index]).length,
  };
}

export interface FirstLastBest {
  /** Runs with a graded answer. */
  readonly runs: number;
  readonly first: Proportion;
  /** What the run returned: its last answer, or the one that its strategy chose. */
  readonly last: Proportion;
  /** Of the runs that voted. */
  readonly voted: Proportion | undefined;
  /** Right in some round. */
  readonly ever: Proportion;
  /** Right in some round, and wrong in the end. */
  readonly lost: Proportion;
  /** First against last. */
  readonly p: number;
  readonly decision: Decision;
}

export function firstLastBest(rows: readonly RunRow[]): FirstLastBest {
  const runs = rows.filter(isGraded).map(row => ({
    first: isFirstRight(row),
    last: isReturnedRight(row),
    ever: isEverRight(row),
    isVoted: row.returned?.why === 'vote',
  }));
  const share = (isOne: (run: (typeof runs)[number]) => boolean, among = runs) =>
    proportion(among.filter(isOne).length, among.length);
  const pairs = discordant(
    runs.map(({ first }) => first),
    runs.map(({ last }) => last),
  );
  const voted = runs.filter(({ isVoted }) => isVoted);
  return {
    runs: runs.length,
    first: share(({ first }) => first),
    last: share(({ last }) => last),
    voted: voted.length === 0 ? undefined : share(({ last }) => last, voted),
    ever: share(({ ever }) => ever),
    lost: share(({ ever, last }) => ever && !last),
    p: mcnemarExact(pairs),
    decision: decide(pairs),
  };
}
