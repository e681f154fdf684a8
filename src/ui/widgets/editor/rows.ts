/**
 * The rows of a line that is being written: wrapped between words, and nothing dropped, so that the
 * cursor can stand anywhere. Remembered line by line. Knows no cursor.
 */
import { graphemes } from '../../../text/graphemes.ts';
import { graphemeWidth } from '../../../text/width.ts';
import type { Lines, LogicalLine } from './document.ts';

interface Wrapped {
  readonly width: number;
  readonly starts: readonly number[];
}

const remembered = new WeakMap<LogicalLine, Wrapped>();

/**
 * Where each row of a line begins, in code units; the first at 0. A row has at most `width` cells
 * (unless it is one grapheme that is wider), and the last of them holds nothing but white space: the
 * cursor has room behind the text of every row. What is wider than a row is broken between graphemes.
 */
export function startsOf(lines: Lines, index: number, width: number): readonly number[] {
  const line = lines[index];
  if (!line) return [0];
  const known = remembered.get(line);
  if (known?.width === width) return known.starts;
  const starts = wrap(line.text, width);
  remembered.set(line, { width, starts });
  return starts;
}

/** The text of a row, the blanks at its end included. */
export function rowText(lines: Lines, index: number, row: number, width: number): string {
  const starts = startsOf(lines, index, width);
  return lines[index]?.text.slice(starts[row], starts[row + 1]) ?? '';
}

export function isBlank(grapheme: string): boolean {
  return grapheme === ' ' || grapheme === '\u3000';
}

function wrap(text: string, width: number): number[] {
  const limit = Math.max(1, width - 1);
  const starts = [0];
  let start = 0;
  let at = 0;
  let column = 0; // cells from `start` to `at`
  let opening = 0; // the last place where the row may end, and
  let before = 0; // the cells before it
  let previous = '';
  const breakAt = (offset: number, cells: number) => {
    starts.push(offset);
    start = offset;
    column -= cells;
  };

  for (const grapheme of graphemes(text)) {
    const cells = graphemeWidth(grapheme);
    if (isBlank(grapheme)) {
      if (column + cells > Math.max(limit, width) && at > start) breakAt(at, column);
    } else {
      if (at > start && mayBreakBetween(previous, grapheme)) {
        opening = at;
        before = column;
      }
      if (column + cells > limit && opening > start) breakAt(opening, before);
      if (column + cells > limit && at > start) breakAt(at, column);
    }
    at += grapheme.length;
    column += cells;
    previous = grapheme;
  }
  // Behind white space that fills the last row the cursor begins a new one.
  if (column > limit) starts.push(text.length);
  return starts;
}

/** After white space, and beside a wide character, unless a bracket or a comma clings to it. */
function mayBreakBetween(previous: string, next: string): boolean {
  if (isBlank(previous)) return true;
  if (graphemeWidth(previous) < 2 && graphemeWidth(next) < 2) return false;
  return !/^[\p{Ps}\p{Pi}]/u.test(previous) && !/^[\p{Pe}\p{Pf}\p{Po}]/u.test(next);
}
