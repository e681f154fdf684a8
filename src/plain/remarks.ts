/** Remarks: what there is to notice about a round, and what it cost. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { cacheBalance } from '../analysis/caching-money.ts';
import { answerBefore, type MarkKind, markOf } from '../analysis/marks.ts';
import { sameAnswer } from '../grading/equal.ts';
import { isUntold, meterOfRound } from '../run/meter.ts';
import { answerCall, gradeOfCall, type Run } from '../run/run.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { balanceWarning, cacheWords, isCached, isRemarkable } from './cache-words.ts';
import { inAttempt, inLane } from './lanes.ts';

/** Sentences without a mark before or a point behind them, the one about the answer first. */
export function remarks(run: Run, index: number, lane = 0): string[] {
  const repeat = repeatRemark(run, index, lane);
  const told = repeat ? [repeat.costs === '' ? repeat.words : `${repeat.words}: ${repeat.costs}`] : [];
  return [...told, ...cacheRemarks(run, index, lane)];
}

export interface RepeatRemark {
  readonly words: string;
  /** Empty where no call told its tokens. */
  readonly costs: string;
}

/** That an answer came again, and what that cost. */
export function repeatRemark(run: Run, index: number, lane: number): RepeatRemark | undefined {
  const round = roundOf(run, index);
  const call = answerCall(run, round, lane);
  if (!round || !call || call.status !== 'finished') return undefined;
  const before = repeated(run, index, lane, markOf(run, index, lane).kind);
  if (before === undefined) return undefined;
  const meter = meterOfRound(run, inAttempt(run, inLane(run, round, lane), call));
  const price = meter.cost === undefined ? 'price unknown' : formatUsd(meter.cost);
  const which = before === index - 1 ? 'the round before' : `round ${before}`;
  return {
    words: `the answer is the one of ${which}`,
    costs: isUntold(meter) ? '' : `${formatCount(meter.usage.output)} tokens, ${price}`,
  };
}

/** That the cache did not what one would expect. */
export function cacheRemarks(run: Run, index: number, lane: number): string[] {
  const call = answerCall(run, roundOf(run, index), lane);
  if (!call || call.status === 'failed') return [];
  const note = cacheNote(run, call);
  return isRemarkable(note) ? [`cache ${cacheWords(note) ?? ''}`] : [];
}

/** What was read from the cache and written to it, and what that saved and cost. */
export function cacheLines(run: Run, index: number, lane = 0): string[] {
  const call = answerCall(run, roundOf(run, index), lane);
  const note = call && cacheNote(run, call);
  return note && isCached(note) && !isRemarkable(note) ? [`Cache: ${cacheWords(note) ?? ''}`] : [];
}

/** That writing to the cache has cost more than reading from it has saved so far. */
export function runRemarks(run: Run): string[] {
  const warning = balanceWarning(cacheBalance(run));
  return warning === undefined ? [] : [warning];
}

/** The round whose answer this one gave again, under the grader's notion of the same. A probe gives none. */
function repeated(run: Run, index: number, lane: number, kind: MarkKind): number | undefined {
  const before = answerBefore(run, index, lane);
  if (!before) return undefined;
  if (kind === 'SAME') return before.round;
  if (kind !== 'KEEP-OK' && kind !== 'KEEP-WRONG') return undefined;
  const round = roundOf(run, index);
  const now = gradeOfCall(round, answerCall(run, round, lane))?.extracted;
  const isSame = before.extracted !== null && now != null && sameAnswer(before.extracted, now, run.question);
  return isSame ? before.round : undefined;
}

function roundOf(run: Run, index: number) {
  return run.rounds.findLast(round => round.index === index);
}
