/** Counting the answers of the lanes of one round, and what the count comes to. Pure. */
import { sameAnswer } from '../grading/equal.ts';
import type { Returned, Round, Run, Vote } from '../run/run.ts';
import type { Next } from './strategy.ts';
import { ballotsOf, voteOf } from './vote.ts';

/** The vote that the round still needs: none was counted, or a lane has answered anew since. */
export function voteNext(run: Run, round: Round): Next | undefined {
  const ballots = ballotsOf(run, [round]);
  const counted = voteOf(ballots, run.question);
  if (round.vote && sidesOf(round.vote) === sidesOf(counted)) return undefined;
  const isDrawn = counted.winner === null && counted.votes[0]?.answer != null;
  const method = isDrawn
    ? `${counted.method}; a draw, in which the first of the leading ones stands`
    : counted.method;
  return { kind: 'vote', round: round.index, vote: { ...counted, method } };
}

function sidesOf({ votes }: Pick<Vote, 'votes'>): string {
  return votes.map(({ lanes }) => lanes.join(' ')).join(', ');
}

/** The answer that leads in the vote, on a draw the first of the leading ones; `undefined` when nobody found one. */
export function leaderOf({ index, vote }: Round): Returned | undefined {
  const [first] = vote?.votes ?? [];
  const lane = vote?.winner ?? (first?.answer == null ? undefined : first.lanes[0]);
  return lane === undefined ? undefined : { round: index, lane, why: 'vote' };
}

/** Whether more than half of the lanes gave one answer. */
export function hasMajority({ vote }: Round): boolean {
  const [first, ...others] = vote?.votes ?? [];
  if (first?.answer == null) return false;
  return first.lanes.length > others.reduce((sum, { lanes }) => sum + lanes.length, 0);
}

/** Every answer against every other: equality of numbers is not transitive (`$5`, `5`, `5 cents`). */
export function isUnanimous(run: Run, round: Round): boolean {
  const answers = ballotsOf(run, [round]).map(({ answer }) => answer);
  return (
    answers.length > 1 &&
    answers.every(a => answers.every(b => a !== null && b !== null && sameAnswer(a, b, run.question)))
  );
}
