/** Where a run stands between its rounds, for strategies that decide anew before each of them. Pure. */
import { editsOf, isProbe } from '../run/edited.ts';
import { answerCall, gradeOfCall, lanesOf, type Round, type Run } from '../run/run.ts';
import { callsOfFeedback, feedbackNext } from './feedback.ts';
import { firedAmong, firedCap, firedRule, ownRounds, type StopRule } from './stop-rules.ts';
import type { CallStep, Next } from './strategy.ts';

/**
 * The round of the strategy that has begun and not ended, or has an answer that was not read: another
 * attempt. One that was to be a probe is none of its own.
 */
export function openRound(run: Run): Round | undefined {
  const last = run.rounds.at(-1);
  if (!last || isProbe(last.kind)) return undefined;
  const isUnread = (lane: number) => {
    const call = answerCall(run, last, lane);
    return call?.status === 'finished' && !gradeOfCall(last, call);
  };
  return last.finishedAt === undefined || lanesOf(run, last).some(isUnread) ? last : undefined;
}

/** The place of the next round; one that has begun as a probe and is none any more is made in its place. */
export function nextIndex({ rounds }: Run): number {
  const last = rounds.at(-1);
  if (!last) return 0;
  return last.finishedAt === undefined ? last.index : last.index + 1;
}

/** The rounds of the strategy that have ended. */
export function endedRounds(run: Run): Round[] {
  return ownRounds(run).filter(({ finishedAt }) => finishedAt !== undefined);
}

/** The lanes of a round that have no answer yet are asked (again); then the round is closed. */
export function toItsEnd(run: Run, round: Round, steps: readonly CallStep[]): Next {
  const missing = steps.filter(({ lane }) => answerCall(run, round, lane)?.status !== 'finished');
  if (missing.length === 0) return { kind: 'close-round', round: round.index };
  return { kind: 'steps', round: round.index, roundKind: round.kind, steps: missing };
}

/** The caps apart from what a silent answer ends. */
const LIMITS: ReadonlySet<StopRule> = new Set(['max-cost', 'max-seconds', 'max-tokens-total']);
const BUT_NO_ANSWER: ReadonlySet<StopRule> = new Set([
  ...LIMITS,
  'verdict-pass',
  'max-rounds',
  'answer-stable',
  'no-op',
  'oscillation',
  'entropy',
]);

/** The rule that ends the run after this round. One silent lane is no end while another one speaks. */
export function ruleAfter(run: Run, round: Round): StopRule | undefined {
  return speaksElsewhere(run, round) ? firedAmong(run, BUT_NO_ANSWER) : firedRule(run);
}

/** The cap that ends the run after this round. */
export function capAfter(run: Run, round: Round): StopRule | undefined {
  return speaksElsewhere(run, round) ? firedAmong(run, LIMITS) : firedCap(run);
}

function speaksElsewhere(run: Run, round: Round): boolean {
  return lanesOf(run, round).some(lane => lane > 0 && answerCall(run, round, lane)?.text.trim());
}

/**
 * Whether the feedback on this round is wanted: nothing follows from it once a stop rule fires, but where
 * it costs nothing it tells what the last round came to.
 */
export function isLookedAt(run: Run, round: Round): boolean {
  const rule = ruleAfter(run, round);
  return rule === undefined || (rule === 'max-rounds' && callsOfFeedback(run.settings.feedback) === 0);
}

/** The feedback that answers still need. The user's own for the next round stands for it. */
export function feedbackMissing(run: Run, round: Round): Next | undefined {
  const isSaidByUser = editsOf(run, nextIndex(run)).feedback !== undefined;
  return isSaidByUser ? undefined : feedbackNext(run, round);
}
