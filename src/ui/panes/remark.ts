/** What the user changed and noted of a round, the remarks about it, and about the run so far, each with its mark. Pure. */
import { firstWords } from '../../plain/describe.ts';
import { changesOf, editWords } from '../../plain/edit-words.ts';
import { runRemarks, remarks as sentences } from '../../plain/remarks.ts';
import { isProbe } from '../../run/edited.ts';
import { isSettled, type Round, type Run } from '../../run/run.ts';

export function remarks(run: Run, index: number): readonly string[] {
  return [...roundRemarks(run, index), ...runRemarks(run).map(marked)];
}

function roundRemarks(run: Run, index: number): readonly string[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  const known = finished.get(round);
  if (known?.edits === run.edits) return known.told;
  const told = [...changeLine(run, round), ...noteLine(round), ...sentences(run, index).map(marked)];
  if (isSettled(run, round)) finished.set(round, { edits: run.edits, told });
  return told;
}

function changeLine(run: Run, { index, kind }: Round): string[] {
  const words = editWords(changesOf(run, index)).join(', ');
  if (words === '') return [];
  const short = firstWords(words, CHANGE_WIDTH);
  return [isProbe(kind) ? `○ A probe, no reflection: ${short}` : `~ Changed by you: ${short}`];
}

/** So that it has one line of a narrow screen. */
const CHANGE_WIDTH = 50;

/** The sign of a note, wherever one is shown. */
export const NOTE_SIGN = '•';
const NOTE_WIDTH = 60;

/** One line of it, and where all of it is. */
function noteLine({ note }: Round): string[] {
  if (note === undefined) return [];
  const short = firstWords(note, NOTE_WIDTH);
  return [`${NOTE_SIGN} ${short}${short === note.trim() ? '' : ' (5 shows all)'}`];
}

function marked(sentence: string): string {
  return `▲ ${sentence}`;
}

/** A finished round stays the same object until it is asked for once more, and so does what there is to say about it. */
const finished = new WeakMap<Round, { readonly edits: Run['edits']; readonly told: readonly string[] }>();
