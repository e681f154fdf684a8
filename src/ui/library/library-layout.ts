/** How the window of the library is shared out: the keys and the frame ask the same. Pure. */
import type { LibraryState } from './library-state.ts';

export interface LibraryLayout {
  /** Cells and rows of the list, without its headings. */
  readonly list: { readonly width: number; readonly rows: number };
  /** Of the details; absent while they are not shown. */
  readonly details?: { readonly width: number; readonly rows: number; readonly beside: boolean };
}

/** Title, filter, two rules, headings, foot and keys. */
const AROUND = 7;
/** From here on the details stand beside the list. */
const WIDE = 150;
const WIDEST_DETAILS = 72;
/** Between them stands ` │ `. */
export const WALL = 3;
/** With their rule. */
const LEAST_BELOW = 8;
const LEAST_LIST = 3;

export function libraryLayout(
  { isDetailed }: Pick<LibraryState, 'isDetailed'>,
  { width, height }: { readonly width: number; readonly height: number },
): LibraryLayout {
  const rows = Math.max(1, height - AROUND);
  if (!isDetailed) return { list: { width, rows } };
  if (width >= WIDE) {
    const beside = Math.min(WIDEST_DETAILS, Math.floor(width * 0.38));
    // Beside the headings of the list the details have one row more.
    return {
      list: { width: width - beside - WALL, rows },
      details: { width: beside, rows: rows + 1, beside: true },
    };
  }
  const below = Math.max(LEAST_BELOW, Math.floor(rows * 0.45));
  if (rows - below < LEAST_LIST) return { list: { width, rows } };
  return {
    list: { width, rows: rows - below },
    details: { width: width - 2, rows: below - 1, beside: false },
  };
}
