/** How a run stood after a round: the answer that it would have returned had it ended there. Pure. */
import type { Milliseconds, Usd } from '../run/price.ts';
import type { RoundRow, RunRow } from './row.ts';

export interface Standing {
  /** The last round that it had made by then. */
  readonly round: number;
  /** Of its last graded answer; a run that had none by then was not right. */
  readonly isRight: boolean;
  readonly costUsd: Usd | undefined;
  readonly ms: Milliseconds | undefined;
}

/** The rounds of its first lane, probes left out. */
export function ownRounds({ own }: RunRow): readonly RoundRow[] {
  return own;
}

/** A run that ended earlier stands as it ended. `undefined` where it has no round. */
export function standingAt({ own }: RunRow, round: number): Standing | undefined {
  let last: RoundRow | undefined;
  let graded: RoundRow | undefined;
  for (const one of own) {
    if (one.round > round) break;
    last = one;
    if (one.correct !== null) graded = one;
  }
  if (!last) return undefined;
  return { round: last.round, isRight: graded?.correct === true, costUsd: last.costUsd, ms: last.ms };
}

/** As it ended, with the answer that it returned: the last one, or the one that its strategy chose. */
export function standingAtEnd(row: RunRow): Standing | undefined {
  const end = standingAt(row, Number.POSITIVE_INFINITY);
  return end && { ...end, isRight: isReturnedRight(row) };
}

/** Whether the answer that a run returned is right; where that was not graded, whether the last that was is. */
export function isReturnedRight(row: RunRow): boolean {
  const { returned } = row;
  const chosen = row.rounds.find(
    ({ round, lane, isProbe }) => !isProbe && round === returned?.round && lane === returned.lane,
  );
  return (chosen?.correct ?? ownRounds(row).findLast(({ correct }) => correct !== null)?.correct) === true;
}

/** Whether its first graded answer was right. */
export function isFirstRight({ rounds }: RunRow): boolean {
  return (
    rounds.find(({ lane, isProbe, correct }) => lane === 0 && !isProbe && correct !== null)?.correct === true
  );
}

/** Whether it was right in some round. */
export function isEverRight({ rounds }: RunRow): boolean {
  return rounds.some(({ isProbe, correct }) => !isProbe && correct === true);
}

/** Whether anything can be said of it: some answer of its own was graded. */
export function isGraded({ rounds }: RunRow): boolean {
  return rounds.some(({ isProbe, correct }) => !isProbe && correct !== null);
}

/** The last round that any of the runs made; -1 of none. */
export function lastRound(rows: readonly RunRow[]): number {
  return Math.max(-1, ...rows.map(row => ownRounds(row).at(-1)?.round ?? -1));
}
