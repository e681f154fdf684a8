/** The remarks about a round, and about the run so far, each with its mark. Pure. */
import { runRemarks, remarks as sentences } from '../../plain/remarks.ts';
import type { Round, Run } from '../../run/run.ts';

export function remarks(run: Run, index: number): readonly string[] {
  return [...roundRemarks(run, index), ...runRemarks(run).map(marked)];
}

function roundRemarks(run: Run, index: number): readonly string[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  const known = finished.get(round);
  if (known) return known;
  const told = sentences(run, index).map(marked);
  if (round.finishedAt !== undefined) finished.set(round, told);
  return told;
}

function marked(sentence: string): string {
  return `▲ ${sentence}`;
}

/** A finished round stays the same object for ever, and so does what there is to say about it. */
const finished = new WeakMap<Round, readonly string[]>();
