/** A table of the report in so many cells: the first column stays, the others move with the cursor. Pure. */
import type { Cell, Table } from '../../plain/report/table.ts';
import { fit } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { fitLine, type Line, type StyledSpan, span } from '../line.ts';
import type { Role } from '../theme.ts';

export interface TableLook {
  /** Cells. */
  readonly width: number;
  /** The cell under the cursor. */
  readonly row: number;
  readonly column: number;
  /** The first row that is drawn, and how many are. */
  readonly top: number;
  readonly rows: number;
}

/** The headings, and the rows that are in sight. */
export function tableRows(table: Table, look: TableLook): Line[] {
  const shown = columnsFor(table, look.column, look.width - LEAD);
  const last = shown.at(-1)?.index ?? 0;
  const head = shown.flatMap(({ index, width }): StyledSpan[] => {
    const { label, align } = table.columns[index] ?? { label: '' };
    return [span(gapBefore(shown, index)), span(fit(label, width, align), 'label')];
  });
  const more = last < table.columns.length - 1 ? [span(' ›', 'muted')] : [];
  const rows = table.rows.slice(look.top, look.top + look.rows).map((cells, offset) => {
    const isSelected = look.top + offset === look.row;
    return fitLine(
      [
        span(isSelected ? '▌ ' : '  ', 'accent'),
        ...shown.flatMap(({ index, width }): StyledSpan[] => {
          const one = cells[index];
          const role = isSelected && index === look.column ? 'selection' : roleOf(one, index, isSelected);
          const drawn = fit(one?.text ?? '', width, table.columns[index]?.align);
          return [span(gapBefore(shown, index)), span(drawn, role)];
        }),
      ],
      look.width,
    );
  });
  return [[span('  '), ...head, ...more], ...rows];
}

const LEAD = 2;
const GAP = '  ';
/** Of the room, so much is for what the rows are called. */
const NAME_SHARE = 0.6;
/** A column that does not end here is begun where there is room for so much of it. */
const LEAST_PART = 10;
const WIDEST = 60;

interface Shown {
  readonly index: number;
  readonly width: number;
}

/** Between what stays and what has moved under it stands a sign. */
function gapBefore(shown: readonly Shown[], index: number): string {
  const at = shown.findIndex(one => one.index === index);
  if (at <= 0) return '';
  return shown[at - 1]?.index === index - 1 ? GAP : '‹ ';
}

const measured = new WeakMap<Table, readonly number[]>();

function widthsOf(table: Table): readonly number[] {
  const known = measured.get(table);
  if (known) return known;
  const widths = table.columns.map(({ label }, column) =>
    table.rows.reduce((most, row) => Math.max(most, textWidth(row[column]?.text ?? '')), textWidth(label)),
  );
  measured.set(table, widths);
  return widths;
}

/** A first column of signs has the name of its row behind it. */
function columnsThatStay(widths: readonly number[]): number {
  return (widths[0] ?? 0) <= 1 && widths.length > 1 ? 2 : 1;
}

function columnsFor(table: Table, selected: number, room: number): Shown[] {
  const widths = widthsOf(table);
  const stay = columnsThatStay(widths);
  const isAlone = widths.length <= stay;
  const most = isAlone ? room : Math.floor(room * NAME_SHARE);
  const kept = widths.slice(0, stay).map((width, index) => ({ index, width: Math.min(width, most) }));
  const used = kept.reduce((sum, { width }, index) => sum + width + (index > 0 ? GAP.length : 0), 0);
  const left = room - used;
  const wide = (index: number) => GAP.length + Math.min(WIDEST, widths[index] ?? 0);
  let from = stay;
  const sum = (to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => wide(from + at)).reduce((a, b) => a + b, 0);
  while (from < selected && sum(selected) > left - MORE) from++;
  return [...kept, ...movingColumns(widths, from, left)];
}

/** Room for the sign that there are more. */
const MORE = 2;

function movingColumns(widths: readonly number[], from: number, room: number): Shown[] {
  const shown: Shown[] = [];
  let left = room;
  for (let index = from; index < widths.length; index++) {
    const whole = Math.min(WIDEST, widths[index] ?? 0);
    const isLast = index === widths.length - 1;
    const free = left - GAP.length - (isLast ? 0 : MORE);
    if (whole > free) {
      if (free >= LEAST_PART || shown.length === 0) shown.push({ index, width: Math.max(1, free) });
      break;
    }
    shown.push({ index, width: whole });
    left -= GAP.length + whole;
  }
  return shown;
}

const UNKNOWN = /^(?:–|unknown|undecided|not observable)/;

function roleOf(one: Cell | undefined, index: number, isSelected: boolean): Role {
  const text = one?.text ?? '';
  if (text.startsWith('better')) return 'good';
  if (text.startsWith('worse')) return 'bad';
  if (text === '●') return 'accent';
  if (UNKNOWN.test(text)) return 'muted';
  return index === 0 || isSelected ? 'strong' : 'text';
}
