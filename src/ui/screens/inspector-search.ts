/** Looking for a text in the open pane: writing the query, going from match to match, giving up. Pure. */
import type { Run } from '../../run/run.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import type { Line } from '../line.ts';
import { findMatches, lineOf, type Match, nextMatch, previousMatch } from '../search/matches.ts';
import { offsetOf } from '../widgets/scroll.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit } from '../widgets/text-editing.ts';
import { scrollIn, withLineInSight } from './inspector-scroll.ts';
import type { InspectorState, PaneExtent, Search } from './inspector-state.ts';

/** What a key needs to know of the screen. */
export interface Seen {
  readonly run: Run | undefined;
  /** How much there is to see in a state: several keys may come before the next frame. */
  readonly extentOf: (state: InspectorState) => PaneExtent;
}

export function openSearch(state: InspectorState): InspectorState {
  const { pinned, scroll } = state;
  const from = state.search?.from ?? { pinned, scroll };
  return { ...state, search: { query: EMPTY_TEXT, typing: true, current: undefined, from } };
}

/** The search stays as highlights; without a word there is none. */
function keepSearch(state: InspectorState): InspectorState {
  const { search } = state;
  return { ...state, search: search && search.query.text !== '' ? { ...search, typing: false } : undefined };
}

/** Gives up what is being written, and goes back to where one was. */
function dropSearch(state: InspectorState): InspectorState {
  const { search } = state;
  return search ? { ...state, ...search.from, search: undefined } : state;
}

/** What a key does while the query is being written. */
export function searchKey(state: InspectorState, name: KeyName, seen: Seen): InspectorState {
  switch (commandOf(name, 'search', true)) {
    case 'choose':
      return keepSearch(state);
    case 'back':
      return dropSearch(state);
    case 'search.next':
      return toMatch(state, seen, 1);
    case 'search.previous':
      return toMatch(state, seen, -1);
    default:
      return written(state, editFor(name), seen);
  }
}

export function searchPaste(state: InspectorState, text: string, seen: Seen): InspectorState {
  return written(state, { type: 'insert', text }, seen);
}

/** Another query is looked for from where one was before. */
function written(state: InspectorState, edit: TextEdit | undefined, seen: Seen): InspectorState {
  const { search } = state;
  if (!search || !edit) return state;
  const query = editText(search.query, edit);
  if (query.text === search.query.text) return { ...state, search: { ...search, query } };
  const back = { ...state, ...search.from, search: { ...search, query, current: undefined } };
  return toMatch(back, seen, 1);
}

/** To the next match or the one before; after the last comes the first. */
export function toMatch(state: InspectorState, { run, extentOf }: Seen, direction: 1 | -1): InspectorState {
  const { search } = state;
  if (!search) return state;
  const extent = extentOf(state);
  const matches = matchesIn(extent.lines ?? [], search);
  const { height } = extent;
  const standing = { offset: offsetOf(scrollIn(state, extent), extent), height, current: search.current };
  const current = direction > 0 ? nextMatch(matches, standing) : previousMatch(matches, standing);
  const match = current === undefined ? undefined : matches[current];
  if (!match) return state;
  return withLineInSight({ ...state, search: { ...search, current } }, run, extent, lineOf(match));
}

/** Remembers the last answer: the lines are often the same ones, though in another array. */
export function matchesIn(lines: readonly Line[], { query }: Pick<Search, 'query'>): readonly Match[] {
  if (last?.query === query.text && isSame(last.lines, lines)) return last.matches;
  last = { lines, query: query.text, matches: findMatches(lines, query.text) };
  return last.matches;
}

let last: { lines: readonly Line[]; query: string; matches: readonly Match[] } | undefined;

function isSame(a: readonly Line[], b: readonly Line[]): boolean {
  return a === b || (a.length === b.length && a.every((line, index) => line === b[index]));
}
