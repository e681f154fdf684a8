/** What keys and pastes do on the screen of a comparison, and what they ask of whoever holds it. Pure. */
import type { Comparison } from '../../analysis/compare.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import { AT_TOP, offsetOf, type Scroll, scrollBy, scrollPages } from '../widgets/scroll.ts';
import { type ExtentOf, openSearch, searchKey, searchPaste, toMatch } from './compare-search.ts';
import { type CompareExtent, type CompareState, nextKind, openPane, panesOf } from './compare-state.ts';
import { LINES_ABOVE_A_CHANGE } from './inspector-scroll.ts';

/** What a key needs to know of the screen. */
export interface CompareSeen {
  readonly comparison: Comparison;
  /** Cells that a pane has for its text. */
  readonly width: number;
  readonly extentOf: ExtentOf;
}

export interface CompareStep {
  readonly state: CompareState;
  /** What is not of this screen's own: help, quitting, copying, the pager. */
  readonly command?: Command;
  /** Why nothing came of the key. */
  readonly say?: string;
}

/** Which rows of the table of keys count now. */
export function screenNow({ search }: CompareState): Screen {
  return search?.typing ? 'search' : 'compare';
}

export function compareKey(state: CompareState, name: KeyName, seen: CompareSeen): CompareStep {
  const screen = screenNow(state);
  const command = commandOf(name, screen, screen === 'search');
  // The key that leaves the screen takes the highlights away first.
  if (name === 'escape' && state.search?.typing === false) return { state: { ...state, search: undefined } };
  if (command === 'quit') return { state, command };
  if (screen === 'search') return { state: searchKey(state, name, seen.extentOf) };
  switch (command) {
    case undefined:
      return { state };
    case 'pane.next':
      return { state: toPane(state, seen, 1) };
    case 'pane.previous':
      return { state: toPane(state, seen, -1) };
    case 'diff.view':
      return withNextView(state, seen);
    case 'search':
      return { state: openSearch(state) };
    case 'search.next':
    case 'search.previous':
      if (!state.search) return { state, say: 'Nothing is looked for yet: / begins a search.' };
      return { state: toMatch(state, seen.extentOf, command === 'search.next' ? 1 : -1) };
    case 'help':
    case 'copy':
    case 'pager':
      return { state, command };
    default:
      return { state: { ...state, scroll: scrolled(state.scroll, command, seen.extentOf(state)) } };
  }
}

export function comparePaste(state: CompareState, text: string, seen: CompareSeen): CompareState {
  return state.search?.typing ? searchPaste(state, text, seen.extentOf) : state;
}

/** Another text is read from its top, and its matches are others. */
function fromTop(state: CompareState): CompareState {
  const { search } = state;
  return { ...state, scroll: AT_TOP, search: search && { ...search, current: undefined, from: AT_TOP } };
}

function toPane(state: CompareState, { comparison }: CompareSeen, by: 1 | -1): CompareState {
  const count = panesOf(comparison).length;
  return fromTop({ ...state, pane: (state.pane + by + count) % count });
}

function withNextView(state: CompareState, { comparison, width }: CompareSeen): CompareStep {
  const pane = openPane({ comparison, state });
  if (!pane.pair) return { state, say: 'The facts have one view.' };
  return { state: fromTop({ ...state, diff: nextKind(state, pane, width) }) };
}

function scrolled(scroll: Scroll, command: Command, extent: CompareExtent): Scroll {
  switch (command) {
    case 'scroll.up':
      return scrollBy(scroll, -1, extent);
    case 'scroll.down':
      return scrollBy(scroll, 1, extent);
    case 'scroll.page-up':
      return scrollPages(scroll, -1, extent);
    case 'scroll.page-down':
      return scrollPages(scroll, 1, extent);
    case 'scroll.top':
      return AT_TOP;
    case 'scroll.bottom':
      return scrollBy(scroll, extent.total, extent);
    case 'change.next':
      return toChange(scroll, extent, 1);
    case 'change.previous':
      return toChange(scroll, extent, -1);
    default:
      return scroll;
  }
}

/** To the next change that is not where one is already; nowhere when there is none. */
function toChange(scroll: Scroll, extent: CompareExtent, direction: 1 | -1): Scroll {
  const offset = offsetOf(scroll, extent);
  const tops = extent.changes.map(line => Math.max(0, line - LINES_ABOVE_A_CHANGE));
  const top = direction > 0 ? tops.find(one => one > offset) : tops.findLast(one => one < offset);
  return top === undefined ? scroll : scrollBy(scroll, top - offset, extent);
}
