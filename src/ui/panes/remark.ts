/** The remarks about a round, each with its mark. Pure. */
import { remarks as sentences } from '../../plain/remarks.ts';
import type { Round, Run } from '../../run/run.ts';

export function remarks(run: Run, index: number): readonly string[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  const known = finished.get(round);
  if (known) return known;
  const told = sentences(run, index).map(sentence => `▲ ${sentence}`);
  if (round.finishedAt !== undefined) finished.set(round, told);
  return told;
}

/** A finished round stays the same object for ever, and so does what there is to say about it. */
const finished = new WeakMap<Round, readonly string[]>();
