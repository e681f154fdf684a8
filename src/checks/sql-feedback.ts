/** The outcome of a query in words and as a table, as it is put before the model. */
import type { Cell, Rows, SqlOutcome } from '../grading/sql-outcome.ts';
import type { CheckResult } from './check.ts';

/** Rows and characters that a model is shown; more would cost more than it says. */
const SHOWN_ROWS = 30;
const SHOWN_CELL = 60;
const SHOWN_COLUMNS = 30;

/** A query that runs may still be the wrong one, so it never passes. */
export function sqlFeedback(outcome: SqlOutcome): Pick<CheckResult, 'text' | 'verdict'> {
  switch (outcome.kind) {
    case 'rows':
      return { text: tableText(outcome), verdict: 'unknown' };
    case 'error':
      return { text: `The query failed: ${outcome.message}`, verdict: 'fail' };
    case 'refused':
      return { text: `The query was not run. ${outcome.message}`, verdict: 'fail' };
    case 'timeout':
      return { text: `The query was stopped after ${outcome.afterMs / 1000} s.`, verdict: 'unknown' };
    case 'too-big':
      return { text: 'The query was stopped: it needs too much memory.', verdict: 'unknown' };
    case 'unavailable':
      return { text: `The query could not be run. ${outcome.message}`, verdict: 'unknown' };
  }
}

function tableText({ columns, rows, truncated }: Rows): string {
  if (rows.length === 0 && !truncated) return 'The query ran and gave no results.';
  const shown = rows.slice(0, SHOWN_ROWS);
  const table = [columns, ...shown].map(row => row.slice(0, SHOWN_COLUMNS).map(cellText));
  const widths = (table[0] ?? []).map((_, index) => Math.max(...table.map(row => row[index]?.length ?? 0)));
  const isNumber = widths.map((_, index) => shown.every(row => typeof row[index] === 'number'));
  const lines = table.map(row =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return isNumber[index] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map(width => '-'.repeat(width)).join('-|-');
  return [lines[0], rule, ...lines.slice(1), ...leftOut(columns, rows, truncated)].join('\n');
}

function leftOut(columns: Rows['columns'], rows: Rows['rows'], truncated: Rows['truncated']): string[] {
  const count = `${rows.length}${truncated === 'rows' ? ' or more' : ''} row${rows.length === 1 && truncated !== 'rows' ? '' : 's'}`;
  const isCut = rows.length > SHOWN_ROWS || truncated === 'rows';
  const first = Math.min(rows.length, SHOWN_ROWS);
  const width =
    columns.length > SHOWN_COLUMNS ? [`(the first ${SHOWN_COLUMNS} of ${columns.length} columns)`] : [];
  return [isCut ? `(the first ${first} of ${count})` : `(${count})`, ...width];
}

function cellText(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string') return cut(cell.type === 'blob' ? `x'${cell.text}'` : cell.text);
  return cut(cell.replace(/[\s\u0000-\u001f\u007f]+/g, ' '));
}

function cut(text: string): string {
  return text.length <= SHOWN_CELL ? text : `${text.slice(0, SHOWN_CELL - 3).toWellFormed()}...`;
}
