/** What the report remembers: the grouping, the table, where the cursor is, and the runs behind a figure. Pure. */
import type { Cell, Table } from '../../plain/report/table.ts';
import type { Facet } from '../../report/facets.ts';
import type { RunRow } from '../../report/row.ts';

export interface ReportState {
  readonly by: readonly Facet[];
  /** What it was grouped by at first, where that is more than one setting. */
  readonly several?: readonly Facet[] | undefined;
  /** The id of the table. */
  readonly tab: string;
  readonly row: number;
  readonly column: number;
  readonly top: number;
  /** Whether the drawing has the room of the table. */
  readonly isDrawn: boolean;
  /** The runs behind a figure, while they are listed. */
  readonly runs?: RunsBehind | undefined;
  /** What came of the last key. */
  readonly said?: string | undefined;
}

export interface RunsBehind {
  /** `Round by round › 1 › right`. */
  readonly title: string;
  readonly rows: readonly RunRow[];
  /** The round that the figure is about. */
  readonly round: number | undefined;
  readonly row: number;
  readonly top: number;
}

export function reportAtFirst(by: readonly Facet[] = []): ReportState {
  const several = by.length > 1 ? { several: by } : {};
  return { by, ...several, tab: 'helped', row: 0, column: 0, top: 0, isDrawn: false };
}

const GROUPINGS: readonly (readonly Facet[])[] = [
  [],
  ['model'],
  ['strategy'],
  ['rounds'],
  ['feedback'],
  ['prompt'],
  ['domain'],
  ['tag'],
  ['source'],
];

/** The next grouping of the list, or the one before; one that was asked for and is not in it comes first. */
export function regrouped(state: ReportState, direction: 1 | -1): ReportState {
  const { by, several } = state;
  const isListed = (one: readonly Facet[]) => one.join() === by.join();
  const own = several ?? (GROUPINGS.some(isListed) ? undefined : by);
  const all = own ? [own, ...GROUPINGS] : GROUPINGS;
  const at = all.findIndex(isListed);
  const next = all[(at + direction + all.length) % all.length] ?? [];
  return { ...state, ...(own && { several: own }), by: next, row: 0, column: 0, top: 0 };
}

export function tableAt(state: ReportState, tables: readonly Table[]): Table | undefined {
  return tables.find(({ id }) => id === state.tab) ?? tables[0];
}

/** The table that many further on, from the first row. */
export function withTab(state: ReportState, tables: readonly Table[], by: 1 | -1): ReportState {
  const open = tableAt(state, tables);
  const at = open ? tables.indexOf(open) : 0;
  const next = tables[(at + by + tables.length) % tables.length];
  return { ...state, tab: next?.id ?? state.tab, row: 0, column: 0, top: 0 };
}

/** The cell under the cursor, in its row. */
export interface CellAt {
  readonly row: readonly Cell[];
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly cell: Cell | undefined;
}

export function cellAt({ row, column }: ReportState, { rows, columns }: Table): CellAt {
  const rowIndex = clamp(row, rows.length);
  const columnIndex = clamp(column, columns.length);
  const cells = rows[rowIndex] ?? [];
  return { row: cells, rowIndex, columnIndex, cell: cells[columnIndex] };
}

/** The runs behind the cell, or else behind its row; `undefined` where nothing tells. */
export function runsBehind(state: ReportState, table: Table): RunsBehind | undefined {
  const { row, cell, columnIndex } = cellAt(state, table);
  const rows = (cell?.runs ?? row.find(one => one.runs)?.runs)?.();
  if (!rows || rows.length === 0) return undefined;
  const name = nameOf(row);
  const column = cell === name ? undefined : table.columns[columnIndex]?.label;
  return {
    title: [table.title, name?.text, column].filter(Boolean).join(' › '),
    rows,
    round: cell?.round ?? row.find(one => one.round !== undefined)?.round,
    row: 0,
    top: 0,
  };
}

/** What a row is called: before its name there may be a sign. */
export function nameOf(row: readonly Cell[]): Cell | undefined {
  return row.find(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

export function clamp(place: number, count: number): number {
  return Math.max(0, Math.min(place, count - 1));
}
