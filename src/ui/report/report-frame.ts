/** The report as lines: from its tables and the size to exactly as many lines as fit. Pure. */
import { counted, type Table } from '../../plain/report/table.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { keyLine } from '../keys.ts';
import { topFor } from '../library/library-state.ts';
import { clip, EMPTY, indented, type Line, line, padTo, rule, span, spread, wrapped } from '../line.ts';
import { tabsLine } from '../panes/tabs-line.ts';
import type { ReportRead } from './report-desk.ts';
import { reportScreen } from './report-keys.ts';
import { ABOUT, AROUND, reportLayout } from './report-layout.ts';
import { runRows, runsWords } from './report-runs.ts';
import { cellAt, nameOf, type ReportState, type RunsBehind, tableAt } from './report-state.ts';
import { tableRows } from './report-table.ts';
import { type ReportView, tabName } from './report-view.ts';

export interface ReportFrameInput {
  readonly state: ReportState;
  readonly view: ReportView;
  readonly read: ReportRead;
  /** Where the runs are from, safe to print. */
  readonly where: string;
  /** A word of the program, where the report has none. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** Exactly `height` lines, none wider than `width`. */
export function reportFrame(input: ReportFrameInput): Line[] {
  const { state, view, read, width, height } = input;
  const table = tableAt(state, view.tables);
  const hasRuns = read.isRead && read.rows.length > 0;
  const body =
    !hasRuns || !table
      ? [EMPTY, ...indented(emptyLines(input), 3)]
      : state.runs
        ? runsBody(input, state.runs)
        : state.isDrawn
          ? drawnBody(input, table)
          : tableBody(input, table);
  const lines = [titleLine(input), tabsOf(input, hasRuns), rule(width)];
  const rest = [rule(width), keyLine(reportScreen(state), width)];
  return [...lines, ...padTo(body, height - AROUND), ...rest].map(spans => clip(spans, width));
}

function titleLine({ state, view, read, where, width }: ReportFrameInput): Line {
  const { runs, questions } = view.report.scope;
  const left = line(span(' Report', 'heading'), span(`  ${where}`, 'muted'));
  if (!read.isRead) return spread(left, [span(`${progressWords(read)} `, 'warning')], width);
  const by = state.by.length === 0 ? 'not grouped' : `by ${state.by.join(', ')}`;
  const facts = [`${counted(runs, 'run')} of ${counted(questions, 'question')}`, by];
  const unread = read.problems.length;
  return spread(
    left,
    [
      ...(unread > 0 ? [span(`${counted(unread, 'file')} unread · `, 'warning')] : []),
      span(`${facts.join(' · ')} `, 'muted'),
    ],
    width,
  );
}

export function progressWords({ done, total }: ReportRead): string {
  return `${done.toLocaleString('en-US')} of ${counted(total, 'run')} read`;
}

function tabsOf({ state, view, width }: ReportFrameInput, hasRuns: boolean): Line {
  if (!hasRuns) return EMPTY;
  const table = tableAt(state, view.tables);
  return tabsLine(view.tables.map(tabName), table ? tabName(table) : '', [], width);
}

function emptyLines({ read, where, width }: ReportFrameInput): Line[] {
  const room = width - 6;
  if (!read.isRead) return wrapped('The runs are being read.', room, 'muted');
  return [
    ...wrapped(`There is no run to tell of in ${where}.`, room),
    EMPTY,
    ...wrapped(
      'Every run that is made is saved by itself; "reflectoscope import" brings published runs and logs. The report tells most of runs of questions with a known answer.',
      room,
      'muted',
    ),
    ...(read.problems.length > 0 ? [EMPTY] : []),
    ...read.problems.flatMap(problem => wrapped(sanitizeLine(problem), room, 'warning')),
  ];
}

function tableBody(input: ReportFrameInput, table: Table): Line[] {
  const { state, view, width } = input;
  const { rows, notes, drawing } = reportLayout(state, view, input);
  const { rowIndex, columnIndex } = cellAt(state, table);
  const top = topFor(state.top, rowIndex, table.rows.length, rows);
  const look = { width: width - 1, row: rowIndex, column: columnIndex, top, rows };
  const place = table.rows.length > rows ? `${rowIndex + 1} of ${table.rows.length} ` : '';
  return [
    spread([span(` ${table.title}`, 'heading')], [span(place, 'muted')], width),
    ...tableRows(table, look),
    EMPTY,
    ...padTo(aboutLines(input, table), ABOUT),
    ...noteLines(notes),
    ...drawingLines(drawing),
  ];
}

function noteLines(notes: readonly string[]): Line[] {
  return notes.length === 0 ? [] : [EMPTY, ...notes.map(note => line(span(` ${note}`, 'muted')))];
}

function drawingLines(drawing: readonly string[]): Line[] {
  return drawing.length === 0 ? [] : [EMPTY, ...drawing.map(one => drawn(one))];
}

/** What is right and wrong has its colour where the flows tell of it. */
function drawn(text: string): Line {
  const tone = text.startsWith('✗ → ✓') ? 'good' : text.startsWith('✓ → ✗') ? 'bad' : 'text';
  return line(span(` ${text}`, tone));
}

/** The cell under the cursor in full, and what Enter shows; or what there is to say. */
function aboutLines({ state, notice, width }: ReportFrameInput, table: Table): Line[] {
  const said = state.said ?? notice;
  if (said !== undefined) return indented(wrapped(sanitizeLine(said), width - 2, 'warning'), 1);
  const { row, cell } = cellAt(state, table);
  const runs = (cell?.runs ?? row.find(one => one.runs)?.runs)?.();
  const behind = runs && runs.length > 0 ? ` · enter: ${counted(runs.length, 'run')}` : '';
  return indented(wrapped(`${cellWords(state, table)}${behind}`, width - 2, 'strong'), 1);
}

function cellWords(state: ReportState, table: Table): string {
  const { row, cell, columnIndex } = cellAt(state, table);
  const name = nameOf(row);
  const label = table.columns[columnIndex]?.label;
  const isName = columnIndex === 0 || cell === undefined || cell.text === '' || cell === name;
  if (!isName) return label ? `${label}: ${cell.text}` : cell.text;
  // The words at the end of a row are what has no room where it stands.
  const last = table.columns.at(-1)?.align === 'right' || row.at(-1) === name ? undefined : row.at(-1);
  return [name?.text, last?.text].filter(Boolean).join(' · ');
}

function drawnBody(input: ReportFrameInput, table: Table): Line[] {
  const { notes, drawing } = reportLayout(input.state, input.view, input);
  const nothing = drawing.length === 0 && notes.length === 0;
  return [
    line(span(` ${table.title}`, 'heading')),
    ...(nothing ? [EMPTY, line(span(' Nothing is drawn of this table, and it has no notes.', 'muted'))] : []),
    ...drawingLines(drawing),
    ...noteLines(notes),
  ];
}

function runsBody(input: ReportFrameInput, runs: RunsBehind): Line[] {
  const { state, view, notice, width } = input;
  const { rows } = reportLayout(state, view, input);
  const top = topFor(runs.top, runs.row, runs.rows.length, rows);
  const place = runs.rows.length > rows ? `${runs.row + 1} of ${runs.rows.length} ` : '';
  const said = state.said ?? notice;
  return [
    spread([span(` ${truncate(runs.title, width - 16)}`, 'heading')], [span(place, 'muted')], width),
    ...padTo(runRows(runs, top, width, rows), rows + 1),
    line(
      said === undefined ? span(` ${runsWords(runs)}`, 'muted') : span(` ${sanitizeLine(said)}`, 'warning'),
    ),
  ];
}
