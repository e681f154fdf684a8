/** The remark: what there is to notice about a round, and what it cost. Pure. */
import { cacheNote } from '../../analysis/caching.ts';
import { type MarkKind, markOf } from '../../analysis/marks.ts';
import { sameAnswer } from '../../grading/equal.ts';
import { cacheWords } from '../../plain/describe.ts';
import { meterOfRound } from '../../run/meter.ts';
import { gradeOf, type Run } from '../../run/run.ts';
import { formatCount, formatUsd } from '../../text/numbers.ts';
import { callOf } from './call-notes.ts';

/** Sentences, the one about the answer first. */
export function remarks(run: Run, index: number): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  const call = callOf(run, index);
  if (!round || call?.status !== 'finished') return [];
  const told: string[] = [];
  if (repeats(run, index, markOf(run, index).kind)) {
    const { usage, cost } = meterOfRound(run, round);
    const price = cost === undefined ? 'price unknown' : formatUsd(cost);
    told.push(`▲ the answer is the one of the round before: ${formatCount(usage.output)} tokens, ${price}`);
  }
  const note = cacheNote(call);
  if (note.kind === 'under-minimum' || note.kind === 'unexplained') {
    told.push(`▲ cache ${cacheWords(note) ?? ''}`);
  }
  return told;
}

/** Whether the round gave the answer of the round before, under the grader's notion of the same. */
function repeats(run: Run, index: number, kind: MarkKind): boolean {
  if (kind === 'SAME') return true;
  if (kind !== 'KEEP-OK' && kind !== 'KEEP-WRONG') return false;
  const [before, now] = [index - 1, index].map(
    at => gradeOf(run.rounds.findLast(round => round.index === at))?.extracted,
  );
  return before != null && now != null && sameAnswer(before, now, run.question);
}
