/**
 * The diff of two answers as lines of a width, in each of the ways to look at it, and where in it the
 * changes are. Pure, but for the memory of what was compared and laid out before.
 */
import type { Graded } from '../../grading/extract.ts';
import { EMPTY, type Line, lineWidth } from '../line.ts';
import { changesIn } from './marked-lines.ts';
import { createPairMemory, type DiffSide, type GrowingSide, type PairMemory } from './pair.ts';
import { createRecent } from './recent.ts';
import { LEAST_WIDTH } from './side-by-side.ts';
import { titlesOf, type ViewWords } from './titles.ts';
import { type DiffKind, draw } from './views.ts';

export type { DiffSide, GrowingSide } from './pair.ts';
export type { DiffKind } from './views.ts';

/** In the order in which a key goes through them. */
export const DIFF_KINDS: readonly DiffKind[] = ['inline', 'side-by-side', 'changes', 'answer-first'];

export interface DiffView {
  /** What is compared, and how many words changed; fits the width. */
  readonly title: Line;
  /** Ways to say the title, the longest first, for a place that is narrower than the view. */
  readonly titles: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending; changed lines that stand together are one change. */
  readonly changes: readonly number[];
}

/**
 * The view of `old` and `next` at a width in cells. `question` says how a final answer is found;
 * `context` is how many unchanged lines are left on each side of a change (3; in `changes`, none).
 */
export type DiffViewOf = (
  kind: DiffKind,
  old: DiffSide,
  next: GrowingSide,
  question: Graded,
  width: number,
  context?: number,
) => DiffView;

/** A view that remembers nothing. */
export const diffView: DiffViewOf = (...what) => createDiffViews()(...what);

/**
 * Views that remember: of the last few old texts what was compared with them, so that a new text that
 * grows is compared and laid out only where it is new; and the last few views as they were.
 */
export function createDiffViews(): DiffViewOf {
  const memories = createRecent<string, PairMemory>(OLD_TEXTS, (a, b) => a === b);
  const views = createRecent<readonly unknown[], DiffView>(VIEWS, sameItems);
  const memoryOf = (oldText: string) => memories.of(oldText, () => createPairMemory(oldText));
  return (kind, old, next, question, width, context) => {
    const key = [
      kind,
      width,
      context,
      question.grader,
      question.labels,
      ...keyOf(old),
      ...keyOf(next),
      next.streaming,
      next.cut,
    ];
    return views.of(key, () => {
      const { followed, lines } = draw(kind, { old, next, question }, { width, context }, memoryOf);
      const rounds = { old: old.round, next: next.round };
      const titles = titlesOf(wordsFor(kind, width), followed.stats, rounds);
      return {
        title: titles.find(title => lineWidth(title) <= width) ?? EMPTY,
        titles,
        lines: lines.map(({ line }) => line),
        changes: changesIn(lines),
      };
    });
  };
}

/** An answer-first view has two of them: with the answers and without. */
const OLD_TEXTS = 6;
const VIEWS = 8;

function keyOf({ text, answer, round, name }: DiffSide): unknown[] {
  return [text, answer, round, name];
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

const INLINE: ViewWords = { long: 'words, inline', short: 'inline' };

function wordsFor(kind: DiffKind, width: number): ViewWords {
  switch (kind) {
    case 'inline':
      return INLINE;
    case 'changes':
      return { long: 'changes only', short: 'changes' };
    case 'side-by-side':
      return width < LEAST_WIDTH ? INLINE : { long: 'words, side by side', short: 'side by side' };
    case 'answer-first':
      return { long: 'answer first', short: 'answer first' };
  }
}
