/**
 * Rounds as a table: RFC 4180, UTF-8, CRLF, one row a round and lane, an empty cell for what nobody knows.
 * A cell that a spreadsheet would take for a formula has an apostrophe before it.
 */
import type { Exporter, ExportInput } from '../exporter.ts';
import { runRounds } from './rounds.ts';
import type { RoundRow, RunRounds } from './schema.ts';

type Cell = string | number | boolean | null | undefined;

interface Column {
  readonly name: string;
  of(run: RunRounds, row: RoundRow): Cell;
}

const tokens = (name: keyof RoundRow['tokens']) => (_run: RunRounds, row: RoundRow) => row.tokens[name];
const field =
  <Name extends keyof RoundRow>(name: Name) =>
  (_run: RunRounds, row: RoundRow) =>
    row[name] as Cell;

const COLUMNS: readonly Column[] = [
  { name: 'file', of: run => run.file },
  { name: 'run', of: run => run.run },
  { name: 'started_at', of: run => run.startedAt },
  { name: 'provenance', of: run => run.provenance },
  { name: 'question', of: run => run.question.id },
  { name: 'domain', of: run => run.question.domain },
  { name: 'reference', of: run => run.question.reference.join(' | ') || null },
  { name: 'strategy', of: run => strategyOf(run) },
  { name: 'model', of: (run, row) => row.model ?? (run.settings ? String(run.settings.model) : null) },
  { name: 'round', of: field('round') },
  { name: 'kind', of: field('kind') },
  { name: 'probe', of: field('probe') },
  { name: 'lane', of: field('lane') },
  { name: 'inherited', of: field('inherited') },
  { name: 'status', of: field('status') },
  { name: 'stop_reason', of: field('stopReason') },
  { name: 'calls', of: field('calls') },
  { name: 'attempts', of: field('attempts') },
  { name: 'extracted', of: field('extracted') },
  { name: 'correct', of: field('correct') },
  { name: 'score', of: field('score') },
  { name: 'transition', of: field('transition') },
  { name: 'badges', of: (_run, row) => row.badges.map(({ kind }) => kind).join(' ') || null },
  { name: 'kept_share', of: field('keptShare') },
  { name: 'input_tokens', of: tokens('input') },
  { name: 'output_tokens', of: tokens('output') },
  { name: 'cache_read_tokens', of: tokens('cacheRead') },
  { name: 'cache_write_5m_tokens', of: tokens('cacheWrite5m') },
  { name: 'cache_write_1h_tokens', of: tokens('cacheWrite1h') },
  { name: 'cost_usd', of: field('costUsd') },
  { name: 'without_cache_usd', of: field('withoutCacheUsd') },
  { name: 'saved_usd', of: field('savedUsd') },
  { name: 'at_least', of: field('atLeast') },
  { name: 'seconds', of: field('seconds') },
  { name: 'first_delta_seconds', of: field('firstDeltaSeconds') },
  { name: 'thinking_seconds', of: field('thinkingSeconds') },
  {
    name: 'feedback',
    of: (_run, row) => row.feedback.map(one => `${one.source}: ${one.verdict}`).join('; ') || null,
  },
  { name: 'returned', of: (run, row) => run.returned?.round === row.round && run.returned.lane === row.lane },
  { name: 'outcome', of: run => run.outcome },
  { name: 'rule', of: run => run.rule },
  { name: 'error', of: field('error') },
  { name: 'note', of: field('note') },
  { name: 'prompt', of: field('prompt') },
  { name: 'answer', of: field('answer') },
  { name: 'thinking', of: field('thinking') },
];

/** For the page about exports. */
export const CSV_COLUMNS: readonly string[] = COLUMNS.map(({ name }) => name);

export const csvExporter: Exporter = {
  id: 'csv',
  name: 'its rounds as a table (CSV)',
  extension: '.csv',
  *pieces(input) {
    yield line(CSV_COLUMNS);
    yield rows(input);
  },
  async *together(inputs) {
    yield line(CSV_COLUMNS);
    for await (const input of inputs) yield rows(input);
  },
};

function rows(input: ExportInput): string {
  const run = runRounds(input);
  return run.rounds.map(row => line(COLUMNS.map(({ of }) => of(run, row)))).join('');
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * What spreadsheets take for the beginning of a formula (OWASP, CSV Injection, read 2026-11); some of them
 * pass over white space before it.
 */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function strategyOf({ settings }: RunRounds): Cell {
  const told = settings as { strategy?: { id?: string } } | null;
  return told?.strategy?.id ?? null;
}
