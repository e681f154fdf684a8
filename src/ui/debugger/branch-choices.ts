/** The two ways to branch at a round: after it, or instead of it; and what stands in the way. Pure. */
import { branchPoint } from '../../run/branch.ts';
import { isProbe } from '../../run/edits.ts';
import { answerCall, type Round, type Run } from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';

export interface BranchChoice {
  readonly id: 'after' | 'anew';
  readonly label: string;
  /** The last round that is shared, as `branchEvents` takes it; `undefined`: the question alone. */
  readonly after: number | undefined;
  readonly isPossible: boolean;
  /** Why it is not possible, or what to know about it: a sentence. */
  readonly reason?: string;
}

/** Of a round that is shown. */
export function branchChoices(run: Run, round: number): BranchChoice[] {
  return [goOnAfter(run, round), makeAnew(run, round)];
}

function goOnAfter(run: Run, index: number): BranchChoice {
  const round = roundAt(run, index);
  const point = branchPoint(run, index);
  const choice = {
    id: 'after',
    label: `Go on after round ${index} with another next turn`,
    after: point,
    isPossible: point === index,
  } as const;
  if (point !== index) {
    const earlier = point === undefined ? '' : ` Round ${point} has one: branch from there.`;
    return { ...choice, reason: `${whyNotWhole(run, round, index)}${earlier}` };
  }
  if (round?.kind !== 'resample') return choice;
  const before = lastAnswer(run, index)?.round;
  const from = before === undefined ? 'the question' : `round ${before}`;
  return { ...choice, reason: `A resample stands beside the conversation: the next turn follows ${from}.` };
}

function makeAnew(run: Run, index: number): BranchChoice {
  const after = branchPoint(run, index - 1);
  const round = roundAt(run, index);
  const what =
    round && isProbe(round.kind) ? 'a reflection, or another probe' : 'another prompt, model or sample';
  const choice = { id: 'anew', label: `Make round ${index} anew: ${what}`, after, isPossible: true } as const;
  if (index === 0) return { ...choice, reason: 'Only the question is shared.' };
  if (after === index - 1) return choice;
  const from = after === undefined ? 'with the question' : `after round ${after}`;
  const why = whyNotWhole(run, roundAt(run, index - 1), index - 1).replace(/\.$/, '');
  return { ...choice, reason: `${why}: the branch begins ${from}.` };
}

function roundAt(run: Run, index: number): Round | undefined {
  return run.rounds.find(round => round.index === index);
}

function whyNotWhole(run: Run, round: Round | undefined, index: number): string {
  if (!round) return `Round ${index} has not begun.`;
  const status = answerCall(run, round)?.status;
  if (status === 'failed') return `Round ${index} failed, so it has no whole answer.`;
  if (run.outcome === undefined && status === 'streaming')
    return `The answer of round ${index} is still coming.`;
  return status === 'finished' ? `Round ${index} has not ended.` : `Round ${index} has no whole answer.`;
}
