/** What is visible of a text that is being written: rows around the cursor, as lines to paint. Pure. */
import { clip, EMPTY, type Line, line } from '../../line.ts';
import type { EditorState } from './editor-state.ts';
import { rowText } from './rows.ts';
import { cellsBefore, rowAway, rowOf } from './vertical.ts';
import { sameRow, visibleRows } from './visible-rows.ts';

export interface EditorView {
  /** At most `height` lines of at most `width` cells. */
  readonly lines: Line[];
  /** Where the terminal's cursor belongs: cells from the left, rows from the first line. */
  readonly cursor: { readonly x: number; readonly y: number };
  /** Whether text is out of sight, on either side. */
  readonly above: boolean;
  readonly below: boolean;
}

/** The view in a place of `width` cells (from 1) and `height` rows (from 1). */
export function editorView(state: EditorState, width: number, height: number): EditorView {
  const { lines } = state;
  const rows = visibleRows(lines, state, state.top, { width, height });
  const cursor = rowOf(lines, state, width);
  const [first = cursor] = rows;
  const last = rows.at(-1) ?? cursor;
  return {
    lines: rows.map(({ line: index, row }) => drawn(rowText(lines, index, row, width), width)),
    cursor: {
      x: Math.min(cellsBefore(lines, state, width), Math.max(0, width - 1)),
      y: rows.findIndex(row => sameRow(row, cursor)),
    },
    above: !sameRow(first, rowAway(lines, first, -1, width)),
    below: !sameRow(last, rowAway(lines, last, 1, width)),
  };
}

/** A single grapheme may be wider than the place. */
function drawn(text: string, width: number): Line {
  return text === '' ? EMPTY : clip(line(text), width);
}
