/** Remarks: what there is to notice about a round, and what it cost. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { cacheBalance } from '../analysis/caching-money.ts';
import { answerBefore, type MarkKind, markOf } from '../analysis/marks.ts';
import { sameAnswer } from '../grading/equal.ts';
import { isUntold, type Meter, meterOfRound } from '../run/meter.ts';
import { answerCall, gradeOfCall, type Run } from '../run/run.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { balanceWarning, cacheWords, isCached, isRemarkable } from './cache-words.ts';
import { inAttempt, inLane } from './lanes.ts';

/** Sentences without a mark before or a point behind them, the one about the answer first. */
export function remarks(run: Run, index: number, lane = 0): string[] {
  const round = roundOf(run, index);
  const call = answerCall(run, round, lane);
  if (!round || !call || call.status === 'failed') return [];
  const note = cacheNote(run, call);
  const cache = isRemarkable(note) ? [`cache ${cacheWords(note) ?? ''}`] : [];
  if (call.status === 'streaming') return cache;
  const told: string[] = [];
  const before = repeated(run, index, lane, markOf(run, index, lane).kind);
  if (before !== undefined) {
    const meter = meterOfRound(run, inAttempt(run, inLane(run, round, lane), call));
    const which = before === index - 1 ? 'the round before' : `round ${before}`;
    told.push([`the answer is the one of ${which}`, ...priceOfRepeating(meter)].join(': '));
  }
  return [...told, ...cache];
}

/** Nothing where no tokens were told: they were not none. */
function priceOfRepeating(meter: Meter): string[] {
  if (isUntold(meter)) return [];
  const price = meter.cost === undefined ? 'price unknown' : formatUsd(meter.cost);
  return [`${formatCount(meter.usage.output)} tokens, ${price}`];
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
