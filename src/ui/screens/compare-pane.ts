/** What the open pane of a comparison shows: a diff of two texts, or the facts. Pure. */
import { type NamedSide, type TextPair, textIn } from '../../analysis/compare.ts';
import { sideNotes, titleCase } from '../../plain/compare-facts.ts';
import type { Question } from '../../run/question.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { createDiffViews, type DiffKind, type DiffSide } from '../diff-views/diff-view.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { factsPane } from './compare-facts-pane.ts';
import { type CompareInput, openPane, shownKind } from './compare-state.ts';

export interface CompareContent {
  /** What stands above the text, in ways that get shorter. */
  readonly words: readonly Line[];
  readonly lines: readonly Line[];
  readonly changes: readonly number[];
}

/** Longer rows are hard to read: the eye does not find the next one. */
const WIDEST_TEXT = 116;

export function compareContent(input: CompareInput, width: number): CompareContent {
  const pane = openPane(input);
  const { pair } = pane;
  const readable = Math.min(width, WIDEST_TEXT);
  if (!pair) return { words: [], lines: factsPane(input.comparison, Math.max(1, width)), changes: [] };
  const kind = shownKind(input.state, pane, width);
  return pairContent(pair, kind, kind === 'side-by-side' ? width : readable);
}

/** Remembers what was compared and laid out. */
const views = createDiffViews();

function pairContent(pair: TextPair, kind: DiffKind, width: number): CompareContent {
  const { old, next } = pair;
  if (textIn(pair, old) === '' && textIn(pair, next) === '') {
    const words = 'Neither of the rounds was asked with a new text.';
    return { words: [], lines: [line(span(words, 'muted'))], changes: [] };
  }
  const newer = { ...sideOf(pair, next), streaming: false };
  const view = views(kind, sideOf(pair, old), newer, questionOf(pair), width);
  const places = [
    `${nameOf(old)} to ${nameOf(next)}, `,
    `${titleCase(old.name)} to ${titleCase(next.name)}, `,
  ];
  const words = places.flatMap(place => view.titles.map(title => [span(place, 'muted'), ...title]));
  const notes = pair.what === 'answers' ? [old, next].flatMap(sideNotes) : [];
  const below = notes.flatMap(note => [EMPTY, ...wrapped(sanitizeLine(note), width, 'warning')]);
  return { words: [...words, ...view.titles], lines: [...view.lines, ...below], changes: view.changes };
}

function sideOf(pair: TextPair, named: NamedSide): DiffSide {
  const text = textIn(pair, named);
  return { text, name: nameOf(named), ...(pair.what === 'answers' && { answer: named.side.answer }) };
}

function nameOf({ name, side }: NamedSide): string {
  return `${titleCase(name)}, round ${side.round.index}`;
}

/** Answers to questions of different kinds can only be compared as texts. */
function questionOf({ what, old, next }: TextPair): Pick<Question, 'grader' | 'labels'> {
  const [one, other] = [old.side.run.question, next.side.run.question];
  return what === 'answers' && one.grader === other.grader ? other : { grader: 'text' };
}
