/** A table as lines: columns as wide as their cells, and narrower with wrapped cells where that is too wide. */
import type { Tokens } from 'marked';
import { textWidth } from '../../text/width.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { EMPTY, type Line, lineWidth, type StyledSpan, span } from '../line.ts';
import type { Role } from '../theme.ts';
import { withoutLastBreaks } from './breaks.ts';
import { cellsOf } from './cells.ts';
import { columnWidths } from './columns.ts';

const GAP = 2;

interface CellReader {
  spans(text: string, isOpen: boolean, roles?: readonly Role[]): StyledSpan[];
  restore(text: string): string;
}

type Cell = StyledSpan[];
type Align = Tokens.Table['align'][number];

/**
 * When not even narrow columns fit, the rows are shown as they were written. `isOpen`: the last row
 * may go on.
 */
export function tableLines(token: Tokens.Table, reader: CellReader, width: number, isOpen: boolean): Line[] {
  const source = withoutLastBreaks(token.raw).split('\n');
  const header = token.header.map(cell => reader.spans(cell.text, false, ['heading']));
  const rows = source.slice(2).map((row, index) => {
    const mayGoOn = isOpen && index === source.length - 3;
    return cellsOf(row, header.length).map(cell => reader.spans(cell, mayGoOn));
  });
  const widths = columnWidths(
    [header, ...rows].map(row => row.map(measure)),
    width,
    GAP,
  );
  if (!widths) return wrapSpans([span(reader.restore(source.join('\n')))], width);
  const laid = rows.map(row => rowLines(row, widths, token.align));
  // Rows of several lines run into each other without something between them.
  const isTight = laid.every(lines => lines.length === 1);
  const total = widths.reduce((sum, cells) => sum + cells + GAP, -GAP);
  const between = span('─'.repeat(total), 'rule');
  return [
    ...rowLines(header, widths, token.align),
    [between],
    ...laid.flatMap((lines, index) => (isTight || index === 0 ? lines : [[between], ...lines])),
  ];
}

function measure(cell: Cell): { natural: number; word: number } {
  const text = cell.map(part => part.text).join('');
  return {
    natural: textWidth(text),
    word: text.split(/\s+/).reduce((longest, word) => Math.max(longest, textWidth(word)), 0),
  };
}

function rowLines(row: readonly Cell[], widths: readonly number[], align: readonly Align[]): Line[] {
  const cells = widths.map((width, index) => wrapSpans(row[index] ?? [], width));
  const height = Math.max(...cells.map(lines => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const parts = cells.map((lines, index) => place(lines[at] ?? EMPTY, widths[index] ?? 0, align[index]));
    return withoutEnd(
      parts.flatMap((part, index) => (index === 0 ? part : [span(' '.repeat(GAP)), ...part])),
    );
  });
}

function place(line: Line, width: number, align: Align | undefined): Line {
  const missing = Math.max(0, width - lineWidth(line));
  const before = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0;
  return [spaces(before), ...line, spaces(missing - before)].filter(part => part.text !== '');
}

function spaces(count: number): StyledSpan {
  return span(' '.repeat(count));
}

/** Nobody sees the spaces at the end of a row, but whoever copies it has them. */
function withoutEnd(line: Line): Line {
  const last = line.findLastIndex(part => part.text.trim() !== '');
  return line.slice(0, last + 1);
}
