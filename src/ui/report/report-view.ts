/** The tables of the report as the screen has them: the names of their tabs, and what is drawn beside them. Pure. */
import { reportTables, scopeLines } from '../../plain/report/report-tables.ts';
import { scatterLines } from '../../plain/report/scatter.ts';
import { cell, type Table } from '../../plain/report/table.ts';
import { flowLines } from '../../plain/report/transition-tables.ts';
import type { Facet } from '../../report/facets.ts';
import { type Report, reportOf } from '../../report/report.ts';
import type { RunRow } from '../../report/row.ts';
import { sanitizeLine } from '../../text/sanitize.ts';

export interface ReportView {
  readonly report: Report;
  /** Those that have something to say; the last one is what they are made of. */
  readonly tables: readonly Table[];
}

export interface ViewOf {
  readonly rows: readonly RunRow[];
  readonly problems: readonly string[];
  readonly by: readonly Facet[];
  /** Whether the published numbers of the founding study are laid beside them. */
  readonly study: boolean;
}

/** The view of these; the same object as long as none of them changes. */
export function createReporter(): (of: ViewOf) => ReportView {
  let last: { readonly of: ViewOf; readonly view: ReportView } | undefined;
  return of => {
    if (last && isSame(last.of, of)) return last.view;
    const report = reportOf(of.rows, of.by);
    const tables = [...reportTables(report, { study: of.study }), scopeTable(report, of.problems)];
    last = { of, view: { report, tables } };
    return last.view;
  };
}

function isSame(one: ViewOf, other: ViewOf): boolean {
  return (['rows', 'problems', 'by', 'study'] as const).every(name => one[name] === other[name]);
}

function scopeTable({ scope }: Report, problems: readonly string[]): Table {
  const unread =
    problems.length === 1
      ? 'One file could not be read, and is in no figure:'
      : `${problems.length.toLocaleString('en-US')} files could not be read, and are in no figure:`;
  const lines = [
    ...scopeLines(scope),
    ...(problems.length > 0 ? [unread, ...problems.map(sanitizeLine)] : []),
  ];
  return {
    id: 'scope',
    title: 'What it is made of',
    columns: [{ label: '' }],
    rows: lines.map(text => [cell(text)]),
    notes: [],
  };
}

const NAMES: Readonly<Record<string, string>> = { 'frontier-usd': 'cost', 'frontier-ms': 'time' };

export function tabName({ id }: Table): string {
  return NAMES[id] ?? id;
}

/** Cells: a scatter wider than this has its dots too far apart to be one picture. */
const WIDEST = 120;
const WIDEST_FLOWS = 80;

/** In at most so many cells and lines; empty where there is none, or no room for it. */
export function drawingOf({ report }: ReportView, { id }: Table, width: number, height: number): string[] {
  const lines =
    id === 'transitions'
      ? flowLines(report.all, Math.min(width, WIDEST_FLOWS))
      : id === 'frontier-usd' || id === 'frontier-ms'
        ? scatterOf(report, id === 'frontier-usd' ? 'usd' : 'ms', Math.min(width, WIDEST), height)
        : [];
  return lines.length <= height ? lines : [];
}

function scatterOf(report: Report, axis: 'usd' | 'ms', width: number, height: number): string[] {
  return scatterLines(report.frontier[axis], axis, width, height);
}
