/**
 * Where mathematics stands in a line: LaTeX (`$..$`, `$$..$$`, `\(..\)`, `\[..\]`, `\begin{x}..\end{x}`), and
 * the stars of products and powers. Knows no Markdown but code spans and escapes, in which is none.
 */
import { fenceAfter } from './fence.ts';

/** A stretch of a line, as offsets into it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface LineFormulas {
  /** Formulas that begin and end in the line, in order. */
  readonly whole: readonly Stretch[];
  /** The one that does not end in it: where it begins, and what would end it. */
  readonly open?: { readonly start: number; readonly closer: string };
}

const NONE: LineFormulas = { whole: [] };

/** `from` is where to begin in the line. */
export function formulasIn(line: string, from = 0): LineFormulas {
  if (!/[$\\*]/.test(line)) return NONE;
  const whole: Stretch[] = [];
  let at = from;
  while (at < line.length) {
    const char = line[at];
    if (char === '`') {
      at = afterCodeSpan(line, at);
    } else if (char === '$' || char === '\\') {
      const closer = closerOf(line, at);
      const end = closer === '$' ? endOfDollars(line, at) : endAfter(line, at, closer);
      if (end !== undefined) whole.push({ start: at, end });
      else if (closer !== undefined && closer !== '$') return { whole, open: { start: at, closer } };
      at = end ?? at + (char === '\\' ? 2 : 1);
    } else if (char === '*') {
      const end = afterStars(line, at);
      if (isProduct(line, at, end)) whole.push({ start: at, end });
      at = end;
    } else {
      at++;
    }
  }
  return { whole };
}

/**
 * Where a formula that is still open at the end of a line ends, as an offset into the text: `from` is
 * the beginning of the next line. `undefined` when it does not end (a code block or a heading begins
 * first, or too many lines follow), `Infinity` when the text is over before that can be said.
 */
export function endOfOpen(text: string, from: number, closer: string): number | undefined {
  let at = from;
  for (let lines = 0; lines < MOST_LINES; lines++) {
    if (at >= text.length) return Infinity;
    const found = text.indexOf('\n', at);
    const line = text.slice(at, found < 0 ? text.length : found);
    const index = line.indexOf(closer);
    if (index >= 0) return at + index + closer.length;
    // What the last line begins may still become something else.
    if (found < 0) return Infinity;
    if (/^#{1,6} /.test(line) || fenceAfter(undefined, line)) return undefined;
    at = found + 1;
  }
  return undefined;
}

/** Of one formula over several lines. More than that, and its beginning was none. */
const MOST_LINES = 40;

/** What ends the formula that begins at this place, if one may. */
function closerOf(line: string, at: number): string | undefined {
  if (line.startsWith('$$', at)) return '$$';
  if (line[at] === '$') return '$';
  if (line.startsWith('\\(', at)) return '\\)';
  if (line.startsWith('\\[', at)) return '\\]';
  BEGIN.lastIndex = at;
  const environment = BEGIN.exec(line)?.[1];
  return environment === undefined ? undefined : `\\end{${environment}}`;
}

const BEGIN = /\\begin\{([A-Za-z]+\*?)\}/y;

function endAfter(line: string, at: number, closer: string | undefined): number | undefined {
  if (closer === undefined) return undefined;
  const index = line.indexOf(closer, at + 2);
  return index < 0 ? undefined : index + closer.length;
}

/**
 * Single dollars are money as often as mathematics: a formula touches both of its own, and neither
 * touches a letter or a digit outside.
 */
function endOfDollars(line: string, at: number): number | undefined {
  let close = line.indexOf('$', at + 1);
  while (close > 0 && isEscaped(line, close)) close = line.indexOf('$', close + 1);
  if (close < at + 2 || /[\p{L}\p{N}]/u.test(line[at - 1] ?? '')) return undefined;
  if (/\s/.test(line[at + 1] ?? ' ') || /\s/.test(line[close - 1] ?? ' ')) return undefined;
  return /[\p{L}\p{N}]/u.test(line[close + 1] ?? '') ? undefined : close + 1;
}

function afterStars(line: string, at: number): number {
  let after = at;
  while (line[after] === '*') after++;
  return after;
}

/** `2*3`, `4*(5+6)*7`, `x**2`, `COUNT(*)`: as emphasis they would lose their signs, and be wrong. */
function isProduct(line: string, start: number, end: number): boolean {
  const before = line.slice(Math.max(0, start - 2), start);
  const next = line.slice(end, end + 2);
  if (end - start > 2) return false;
  if (end - start === 2) return FACTOR_END.test(before) && /^\d/.test(next);
  if (FACTOR_END.test(before) && /^(?:[A-Za-z\d]|[-.]\d)/.test(next)) return true;
  if (FACTOR_END.test(before) && /^[([{$\\]/.test(next)) return !/[A-Za-z]{2}$/.test(before);
  // All rows, all columns.
  return (before.endsWith('(') && next.startsWith(')')) || (/\w\.$/.test(before) && /^[,;]/.test(next));
}

const FACTOR_END = /[A-Za-z\d)\]}%]$/;

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** Behind the code span that begins here, or behind its backticks when it does not end in the line. */
function afterCodeSpan(line: string, at: number): number {
  let after = at;
  while (line[after] === '`') after++;
  const run = line.slice(at, after);
  let close = line.indexOf(run, after);
  while (close >= 0) {
    let end = close + run.length;
    while (line[end] === '`') end++;
    if (end - close === run.length) return end;
    close = line.indexOf(run, end);
  }
  return after;
}
