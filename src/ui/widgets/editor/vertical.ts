/** Where a cursor is among wrapped rows, and where it goes by rows: up, down, Home, End. Pure. */
import { graphemes } from '../../../text/graphemes.ts';
import { graphemeWidth, textWidth } from '../../../text/width.ts';
import { endOf, type Lines, lineText, type Position, START, samePosition } from './document.ts';
import { isBlank, rowText, startsOf } from './rows.ts';

/** A row of the wrapped text. */
export interface Row {
  readonly line: number;
  /** The index of the row in its line. */
  readonly row: number;
}

/**
 * Where the cursor is. Between two rows of a line there is one offset and two places to show it:
 * behind the first row with `atRowEnd`, before the second without.
 */
export interface Caret {
  readonly cursor: Position;
  readonly atRowEnd: boolean;
}

export function rowOf(lines: Lines, { cursor, atRowEnd }: Caret, width: number): Row {
  const starts = startsOf(lines, cursor.line, width);
  const row = starts.findLastIndex(start => start <= cursor.offset);
  const isAbove = atRowEnd && row > 0 && starts[row] === cursor.offset;
  return { line: cursor.line, row: isAbove ? row - 1 : row };
}

/** Cells before the cursor in its row. */
export function cellsBefore(lines: Lines, caret: Caret, width: number): number {
  const { line, row } = rowOf(lines, caret, width);
  const start = startsOf(lines, line, width)[row] ?? 0;
  return textWidth(lineText(lines, line).slice(start, caret.cursor.offset));
}

/** The row so many rows on, back when negative; the first or the last one when there are not so many. */
export function rowAway(lines: Lines, from: Row, by: number, width: number): Row {
  let { line, row } = from;
  let left = Math.abs(by);
  while (left > 0) {
    const rows = startsOf(lines, line, width).length;
    const room = by < 0 ? row : rows - 1 - row;
    if (left <= room) return { line, row: row + Math.sign(by) * left };
    if (by < 0 ? line === 0 : line === lines.length - 1) return { line, row: by < 0 ? 0 : rows - 1 };
    left -= room + 1;
    line += Math.sign(by);
    row = by < 0 ? startsOf(lines, line, width).length - 1 : 0;
  }
  return { line, row };
}

/**
 * The cursor moved by so many rows to the column `goal`, in cells. Where there is no other row it goes
 * to the very start or end of the text.
 */
export function movedByRows(lines: Lines, caret: Caret, by: number, goal: number, width: number): Caret {
  const from = rowOf(lines, caret, width);
  const to = rowAway(lines, from, by, width);
  if (to.line === from.line && to.row === from.row) {
    return { cursor: by < 0 ? START : endOf(lines), atRowEnd: false };
  }
  return caretAt(lines, to, goal, width);
}

/** The start of the row; from there, the start of the line. */
export function home(lines: Lines, caret: Caret, width: number): Caret {
  const { line, row } = rowOf(lines, caret, width);
  const start = { line, offset: startsOf(lines, line, width)[row] ?? 0 };
  const cursor = samePosition(start, caret.cursor) ? { line, offset: 0 } : start;
  return { cursor, atRowEnd: false };
}

/** The end of the row; from there, the end of the line. */
export function end(lines: Lines, caret: Caret, width: number): Caret {
  const row = rowOf(lines, caret, width);
  const there = caretAt(lines, row, Number.POSITIVE_INFINITY, width);
  const isThere = samePosition(there.cursor, caret.cursor) && there.atRowEnd === caret.atRowEnd;
  if (!isThere) return there;
  return { cursor: { line: row.line, offset: lineText(lines, row.line).length }, atRowEnd: false };
}

/** The place in a row that is nearest before a column. The last one is before the blank at its break. */
function caretAt(lines: Lines, { line, row }: Row, goal: number, width: number): Caret {
  const starts = startsOf(lines, line, width);
  const start = starts[row] ?? 0;
  const parts = [...graphemes(rowText(lines, line, row, width))];
  const isLast = row === starts.length - 1;
  if (!isLast && isBlank(parts.at(-1) ?? '')) parts.pop();
  let offset = start;
  let used = 0;
  for (const part of parts) {
    used += graphemeWidth(part);
    if (used > goal) break;
    offset += part.length;
  }
  return { cursor: { line, offset }, atRowEnd: !isLast && offset === starts[row + 1] };
}
