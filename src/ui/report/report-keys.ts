/** What keys do in the report, and what they ask of whoever holds it. Pure. */
import type { RunRow } from '../../report/row.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import { topFor } from '../library/library-state.ts';
import {
  clamp,
  type ReportState,
  type RunsBehind,
  regrouped,
  runsBehind,
  tableAt,
  withTab,
} from './report-state.ts';
import type { ReportView } from './report-view.ts';

export type ReportAsk =
  | { readonly kind: 'help' | 'quit' | 'leave' }
  | { readonly kind: 'open'; readonly row: RunRow; readonly round: number | undefined };

export interface ReportStep {
  readonly state: ReportState;
  readonly asks?: ReportAsk;
}

/** What a key needs to know of the report. */
export interface ReportSeen {
  readonly view: ReportView;
  /** Whether there is a table at all. */
  readonly hasRuns: boolean;
  /** Rows that there is room for, in this state. */
  readonly page: (state: ReportState) => number;
}

/** Which rows of the table of keys count now. */
export function reportScreen({ runs }: ReportState): Screen {
  return runs ? 'report-runs' : 'report';
}

export function reportKey(before: ReportState, name: KeyName, seen: ReportSeen): ReportStep {
  const { said: _said, ...rest } = before;
  const state: ReportState = rest;
  const command = commandOf(name, reportScreen(state));
  if (command === 'help' || command === 'quit') return { state, asks: { kind: command } };
  if (command === 'close') return { state, asks: { kind: 'leave' } };
  return state.runs ? runsKey(state, state.runs, command, seen) : tableKey(state, command, seen);
}

function runsKey(
  state: ReportState,
  runs: RunsBehind,
  command: Command | undefined,
  seen: ReportSeen,
): ReportStep {
  if (command === 'back') return { state: { ...state, runs: undefined } };
  if (command === 'report.open') {
    const row = runs.rows[runs.row];
    return row ? { state, asks: { kind: 'open', row, round: runs.round } } : { state };
  }
  const page = seen.page(state);
  const moved = moveOf(command, runs.row, runs.rows.length, page);
  if (moved === undefined) return { state };
  const row = clamp(moved, runs.rows.length);
  return {
    state: { ...state, runs: { ...runs, row, top: topFor(runs.top, row, runs.rows.length, page) } },
  };
}

function tableKey(state: ReportState, command: Command | undefined, seen: ReportSeen): ReportStep {
  const { tables } = seen.view;
  const table = tableAt(state, tables);
  if (command === 'back') {
    return state.isDrawn ? { state: { ...state, isDrawn: false } } : { state, asks: { kind: 'leave' } };
  }
  if (!table || !seen.hasRuns) return { state };
  switch (command) {
    case 'report.next':
      return { state: withTab(state, tables, 1) };
    case 'report.previous':
      return { state: withTab(state, tables, -1) };
    case 'report.group':
      return { state: regrouped(state, 1) };
    case 'report.group-back':
      return { state: regrouped(state, -1) };
    case 'report.drawing':
      return { state: { ...state, isDrawn: !state.isDrawn } };
    case 'report.column-left':
      return { state: { ...state, column: clamp(state.column - 1, table.columns.length) } };
    case 'report.column-right':
      return { state: { ...state, column: clamp(state.column + 1, table.columns.length) } };
    case 'report.runs': {
      if (state.isDrawn) return { state: { ...state, isDrawn: false } };
      const runs = runsBehind(state, table);
      return { state: runs ? { ...state, runs } : { ...state, said: 'No runs stand behind this row.' } };
    }
  }
  const page = seen.page(state);
  const moved = moveOf(command, state.row, table.rows.length, page);
  if (moved === undefined) return { state };
  const row = clamp(moved, table.rows.length);
  return { state: { ...state, row, top: topFor(state.top, row, table.rows.length, page) } };
}

function moveOf(command: Command | undefined, row: number, count: number, page: number): number | undefined {
  switch (command) {
    case 'select.up':
      return row - 1;
    case 'select.down':
      return row + 1;
    case 'select.page-up':
      return row - Math.max(1, page - 1);
    case 'select.page-down':
      return row + Math.max(1, page - 1);
    case 'select.first':
      return 0;
    case 'select.last':
      return count - 1;
    default:
      return undefined;
  }
}
