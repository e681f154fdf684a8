/** Accuracy against cost or time as a scatter of dots, the frontier named by letters. Pure. */
import type { Axis, Placed } from '../../report/frontier.ts';
import { createDotCanvas } from '../../text/braille.ts';
import { formatSeconds, formatUsd } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { pointName } from './setting-tables.ts';
import { percent } from './table.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Cells of the labels at the left. */
const LEFT = 8;
const LEAST_ROWS = 6;
const MOST_ROWS = 16;

/**
 * In so many cells and lines; the legend below the plot names the points that nothing beats. Empty where
 * there are fewer than two points.
 */
export function scatterLines(placed: readonly Placed[], axis: Axis, width: number, height: number): string[] {
  if (placed.length < 2) return [];
  const pareto = placed.filter(({ isPareto }) => isPareto).slice(0, LETTERS.length);
  const rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, height - pareto.length - 3));
  const columns = Math.max(10, width - LEFT - 1);
  const canvas = createDotCanvas(columns, rows);
  const x = scaleOf(placed, axis, canvas.dots.width - 1);
  const [low, high] = accuracyRange(placed);
  const y = ({ accuracy }: Placed) =>
    (1 - ((accuracy.share ?? 0) - low) / (high - low)) * (canvas.dots.height - 1);
  for (const [index, point] of pareto.entries()) {
    const next = pareto[index + 1];
    if (!next) break;
    // A staircase: for more money than here and less than there, one has what is here.
    canvas.line(x(point), y(point), x(next), y(point));
    canvas.line(x(next), y(point), x(next), y(next));
  }
  for (const point of placed) canvas.set(x(point), y(point));
  for (const [index, point] of pareto.entries()) canvas.letter(x(point), y(point), LETTERS[index] ?? '*');
  const words = axis === 'usd' ? formatUsd : formatSeconds;
  const values = placed.map(point => point[axis] ?? 0);
  const [least, most] = [words(Math.min(...values)), words(Math.max(...values))];
  const label = (row: number) => (row === 0 ? percent(high) : row === rows - 1 ? percent(low) : '');
  return [
    ...canvas.lines().map((line, row) => `${fit(label(row), LEFT - 1, 'right')} │${line}`),
    `${' '.repeat(LEFT)}└${'─'.repeat(columns)}`,
    `${' '.repeat(LEFT + 1)}${least}${fit(most, Math.max(0, columns - least.length), 'right')}`,
    ...pareto.map(
      (point, index) =>
        `${LETTERS[index]}  ${percent(point.accuracy.share)}  ${words(point[axis] ?? 0)}  ${pointName(point)}`,
    ),
  ];
}

/** By the logarithm where the dearest is many times the cheapest, so that the cheap ones stay apart. */
function scaleOf(placed: readonly Placed[], axis: Axis, most: number): (point: Placed) => number {
  const values = placed.map(point => point[axis] ?? 0);
  const [least, top] = [Math.min(...values), Math.max(...values)];
  const isWide = least > 0 && top / least > 10;
  const on = isWide ? Math.log : (value: number) => value;
  const span = on(top) - on(least);
  return point => (span === 0 ? most / 2 : ((on(point[axis] ?? 0) - on(least)) / span) * most);
}

/** Whole tens of per cent around what is there. */
function accuracyRange(placed: readonly Placed[]): [low: number, high: number] {
  const shares = placed.map(({ accuracy }) => accuracy.share ?? 0);
  const low = Math.floor(Math.min(...shares) * 10) / 10;
  const high = Math.ceil(Math.max(...shares) * 10) / 10;
  return low === high ? [Math.max(0, low - 0.1), Math.min(1, high + 0.1)] : [low, high];
}
