/**
 * Word wrap by graphemes, for plain and for styled text. Linear in the length of the text. Knows
 * nothing of what a style is. The text must have been sanitised.
 */
import { graphemes, isPlainAscii } from './graphemes.ts';
import { graphemeWidth, textWidth } from './width.ts';

/** A stretch of text in one style. */
export interface Span<S> {
  readonly text: string;
  readonly style: S;
}

const TAB_STOP = 4;

/**
 * The rows of a text that is `width` cells wide, at least one row a line. White space at a break is
 * dropped; the indentation of a line is kept on its first row, and gives way before a word is
 * broken; a word that is wider than the row is broken between graphemes; tabs go to stops of 4. No
 * row is wider than `width` unless it is a single grapheme.
 */
export function wrapText(text: string, width: number): string[] {
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    if (line.length <= width && isPlainAscii(line)) {
      rows.push(line);
      continue;
    }
    const expanded = expandTabs(line, []).text;
    for (const { start, end } of breakLine(expanded, width)) rows.push(expanded.slice(start, end));
  }
  return rows;
}

/**
 * The same for styled text: rows of spans, none of them empty (a blank row has no spans). A grapheme
 * that two spans share has the style of the first.
 */
export function wrapSpans<S>(spans: readonly Span<S>[], width: number): Span<S>[][] {
  return linesOf(spans).flatMap(line => wrapLine(line, width));
}

/** Cuts a list of spans at newlines; an empty list is one blank line. */
function linesOf<S>(spans: readonly Span<S>[]): Span<S>[][] {
  let line: Span<S>[] = [];
  const lines = [line];
  for (const span of spans) {
    for (const [index, text] of span.text.split('\n').entries()) {
      if (index > 0) {
        line = [];
        lines.push(line);
      }
      if (text !== '') line.push({ text, style: span.style });
    }
  }
  return lines;
}

function wrapLine<S>(spans: readonly Span<S>[], width: number): Span<S>[][] {
  const joined = spans.map(span => span.text).join('');
  let end = 0;
  const ends = spans.map(span => {
    end += span.text.length;
    return end;
  });
  const expanded = expandTabs(joined, ends);
  const line = { text: expanded.text, ends: snapToGraphemes(expanded.text, expanded.ends) };
  let index = 0;
  return breakLine(line.text, width).map(row => {
    const pieces: Span<S>[] = [];
    let at = row.start;
    while (at < row.end) {
      const span = spans[index];
      const spanEnd = line.ends[index];
      if (!span || spanEnd === undefined) break;
      const pieceEnd = Math.min(row.end, spanEnd);
      if (pieceEnd > at) pieces.push({ text: line.text.slice(at, pieceEnd), style: span.style });
      at = Math.max(at, pieceEnd);
      if (spanEnd <= at) index++;
    }
    return pieces;
  });
}

/** The ascending offsets, each moved to the end of the grapheme that it cuts. */
function snapToGraphemes(text: string, offsets: readonly number[]): readonly number[] {
  if (offsets.length < 2 || isPlainAscii(text)) return offsets;
  const snapped: number[] = [];
  let at = 0;
  for (const grapheme of graphemes(text)) {
    at += grapheme.length;
    while ((offsets[snapped.length] ?? Infinity) <= at) snapped.push(at);
  }
  return snapped;
}

/** A line with its tabs as spaces; `ends` are offsets into it, in ascending order, that move along. */
function expandTabs(line: string, ends: readonly number[]): { text: string; ends: readonly number[] } {
  if (!line.includes('\t')) return { text: line, ends };
  let text = '';
  let column = 0;
  let read = 0;
  const moved: number[] = [];
  for (const piece of line.split('\t')) {
    while ((ends[moved.length] ?? Infinity) <= read + piece.length) {
      moved.push(text.length + (ends[moved.length] ?? 0) - read);
    }
    text += piece;
    column += textWidth(piece);
    read += piece.length + 1;
    if (read > line.length) break;
    const spaces = TAB_STOP - (column % TAB_STOP);
    text += ' '.repeat(spaces);
    column += spaces;
  }
  return { text, ends: moved };
}

interface Row {
  readonly start: number;
  readonly end: number;
}

/** Where a row may end (`end`) and the next begin (`next`, at this column of the row). */
interface Opportunity {
  readonly end: number;
  readonly next: number;
  readonly column: number;
}

/** The rows of one line without tabs, as slices of it. */
function breakLine(line: string, width: number): Row[] {
  const limit = Math.max(1, Math.floor(width));
  const rows: Row[] = [];
  let start = 0;
  let column = 0; // from `start` to `at`
  let at = 0;
  let wordEnd = 0; // after the last grapheme that is no white space
  let fitting = 0; // the last offset up to which the row is within the limit
  let indent = leadingSpaces(line);
  let opportunity: Opportunity | undefined;
  let previous = '';

  for (const grapheme of graphemes(line)) {
    const cells = graphemeWidth(grapheme);
    if (!isBreakingSpace(grapheme)) {
      if (at > indent && mayBreakBetween(previous, grapheme))
        opportunity = { end: wordEnd, next: at, column };
      if (column + cells > limit && opportunity) {
        rows.push({ start, end: opportunity.end });
        start = opportunity.next;
        column -= opportunity.column;
        indent = 0;
        opportunity = undefined;
      }
      if (column + cells > limit && start < indent) {
        const dropped = Math.min(indent - start, column + cells - limit);
        start += dropped;
        column -= dropped;
      }
      if (column + cells > limit && at > start) {
        rows.push({ start, end: at });
        start = at;
        column = 0;
        indent = 0;
      }
      wordEnd = at + grapheme.length;
    }
    at += grapheme.length;
    column += cells;
    if (column <= limit || wordEnd === at) fitting = at;
    previous = grapheme;
  }
  rows.push({ start, end: Math.max(start, fitting) });
  return rows;
}

function leadingSpaces(line: string): number {
  let count = 0;
  while (line[count] === ' ') count++;
  return count;
}

/** A no-break space (U+00A0, U+2007, U+202F) is part of its word. */
function isBreakingSpace(grapheme: string): boolean {
  return (
    grapheme === ' ' ||
    (grapheme >= '\u1680' && /^[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]$/.test(grapheme))
  );
}

/** After white space, and on either side of a wide character (CJK, emoji), but not before its comma. */
function mayBreakBetween(previous: string, grapheme: string): boolean {
  if (isBreakingSpace(previous)) return true;
  if (graphemeWidth(previous) < 2 && graphemeWidth(grapheme) < 2) return false;
  return !opening.test(previous) && !closing.test(grapheme);
}

const opening = /^[\p{Open_Punctuation}\p{Initial_Punctuation}]/u;
const closing = /^[\p{Close_Punctuation}\p{Final_Punctuation}\p{Other_Punctuation}]/u;
