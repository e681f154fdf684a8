/** A code block as lines: as it was written, and where a line does not fit, with a mark that it goes on. */
import type { Tokens } from 'marked';
import { graphemes } from '../../text/graphemes.ts';
import { graphemeWidth, textWidth } from '../../text/width.ts';
import { EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import { withoutLastBreaks } from './breaks.ts';

const MARGIN = 2;
const GOES_ON = '↳ ';
const TAB_STOP = 4;
/** Less room than this is not worth a margin or a mark. */
const LEAST_ROOM = 12;

/**
 * `isOpen`: more may follow. What could be half of the end of the block is not shown yet, and a block
 * that has only begun has a line, so that nothing moves up when its end or its first line comes.
 */
export function codeLines(
  token: Tokens.Code,
  restore: (text: string) => string,
  width: number,
  isOpen: boolean,
): Line[] {
  // What is indented is as often a formula or a column of figures as it is code.
  if (token.codeBlockStyle === 'indented') {
    return wrapped(restore(withoutLastBreaks(token.raw)), width);
  }
  const margin = width >= LEAST_ROOM ? MARGIN : 0;
  const room = width - margin;
  const label = token.lang ? wrapped(restore(token.lang), room, 'muted') : [];
  const rows = sourceLines(token, isOpen).flatMap(row => cut(expandTabs(restore(row)), room));
  const lines = [...label, ...rows];
  if (isOpen && lines.length === 0) return [EMPTY];
  return margin > 0 ? indented(lines, margin) : lines;
}

/** Whether the end of a block in fences has come. */
export function hasEnd(token: Tokens.Code): boolean {
  const [opening = '', ...others] = withoutLastBreaks(token.raw).split('\n');
  return token.codeBlockStyle === 'indented' || (others.at(-1)?.trim().startsWith(runOf(opening)) ?? false);
}

function runOf(opening: string): string {
  return /[`~]{3,}/.exec(opening)?.[0] ?? '```';
}

/** The lexer says of a block without an end how it would be with one. */
function sourceLines(token: Tokens.Code, isOpen: boolean): string[] {
  if (token.text === '') return [];
  if (hasEnd(token)) return token.text.replace(/\n$/, '').split('\n');
  const lines = withoutLastBreaks(token.text).split('\n');
  const last = lines.at(-1)?.trim() ?? '';
  const isHalfAnEnd = isOpen && last !== '' && runOf(token.raw).startsWith(last);
  return isHalfAnEnd ? lines.slice(0, -1) : lines;
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let expanded = '';
  let column = 0;
  for (const grapheme of graphemes(text)) {
    const cells = grapheme === '\t' ? TAB_STOP - (column % TAB_STOP) : graphemeWidth(grapheme);
    expanded += grapheme === '\t' ? ' '.repeat(cells) : grapheme;
    column += cells;
  }
  return expanded;
}

/** Behind a space where one is near, else between any graphemes: nothing is dropped at a break. */
function cut(text: string, width: number): Line[] {
  if (textWidth(text) <= width) return [text === '' ? EMPTY : line(span(text, 'code'))];
  const mark = width >= LEAST_ROOM ? GOES_ON : '';
  const rows: Line[] = [];
  let row = '';
  let cells = 0;
  /** Behind the last space of the row: an offset, and the cells up to it. */
  let space = { at: 0, cells: 0 };
  const finish = (end: number) => {
    const code = span(row.slice(0, end), 'code');
    rows.push(rows.length === 0 || mark === '' ? line(code) : line(span(mark, 'muted'), code));
    row = row.slice(end);
    cells = textWidth(mark) + textWidth(row);
    space = { at: 0, cells: 0 };
  };
  for (const grapheme of graphemes(text)) {
    const more = graphemeWidth(grapheme);
    if (cells + more > width && row !== '') finish(space.cells > width / 2 ? space.at : row.length);
    row += grapheme;
    cells += more;
    if (grapheme === ' ') space = { at: row.length, cells };
  }
  finish(row.length);
  return rows;
}
