/**
 * The badges of a round: what it shows by itself, beside its mark. Pure functions of the run so far; the
 * failure modes and their names are those of the literature.
 */
import { lanesOf, type Run } from '../../run/run.ts';
import type { Badge } from './badge.ts';
import { longer, noOp, oscillation, overCorrected, pressured, stubborn } from './of-change.ts';
import { cacheNeverEngaged, errorTaken, graderDoubt, refused, truncated, unfaithful } from './of-reply.ts';
import { rubberStamp } from './of-verification.ts';
import { type Seen, seenIn } from './seen.ts';

/** In the order in which they are shown: what makes the answer none goes first, what it cost last. */
const RULES: readonly ((seen: Seen) => Badge | undefined)[] = [
  truncated,
  refused,
  errorTaken,
  graderDoubt,
  unfaithful,
  overCorrected,
  pressured,
  stubborn,
  oscillation,
  rubberStamp,
  noOp,
  longer,
  cacheNeverEngaged,
];

/** Of one lane of a round; none while its call has not come to its end. */
export function badgesOf(run: Run, round: number, lane = 0): readonly Badge[] {
  const seen = seenIn(run, round, lane);
  return seen ? RULES.flatMap(rule => rule(seen) ?? []) : [];
}

export interface LaneBadge extends Badge {
  readonly round: number;
  readonly lane: number;
}

/** Of all rounds and lanes, in their order. */
export function allBadges(run: Run): LaneBadge[] {
  return run.rounds.flatMap(round =>
    lanesOf(run, round).flatMap(lane =>
      badgesOf(run, round.index, lane).map(badge => ({ ...badge, round: round.index, lane })),
    ),
  );
}
