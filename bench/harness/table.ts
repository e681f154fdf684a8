/** The table that `npm run bench` prints. Pure. */
import { fit } from '../../src/text/pad.ts';
import { textWidth } from '../../src/text/width.ts';
import type { Change } from './baseline.ts';
import type { Result, Verdict } from './result.ts';

export interface Row extends Result {
  readonly change: Change;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  unsteady: 'holds, not in each run',
  broken: 'BROKEN',
  watched: '-',
};

const HEAD = ['what', 'against', 'bound', 'median', 'min..max', 'verdict', 'against the baseline'];
const RIGHT = new Set([2, 3, 4]);

export function tableOf(rows: readonly Row[]): string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map(row => textWidth(row[column] ?? ''))));
  return cells.map(row =>
    row
      .map((cell, column) => fit(cell, widths[column] ?? 0, RIGHT.has(column) ? 'right' : 'left'))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ what, against, bound, direction, median, min, max, verdict, change }: Row): string[] {
  return [
    what,
    against,
    bound === undefined ? '-' : `${direction} ${digits(bound)}`,
    digits(median),
    `${digits(min)}..${digits(max)}`,
    VERDICTS[verdict],
    changeWords(change),
  ];
}

export function changeWords(change: Change): string {
  if (change.kind === 'new') return 'not in it';
  if (change.kind === 'too few') return 'too few runs to say';
  const place = change.elsewhere ? ', which is of another machine' : '';
  if (change.kind === 'same') return `within its spread${place}`;
  return `${change.kind}: ${digits(change.factor)} of it${place}`;
}

/** Three digits that count, and no exponent. */
export function digits(ratio: number): string {
  if (ratio >= 100) return ratio.toFixed(0);
  return String(Number(ratio.toPrecision(3)));
}

/** What a reader has to know of: bounds that are broken, and what is worse than it was. */
export function remarksOn(rows: readonly Row[]): string[] {
  return rows.flatMap(row => {
    const { what, bench, direction, bound, median, min, max, change } = row;
    const name = `${what} (${bench})`;
    return [
      ...(row.verdict === 'broken' && bound !== undefined
        ? [`Broken: ${name} is ${digits(median)}, and should be ${direction} ${digits(bound)}.`]
        : []),
      ...(change.kind === 'worse'
        ? [
            `Worse than the baseline: ${name} is ${digits(median)} (${digits(min)}..${digits(max)}), ${digits(change.factor)} of what it was.`,
          ]
        : []),
    ];
  });
}
