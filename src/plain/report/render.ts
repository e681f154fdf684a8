/** Tables as lines, as Markdown and as CSV. Pure. */
import { fit } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { apart } from '../layout.ts';
import type { Table } from './table.ts';

const GAP = '  ';

/** In at most so many cells, as far as that goes: the last column goes on below its row where it has no room. */
export function tableLines(table: Table, width: number): string[] {
  return apart(
    [table.title],
    columnLines(table, width),
    table.notes.flatMap(note => wrapText(note, width)),
  );
}

function columnLines({ columns, rows }: Table, width: number): string[] {
  if (rows.length === 0) return [];
  const head = columns.map(({ label }) => label);
  const texts = [head, ...rows.map(row => row.map(({ text }) => text))];
  const widths = columns.map((_, column) => Math.max(...texts.map(row => textWidth(row[column] ?? ''))));
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((total, one) => total + one + GAP.length, 0);
  const isFree = (columns[last]?.align ?? 'left') === 'left';
  const room = isFree ? width - before : Number.POSITIVE_INFINITY;
  return texts.flatMap(row => {
    const cells = row
      .slice(0, last)
      .map((text, column) => fit(text, widths[column] ?? 0, columns[column]?.align))
      .join(GAP);
    const end = row[last] ?? '';
    if (!isFree) return [`${cells}${GAP}${fit(end, widths[last] ?? 0, 'right')}`.trimEnd()];
    if (end === '' || textWidth(end) <= room) return [`${cells}${GAP}${end}`.trimEnd()];
    const below = wrapText(end, Math.max(10, width - 4));
    return [cells.trimEnd(), ...below.map(line => `    ${line}`)];
  });
}

export function tableMarkdown({ title, columns, rows, notes }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(inMarkdown).join(' | ')} |`;
  return [
    `## ${inMarkdown(title)}`,
    '',
    ...(rows.length === 0
      ? []
      : [
          line(columns.map(({ label }) => label)),
          `| ${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join(' | ')} |`,
          ...rows.map(row => line(row.map(({ text }) => text))),
          '',
        ]),
    ...notes.flatMap(note => [inMarkdown(note), '']),
  ];
}

/** What a question or a model is called must not become a link, a picture or a tag. */
function inMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** One table below the other, each with its id in the first column (RFC 4180). */
export function csvLines(tables: readonly Table[]): string[] {
  return tables.flatMap(({ id, columns, rows }, index) => [
    ...(index === 0 ? [] : ['']),
    ['table', ...columns.map(({ label }, place) => label || `column ${place + 1}`)].map(csvCell).join(','),
    ...rows.map(row => [id, ...row.map(({ text }) => text)].map(csvCell).join(',')),
  ]);
}

/** A spreadsheet must not take a name for a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
