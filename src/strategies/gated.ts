/**
 * The machine of strategies that revise only while something speaks against the answer: answer; find out
 * what is to be said of it; stop when that is nothing, else revise in the same conversation. Pure.
 *
 * What is said of an answer is said in its own round, as all feedback is. The user's own feedback for the
 * next round stands for it, and then nobody is asked.
 */

import { editsOf } from '../run/edited.ts';
import type { Run } from '../run/run.ts';
import { feedbackOn } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { callsOfFeedback, feedbackNext } from './feedback.ts';
import { asked, firstStep, laterStep, type Newest, newest, revisePrompt, unfinished } from './main-thread.ts';
import { stopAt } from './returned.ts';
import { firedRule } from './stop-rules.ts';
import type { CallStep, Next } from './strategy.ts';

export interface Gating {
  /** The call of a round. */
  readonly step: (run: Run, round: number) => CallStep;
  /** What is to be done before it can be told whether the answer stands; `undefined`: nothing more. */
  readonly missing: (run: Run, answered: Newest) => Next | undefined;
  /** The rule by which the answer stands as it is. */
  readonly settled: (run: Run, answered: Newest) => string | undefined;
  /** Whether the answer of the last round is looked at, too: where that costs nothing. */
  readonly isFree?: (run: Run) => boolean;
}

export function gatedNext(run: Run, { step, missing, settled, isFree }: Gating): Next {
  const stepOf = (round: number) => step(run, round);
  const open = unfinished(run, stepOf);
  if (open) return open;
  const upcoming = (run.rounds.at(-1)?.index ?? -1) + 1;
  const isSaidByUser = editsOf(run, upcoming).feedback !== undefined;
  const looked = isSaidByUser ? undefined : newest(run);
  const standing = looked && settled(run, looked);
  if (standing !== undefined) return stopAt(run, standing);
  const rule = firedRule(run);
  const isLookedAt = rule === undefined || (rule === 'max-rounds' && (isFree?.(run) ?? false));
  const before = looked && isLookedAt ? missing(run, looked) : undefined;
  if (before) return before;
  return rule === undefined ? asked(upcoming, stepOf) : stopAt(run, rule);
}

/** Answer, feedback by the source of the settings, and a revision unless it says pass. */
export function verifiedNext(run: Run): Next {
  return gatedNext(run, {
    step: reviseStep,
    missing: (_, { round }) => feedbackNext(run, round),
    settled: (_, { round }) => (feedbackOn(run, round)?.verdict === 'pass' ? 'verdict-pass' : undefined),
    isFree: () => callsOfFeedback(run.settings.feedback) === 0,
  });
}

/** The answer of the last round is not judged: nothing would follow from it. */
export function mostCallsVerified({ strategy: { rounds }, feedback }: Settings): number {
  return 1 + rounds * (1 + callsOfFeedback(feedback));
}

/** The models that the feedback asks, beside the one that answers. */
export function judgesIn({ model, feedback: { source, judge } }: Settings): string[] {
  return source === 'judge' && judge !== undefined && judge !== model ? [judge] : [];
}

/** The call of a round whose later turns put the feedback before the model. */
export function reviseStep(run: Run, round: number): CallStep {
  if (round === 0) return firstStep(run);
  return laterStep(run, round, { purpose: 'revise', prompt: revisePrompt(run, round) });
}
