/** A round as the badges look at it: its answer, the one before it, and what was said in between. */
import { sameAnswer } from '../../grading/equal.ts';
import { isProbe } from '../../run/edited.ts';
import { answerCall, type Call, type Check, feedbackOn, type Round, type Run } from '../../run/run.ts';
import { answersGivenTo, outcomeOf, type RoundAnswer, roundOf } from '../answers.ts';

export interface Seen {
  readonly run: Run;
  readonly round: Round;
  readonly lane: number;
  /** The call that answers the round, however it ended. */
  readonly call: Call;
  /** Absent where the reply is no answer. */
  readonly answer?: RoundAnswer;
  /** The answers that it goes on from, the first one first. */
  readonly earlier: readonly RoundAnswer[];
  /** What was said of the answer before it. */
  readonly feedback?: Check;
}

/** `undefined` while the round has no call that came to its end. */
export function seenIn(run: Run, index: number, lane = 0): Seen | undefined {
  const round = roundOf(run, index);
  const call = answerCall(run, round, lane);
  if (!round || !call || call.status === 'streaming') return undefined;
  const outcome = outcomeOf(run, round, lane);
  const earlier = answersGivenTo(run, index, lane).map(one => ({ round: index - 1, ...one }));
  const before = roundOf(run, earlier.at(-1)?.round ?? -1);
  const feedback = before && feedbackOn(run, before, lane);
  return {
    run,
    round,
    lane,
    call,
    earlier,
    ...(outcome.kind === 'answered' && { answer: { ...outcome, round: index } }),
    ...(feedback && { feedback }),
  };
}

/** Whether both answers were found, and come to the same. */
export function isSame(run: Run, one: RoundAnswer | undefined, other: RoundAnswer | undefined): boolean {
  if (one?.extracted == null || other?.extracted == null) return false;
  return sameAnswer(one.extracted, other.extracted, run.question);
}

/** Whether both answers were found, and differ. */
export function isOther(run: Run, one: RoundAnswer | undefined, other: RoundAnswer | undefined): boolean {
  if (one?.extracted == null || other?.extracted == null) return false;
  return !sameAnswer(one.extracted, other.extracted, run.question);
}

/** The text of the answer that a round goes on from; `undefined` before the first one. */
export function textBefore({ run, lane, earlier }: Seen): string | undefined {
  const before = earlier.at(-1);
  return before && answerCall(run, roundOf(run, before.round), lane)?.text;
}

/** Rounds that ask anew, without the answer before them and what was said of it. */
const FRESH: ReadonlySet<string> = new Set(['restart', 'vote']);

export function isReflection({ round }: Seen): boolean {
  return round.index > 0 && !isProbe(round.kind) && !FRESH.has(round.kind);
}

/** A step of a plan, as an agent takes it: what it does is no answer that could be kept or lost. */
export function isStep({ run }: Seen, index: number): boolean {
  return roundOf(run, index)?.kind === 'step';
}
