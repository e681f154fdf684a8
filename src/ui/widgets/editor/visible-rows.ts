/** Which rows of a long text are in its window: as before, moved no further than the cursor asks. Pure. */
import { clamped, type Lines, type Position } from './document.ts';
import { startsOf } from './rows.ts';
import { type Caret, type Row, rowAway, rowOf } from './vertical.ts';

/** The size of the place for the text: cells and rows. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * At most `height` rows (one at least), the one with the cursor among them. They begin at `top` where
 * that will do, and end below the text only where all of it is visible.
 */
export function visibleRows(lines: Lines, caret: Caret, top: Position, { width, height }: Size): Row[] {
  const wanted = rowOf(lines, { cursor: clamped(lines, top), atRowEnd: false }, width);
  const last = rowOf(lines, caret, width);
  const lowest = rowAway(lines, last, 1 - Math.max(1, height), width);
  const first = isBefore(last, wanted) ? last : isBefore(wanted, lowest) ? lowest : wanted;
  const rows = rowsFrom(lines, first, height, width);
  const missing = height - rows.length;
  return missing > 0 ? rowsFrom(lines, rowAway(lines, first, -missing, width), height, width) : rows;
}

/** Where a row begins. */
export function startOf(lines: Lines, { line, row }: Row, width: number): Position {
  return { line, offset: startsOf(lines, line, width)[row] ?? 0 };
}

export function sameRow(a: Row, b: Row): boolean {
  return a.line === b.line && a.row === b.row;
}

function rowsFrom(lines: Lines, first: Row, count: number, width: number): Row[] {
  const rows = [first];
  for (let row = first; rows.length < count; rows.push(row)) {
    const next = rowAway(lines, row, 1, width);
    if (sameRow(next, row)) break;
    row = next;
  }
  return rows;
}

function isBefore(a: Row, b: Row): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}
