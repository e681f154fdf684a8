/** What each view of a diff shows, from top to bottom. Knows no cache but the one it is handed. */
import type { Ending, Followed } from '../../diff/following.ts';
import type { Part } from '../../diff/parts.ts';
import type { Graded } from '../../grading/extract.ts';
import { span } from '../line.ts';
import { answerIn, answerTable, areLongAndChanged, statedSoFar } from './answer-first.ts';
import { type InlineOptions, inlineLines } from './inline.ts';
import { BLANK_LINE, MARGIN, type MarkedLine, remark, unmarked } from './marked-lines.ts';
import { endingOf, type Pair, type PairMemory } from './pair.ts';
import { LEAST_WIDTH, sideBySideLines } from './side-by-side.ts';
import { notReachedNote, unchangedNote } from './titles.ts';

export type DiffKind = 'inline' | 'side-by-side' | 'changes' | 'answer-first';

export interface Drawing {
  readonly followed: Followed;
  readonly lines: readonly MarkedLine[];
}

/** Hands out the memory of an old text. */
export type Memories = (oldText: string) => PairMemory;

export interface Extent {
  /** Cells. */
  readonly width: number;
  /** Unchanged lines left on each side of a change. */
  readonly context?: number | undefined;
}

export function draw(kind: DiffKind, pair: Pair, extent: Extent, memories: Memories): Drawing {
  const memory = memories(pair.old.text);
  const followed = memory.follow(pair.next.text, endingOf(pair.next));
  const { width, context = kind === 'changes' ? 0 : CONTEXT } = extent;
  const drawn = { pair, width, context, memory, followed };
  switch (kind) {
    case 'inline':
      return { followed, lines: column(drawn, kind) };
    case 'changes':
      return { followed, lines: column(drawn, kind, { words: WORDS_AROUND }) };
    case 'side-by-side':
      return { followed, lines: width < LEAST_WIDTH ? tooNarrow(drawn) : twoColumns(drawn) };
    case 'answer-first':
      return { followed, lines: answerFirst(drawn, memories) };
  }
}

/** What a view is drawn from. */
interface Drawn {
  readonly pair: Pair;
  readonly width: number;
  readonly context: number;
  readonly memory: PairMemory;
  readonly followed: Followed;
  /** A part of both texts is shown elsewhere. */
  readonly elsewhere?: boolean;
}

/** A paragraph with the blank lines around it. */
const CONTEXT = 3;
/** When only changes are shown: words left on each side of one. */
const WORDS_AROUND = 8;

/** What is shown of the new text: all of it, though its end may not be compared yet. */
function shownParts({ parts, open }: Followed): readonly Part[] {
  return open === '' ? parts : [...parts, { kind: 'same', text: open }];
}

function column(
  { pair, width, context, memory, followed, elsewhere = false }: Drawn,
  view: string,
  more: Pick<InlineOptions, 'words' | 'remark'> = {},
): MarkedLine[] {
  const growing = pair.next.streaming;
  const lines = inlineLines(shownParts(followed), { width, context, growing, ...more }, memory.laid(view));
  const note = notReached(followed, pair, width - MARGIN);
  const margin = span(' '.repeat(MARGIN));
  return [
    ...unchangedNote(followed.stats, width, elsewhere),
    ...lines,
    ...(note.length === 0 ? [] : [...(lines.length > 0 ? [BLANK_LINE] : []), unmarked([margin, ...note])]),
  ];
}

function notReached({ stats }: Followed, { old, next }: Pair, width: number) {
  return notReachedNote(stats, next.streaming ? 'growing' : 'cut', old.round, width);
}

function twoColumns({ pair, width, context, memory, followed }: Drawn): MarkedLine[] {
  const { old, next } = pair;
  const heads = [
    old.name ?? (old.round === undefined ? 'before' : `round ${old.round}`),
    next.name ?? (next.round === undefined ? 'after' : `round ${next.round}`),
  ] as const;
  const foot = notReached(followed, pair, Math.floor(width / 2) - MARGIN);
  const options = { width, context, growing: next.streaming, heads, foot };
  const lines = sideBySideLines(shownParts(followed), options, memory.laid('side-by-side'));
  return [...unchangedNote(followed.stats, width), ...lines];
}

function tooNarrow(drawn: Drawn): MarkedLine[] {
  const words = `Side by side needs ${LEAST_WIDTH} columns, and there are ${drawn.width}: inline instead.`;
  const short = 'Too narrow for two columns.';
  const note = words.length + MARGIN <= drawn.width ? words : short;
  return [remark(note, drawn.width), BLANK_LINE, ...column(drawn, 'inline')];
}

function answerFirst(drawn: Drawn, memories: Memories): MarkedLine[] {
  const { pair, width, memory, followed } = drawn;
  const { old, next, question } = pair;
  const ending = endingOf(next);
  const found = {
    old: answerIn(old.text, old.answer, question, 'whole'),
    next: answerIn(next.text, next.answer, question, ending === 'whole' ? 'whole' : 'cut'),
  };
  const whole = found.old === old.text.trim() && found.next === next.text.trim();
  const unchanged = followed.stats.changes === 0;
  const answers =
    next.streaming && !whole ? { ...found, next: statedSoFar(found, question, unchanged) } : found;
  const figures = memory.figures(followed, ending);
  const table = answerTable({ answers, question, growing: next.streaming, whole, ...figures }, width);
  const rest =
    whole || !areLongAndChanged(answers, question)
      ? undefined
      : withoutAnswers(pair, answers, ending, memories);
  const heading = remark('word by word', width);
  return [
    ...table,
    BLANK_LINE,
    heading,
    BLANK_LINE,
    ...column({ ...drawn, ...rest }, 'prose', { remark: placeOf(question) }),
  ];
}

/** What stands in the place of an answer that is shown above. */
function placeOf({ grader }: Graded): string {
  return `···  the ${grader === 'sql' ? 'query' : 'answer'}, see above`;
}

/** The rest of both texts, when their answers are shown above. */
function withoutAnswers(
  { old, next, question }: Pair,
  answers: { readonly old: string | undefined; readonly next: string | undefined },
  ending: Ending,
  memories: Memories,
): Partial<Drawn> {
  const place = placeOf(question);
  const [oldAt, newAt] = [old.text.lastIndexOf(answers.old ?? ''), next.text.lastIndexOf(answers.next ?? '')];
  if (oldAt < 0 || newAt < 0) return {};
  const cut = (text: string, at: number, answer = '') =>
    text.slice(0, at) + place + text.slice(at + answer.length);
  const memory = memories(cut(old.text, oldAt, answers.old));
  return { memory, followed: memory.follow(cut(next.text, newAt, answers.next), ending), elsewhere: true };
}
