/** Which answer a run returns when it stops. Pure. */
import { answerCall, type Returned, type Round, type Run } from '../run/run.ts';
import type { Verdict } from './judge.ts';
import type { Next } from './strategy.ts';

/** The end of a run by a rule; with the regression guard it returns the answer with the best verdict. */
export function stopAt(run: Run, rule: string, answer?: Returned): Next {
  const returned = answer ?? (run.settings.stop.regressionGuard ? bestScored(run) : undefined);
  return { kind: 'stop', rule, ...(returned && { answer: returned }) };
}

const SCORE: Readonly<Record<Verdict, number>> = { pass: 2, unknown: 1, fail: 0 };

/**
 * The answer with the best verdict of the feedback, of several the later one; never by the reference,
 * which nobody has outside of a test. `undefined` where that is the last answer anyway.
 */
export function bestScored(run: Run): Returned | undefined {
  let best: { readonly score: number; readonly round: number } | undefined;
  const answered = run.rounds.filter(round => answerCall(run, round)?.status === 'finished');
  for (const round of answered) {
    const score = scoreOf(run, round);
    if (!best || score >= best.score) best = { score, round: round.index };
  }
  const last = answered.at(-1)?.index;
  return best && best.round !== last ? { round: best.round, lane: 0, why: 'best-scored' } : undefined;
}

/** An answer that nobody judged is as good as one of which nobody knows. */
function scoreOf(run: Run, round: Round): number {
  const about = answerCall(run, round)?.id;
  const check = round.checks.findLast(one => one.lane === 0 && (one.about ?? about) === about);
  return SCORE[check?.verdict ?? 'unknown'];
}
