/** Remarks: what there is to notice about a round, and what it cost. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { type MarkKind, markOf } from '../analysis/marks.ts';
import { sameAnswer } from '../grading/equal.ts';
import { meterOfRound } from '../run/meter.ts';
import { answerCall, gradeOf, type Run } from '../run/run.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { cacheWords, isRemarkable } from './cache-words.ts';
import { inLane } from './lanes.ts';

/** Sentences without a mark before or a point behind them, the one about the answer first. */
export function remarks(run: Run, index: number, lane = 0): string[] {
  const round = roundOf(run, index);
  const call = answerCall(run, round, lane);
  if (!round || call?.status !== 'finished') return [];
  const told: string[] = [];
  if (repeats(run, index, lane, markOf(run, index, lane).kind)) {
    const { usage, cost } = meterOfRound(run, inLane(run, round, lane));
    const price = cost === undefined ? 'price unknown' : formatUsd(cost);
    told.push(`the answer is the one of the round before: ${formatCount(usage.output)} tokens, ${price}`);
  }
  const note = cacheNote(call);
  if (isRemarkable(note)) told.push(`cache ${cacheWords(note) ?? ''}`);
  return told;
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
