/** What the screen of a comparison remembers beside the comparison: which pane, which view, how far down, what is looked for. Pure. */
import { type Comparison, type TextPair, textPairs } from '../../analysis/compare.ts';
import { DIFF_KINDS, type DiffKind } from '../diff-views/diff-view.ts';
import { LEAST_WIDTH } from '../diff-views/side-by-side.ts';
import type { Line } from '../line.ts';
import { AT_TOP, type Extent, type Scroll } from '../widgets/scroll.ts';
import type { TextState } from '../widgets/text-editing.ts';

/** Two texts beside each other, or the facts about the rounds in full. */
export interface ComparePane {
  readonly name: string;
  /** Absent for the facts. */
  readonly pair?: TextPair;
}

export interface CompareState {
  /** The number of the pane, from 0. */
  readonly pane: number;
  readonly scroll: Scroll;
  /** Absent until one is chosen: side by side where there is room for it. */
  readonly diff: DiffKind | undefined;
  readonly search?: CompareSearch | undefined;
}

export interface CompareSearch {
  readonly query: TextState;
  /** While it is being written, it has the keyboard. */
  readonly typing: boolean;
  /** The match that was gone to, by its index. */
  readonly current: number | undefined;
  /** Where one was before, for whoever gives up. */
  readonly from: Scroll;
}

export const COMPARE_AT_FIRST: CompareState = { pane: 0, scroll: AT_TOP, diff: undefined };

/** What the screen is made of. */
export interface CompareInput {
  /** Whether it lies over a run, to which one comes back. */
  readonly isOver?: boolean | undefined;
  readonly comparison: Comparison;
  readonly state: CompareState;
  /** A word of the program. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** How much there is to see: the lines, and on which of them the changes are, ascending. */
export interface CompareExtent extends Extent {
  readonly lines: readonly Line[];
  readonly changes: readonly number[];
}

export function panesOf(comparison: Comparison): ComparePane[] {
  const texts = textPairs(comparison).map(pair => ({ name: nameOf(pair, comparison), pair }));
  return [...texts, { name: 'facts' }];
}

export function openPane({ comparison, state }: Pick<CompareInput, 'comparison' | 'state'>): ComparePane {
  const panes = panesOf(comparison);
  return panes[Math.min(state.pane, panes.length - 1)] ?? { name: 'facts' };
}

/** The view that is shown: what two prompts answer is no question. */
export function shownKind({ diff }: CompareState, { pair }: ComparePane, width: number): DiffKind {
  const automatic = width < LEAST_WIDTH ? 'inline' : 'side-by-side';
  if (diff === undefined || (diff === 'answer-first' && pair?.what === 'prompts')) return automatic;
  return diff;
}

export function nextKind(state: CompareState, pane: ComparePane, width: number): DiffKind {
  const kinds = DIFF_KINDS.filter(kind => kind !== 'answer-first' || pane.pair?.what === 'answers');
  const at = kinds.indexOf(shownKind(state, pane, width));
  return kinds[(at + 1) % kinds.length] ?? 'inline';
}

/** With a parent there are three pairs of answers. */
function nameOf({ what, old, next }: TextPair, { parent }: Comparison): string {
  return parent && what === 'answers' ? `${old.name} to ${next.name}` : what;
}
