/** Remarks: what there is to notice about a round, and what it cost. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { cacheBalance } from '../analysis/caching-money.ts';
import { type MarkKind, markOf } from '../analysis/marks.ts';
import { sameAnswer } from '../grading/equal.ts';
import { meterOfRound } from '../run/meter.ts';
import { answerCall, gradeOf, type Run } from '../run/run.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { balanceWarning, cacheWords, isCached, isRemarkable } from './cache-words.ts';
import { inLane } from './lanes.ts';

/** Sentences without a mark before or a point behind them, the one about the answer first. */
export function remarks(run: Run, index: number, lane = 0): string[] {
  const round = roundOf(run, index);
  const call = answerCall(run, round, lane);
  if (!round || !call || call.status === 'failed') return [];
  const note = cacheNote(run, call);
  const cache = isRemarkable(note) ? [`cache ${cacheWords(note) ?? ''}`] : [];
  if (call.status === 'streaming') return cache;
  const told: string[] = [];
  if (repeats(run, index, lane, markOf(run, index, lane).kind)) {
    const { usage, cost } = meterOfRound(run, inLane(run, round, lane));
    const price = cost === undefined ? 'price unknown' : formatUsd(cost);
    told.push(`the answer is the one of the round before: ${formatCount(usage.output)} tokens, ${price}`);
  }
  return [...told, ...cache];
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

/** Whether the round gave the answer of the round before, under the grader's notion of the same. */
function repeats(run: Run, index: number, lane: number, kind: MarkKind): boolean {
  if (kind === 'SAME') return true;
  if (kind !== 'KEEP-OK' && kind !== 'KEEP-WRONG') return false;
  const [before, now] = [index - 1, index].map(at => gradeOf(roundOf(run, at), lane)?.extracted);
  return before != null && now != null && sameAnswer(before, now, run.question);
}

function roundOf(run: Run, index: number) {
  return run.rounds.findLast(round => round.index === index);
}
