/** A table of the report, before it is lines, Markdown, CSV, a page or a screen. */
import type { Proportion } from '../../analysis/statistics/proportion.ts';
import type { RunRow } from '../../report/row.ts';
import type { Align } from '../../text/pad.ts';

export interface Table {
  /** `rounds`, `transitions`, ... */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Sentences that belong to it. */
  readonly notes: readonly string[];
}

export interface Column {
  readonly label: string;
  readonly align?: Align;
}

export interface Cell {
  readonly text: string;
  /** Finds the runs behind it: most cells are only read. */
  readonly runs?: () => readonly RunRow[];
  /** The round that it is about. */
  readonly round?: number;
  /** 0..1, for whoever draws it. */
  readonly share?: number | undefined;
}

export function cell(text: string, more: Omit<Cell, 'text'> = {}): Cell {
  return { text, ...more };
}

/** `59.5 %`, one decimal throughout so that a column can be read down. */
export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** `294 of 494`, `59.5 %`, `55.1 to 63.8`: the count always stands beside the percentage. */
export function proportionCells(one: Proportion, more: Omit<Cell, 'text' | 'share'> = {}): Cell[] {
  return [
    cell(`${one.successes} of ${one.of}`, more),
    cell(percent(one.share), { ...more, share: one.share }),
    cell(intervalWords(one)),
  ];
}

export function intervalWords({ of, low, high }: Proportion): string {
  return of === 0 ? '–' : `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)}`;
}

export const PROPORTION_COLUMNS: readonly Column[] = [
  { label: 'right', align: 'right' },
  { label: 'share', align: 'right' },
  { label: '95 % interval', align: 'right' },
];

/** `p < 0.001`, `p = 0.27`. */
export function pWords(p: number): string {
  if (p < 0.001) return 'p < 0.001';
  return `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;
}

/** `one run`, `12 runs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count.toLocaleString('en-US')} ${many}`;
}
