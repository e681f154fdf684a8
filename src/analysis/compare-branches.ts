/** Rounds of runs that branched from each other, beside the round that both share. Pure. */
import { answerCall, type Call, type Run } from '../run/run.ts';
import { type Comparison, compareRounds, isSameRound, sideOf } from './compare.ts';

/** A round of a run. */
export interface Place {
  readonly run: Run;
  readonly round: number;
}

/**
 * The last round that two runs have in common because one branched from the other, or both from a
 * third: what a branch shares with its parent stands in its own transcript. `undefined`: there is none.
 */
export function lastShared(a: Run, b: Run): number | undefined {
  if (a.id === b.id) return undefined;
  let shared: number | undefined;
  for (const round of a.rounds) {
    const [one, other] = [a, b].map(run => answerCall(run, run.rounds[a.rounds.indexOf(round)]));
    if (!one || !other || !isInherited(one, other)) break;
    shared = round.index;
  }
  return shared;
}

/** The same call, which at least one of the runs has from elsewhere. */
function isInherited(one: Call, other: Call): boolean {
  const isOne = one.startedAt === other.startedAt && one.endedAt === other.endedAt && one.text === other.text;
  return isOne && (one.inherited === true || other.inherited === true);
}

/** The two, with the round that they share where that is a third one; a sentence where one has no answer. */
export function compareBranches(a: Place, b: Place): Comparison | string {
  const [one, other] = [a, b].map(({ run, round }) => sideOf(run, round));
  if (!one || !other)
    return `Round ${one ? b.round : a.round} has no whole answer: there is nothing to compare.`;
  const shared = lastShared(a.run, b.run);
  if (isSameRound(one, other))
    return 'An answer is not compared with itself: choose another round of the tree.';
  const isThird = shared !== undefined && shared < a.round && shared < b.round;
  return compareRounds(one, other, isThird ? sideOf(a.run, shared) : undefined);
}
