/** The report as lines for a terminal or a file. Pure. */
import type { Report } from '../../report/report.ts';
import { wrapText } from '../../text/wrap.ts';
import { apart } from '../layout.ts';
import { tableLines, tableMarkdown } from './render.ts';
import { reportTables, scopeLines, type TableOptions } from './report-tables.ts';
import { scatterLines } from './scatter.ts';
import type { Table } from './table.ts';
import { flowLines } from './transition-tables.ts';

export interface LineOptions extends TableOptions {
  readonly width: number;
  /** Whether dots and bars can be shown; a screen reader does without them. */
  readonly drawings: boolean;
}

const MOST_POINTS = 12;
const PLOT_ROWS = 20;

export function reportLines(report: Report, options: LineOptions): string[] {
  const { width, drawings } = options;
  const parts = reportTables(report, options).flatMap(table => [
    tableLines(shortened(table), width),
    drawings ? drawingOf(report, table.id, width) : [],
  ]);
  return apart(...parts, [
    'What it is made of',
    '',
    ...scopeLines(report.scope).flatMap(one => wrapText(one, width)),
  ]);
}

function drawingOf(report: Report, id: string, width: number): string[] {
  if (id === 'transitions') return flowLines(report.all, Math.min(width, 80));
  if (id === 'frontier-usd') return scatterLines(report.frontier.usd, 'usd', Math.min(width, 100), PLOT_ROWS);
  if (id === 'frontier-ms') return scatterLines(report.frontier.ms, 'ms', Math.min(width, 100), PLOT_ROWS);
  return [];
}

/** Of many points those on the frontier, and then the first ones. */
function shortened(table: Table): Table {
  if (!table.id.startsWith('frontier') || table.rows.length <= MOST_POINTS) return table;
  const isOn = (row: Table['rows'][number]) => row[0]?.text === '●';
  const others = table.rows.filter(row => !isOn(row)).slice(0, MOST_POINTS - table.rows.filter(isOn).length);
  const rows = table.rows.filter(row => isOn(row) || others.includes(row));
  const left = table.rows.length - rows.length;
  return { ...table, rows, notes: [`${left} more that are beaten: --csv has them all.`, ...table.notes] };
}

export function reportMarkdown(report: Report, options: TableOptions): string[] {
  return [
    '# Did reflection help?',
    '',
    ...reportTables(report, options).flatMap(tableMarkdown),
    '## What it is made of',
    '',
    ...scopeLines(report.scope).map(line => `- ${line}`),
  ];
}
