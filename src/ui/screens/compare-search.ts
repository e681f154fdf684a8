/** Looking for a text in the open pane of a comparison: writing the query, going from match to match, giving up. Pure. */
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import { lineOf, nextMatch, previousMatch } from '../search/matches.ts';
import { offsetOf, type Scroll } from '../widgets/scroll.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit } from '../widgets/text-editing.ts';
import type { CompareExtent, CompareState } from './compare-state.ts';
import { matchesIn } from './inspector-search.ts';

/** How much there is to see in a state: several keys may come before the next frame. */
export type ExtentOf = (state: CompareState) => CompareExtent;

export function openSearch(state: CompareState): CompareState {
  const from = state.search?.from ?? state.scroll;
  return { ...state, search: { query: EMPTY_TEXT, typing: true, current: undefined, from } };
}

/** What a key does while the query is being written. */
export function searchKey(state: CompareState, name: KeyName, extentOf: ExtentOf): CompareState {
  const { search } = state;
  if (!search) return state;
  switch (commandOf(name, 'search', true)) {
    case 'choose':
      return { ...state, search: search.query.text === '' ? undefined : { ...search, typing: false } };
    case 'back':
      return { ...state, scroll: search.from, search: undefined };
    case 'search.next':
      return toMatch(state, extentOf, 1);
    case 'search.previous':
      return toMatch(state, extentOf, -1);
    default:
      return written(state, editFor(name), extentOf);
  }
}

export function searchPaste(state: CompareState, text: string, extentOf: ExtentOf): CompareState {
  return written(state, { type: 'insert', text }, extentOf);
}

/** Another query is looked for from where one was before. */
function written(state: CompareState, edit: TextEdit | undefined, extentOf: ExtentOf): CompareState {
  const { search } = state;
  if (!search || !edit) return state;
  const query = editText(search.query, edit);
  if (query.text === search.query.text) return { ...state, search: { ...search, query } };
  const back = { ...state, scroll: search.from, search: { ...search, query, current: undefined } };
  return toMatch(back, extentOf, 1);
}

/** To the next match or the one before; after the last comes the first. */
export function toMatch(state: CompareState, extentOf: ExtentOf, direction: 1 | -1): CompareState {
  const { search } = state;
  if (!search) return state;
  const extent = extentOf(state);
  const matches = matchesIn(extent.lines, search);
  const offset = offsetOf(state.scroll, extent);
  const standing = { offset, height: extent.height, current: search.current };
  const current = direction > 0 ? nextMatch(matches, standing) : previousMatch(matches, standing);
  const match = current === undefined ? undefined : matches[current];
  if (!match) return state;
  const scroll = inSight(offset, extent, lineOf(match));
  return { ...state, scroll, search: { ...search, current } };
}

/** Where the line is in sight already, nothing moves; else it stands a third down the window. */
function inSight(offset: number, { height }: CompareExtent, line: number): Scroll {
  const isVisible = line >= offset && line < offset + height;
  return { offset: isVisible ? offset : Math.max(0, line - Math.floor(height / 3)), follow: false };
}
