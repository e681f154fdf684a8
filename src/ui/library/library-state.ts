/** What the library remembers: the filter, the order, where the cursor is, what is marked or being written. Pure. */

import type { LibraryStatus } from '../../library/library.ts';
import { type MatchWorld, matching } from '../../library/matches.ts';
import { NEWEST_FIRST, type Sort, sorted } from '../../library/order.ts';
import { parseQuery, type Query, wordsOf } from '../../library/query.ts';
import type { Row } from '../../library/row.ts';
import type { TextState } from '../widgets/text-editing.ts';
import type { ExportForm } from './library-desk.ts';

export interface LibraryState {
  /** The filter that counts. */
  readonly filter: string;
  readonly sort: Sort;
  /** The place of the cursor among the rows, where its run is not there any more. */
  readonly row: number;
  /** The file of the run under the cursor: it stays there when rows come and go. */
  readonly path: string | undefined;
  /** The row at the top of the list. */
  readonly top: number;
  /** The files that are marked, in the order in which they were. */
  readonly marked: readonly string[];
  readonly isDetailed: boolean;
  readonly input?: LibraryInput | undefined;
  /** The forms to export to, while one is chosen: which one is under the cursor. */
  readonly forms?: number | undefined;
  /** A key that was pressed once and does something only the second time. */
  readonly sure?: 'empty-trash' | undefined;
  /** What came of the last key. */
  readonly said?: string | undefined;
}

/** A text that is being written: the filter, or the title or tags of a run. */
export interface LibraryInput {
  readonly kind: 'filter' | 'title' | 'tags';
  readonly text: TextState;
  /** The filter before it, for whoever gives up; of the others the file that it is for. */
  readonly before: string;
}

export function libraryAtFirst(filter = '', sort: Sort = NEWEST_FIRST): LibraryState {
  return { filter, sort, row: 0, path: undefined, top: 0, marked: [], isDetailed: true };
}

/** What of the library is shown. */
export interface Found {
  readonly query: Query;
  /** What is looked for in texts, folded. */
  readonly words: readonly string[];
  /** In their order. */
  readonly rows: readonly Row[];
  /** How many there are without the filter. */
  readonly all: number;
}

/** The filter and the order on all rows; the same object as long as none of them changes. */
export function createFinder(): (rows: readonly Row[], world: MatchWorld, state: LibraryState) => Found {
  let last: { rows: readonly Row[]; filter: string; sort: Sort; found: Found } | undefined;
  return (rows, world, { filter, sort }) => {
    if (last?.rows === rows && last.filter === filter && last.sort === sort) return last.found;
    const query = parseQuery(filter);
    const found = {
      query,
      words: wordsOf(query),
      rows: sorted(matching(rows, query, world), sort),
      all: rows.length,
    };
    last = { rows, filter, sort, found };
    return found;
  };
}

/** What a key, or the frame, needs to know of the library. */
export interface LibrarySeen {
  readonly found: Found;
  readonly status: LibraryStatus;
  readonly forms: readonly ExportForm[];
  /** Rows that the list has room for. */
  readonly page: number;
}

/** Where the cursor is: on its run, or where that was. */
export function rowAt({ row, path }: LibraryState, { rows }: Found): number {
  const at = path === undefined || rows[row]?.path === path ? row : rows.findIndex(one => one.path === path);
  return Math.max(0, Math.min(at < 0 ? row : at, rows.length - 1));
}

export function rowUnder(state: LibraryState, found: Found): Row | undefined {
  return found.rows[rowAt(state, found)];
}

/** The cursor on this row, and the list scrolled no further than it must be. */
export function withRow(state: LibraryState, { found, page }: LibrarySeen, row: number): LibraryState {
  const at = Math.max(0, Math.min(row, found.rows.length - 1));
  return {
    ...state,
    row: at,
    path: found.rows[at]?.path,
    top: topFor(state.top, at, found.rows.length, page),
  };
}

/** The first row that is drawn: the cursor is always among those that are. */
export function topFor(top: number, row: number, count: number, page: number): number {
  const shown = Math.max(1, page);
  const inSight = Math.max(row - shown + 1, Math.min(top, row));
  return Math.max(0, Math.min(inSight, count - shown));
}

/** The rows that are marked and there; without any the one under the cursor. */
export function chosenRows(state: LibraryState, found: Found): Row[] {
  const marked = markedRows(state, found);
  const under = rowUnder(state, found);
  return marked.length > 0 ? marked : under ? [under] : [];
}

/** In the order in which they were marked. */
export function markedRows({ marked }: LibraryState, { rows }: Found): Row[] {
  if (marked.length === 0) return [];
  const byPath = new Map(rows.map(row => [row.path, row]));
  return marked.flatMap(path => byPath.get(path) ?? []);
}
