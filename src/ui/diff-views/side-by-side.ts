/**
 * The diff in two columns: the old text on the left, the new one on the right, with a thin wall
 * between. Pure; the only memory is of rows laid out before.
 */
import { type FacingLine, type FacingRow, facingRows, isUnchanged } from '../../diff/facing.ts';
import { foldAround } from '../../diff/folding.ts';
import type { Part } from '../../diff/parts.ts';
import { EMPTY, fitLine, type Line, span } from '../line.ts';
import { FEW_BLANKS, foldMark, withoutBlankEdges } from './folds.ts';
import type { LaidRows } from './laid-rows.ts';
import { type MarkedLine, type SignedLine, signedLines, signSpan } from './marked-lines.ts';

export interface SideBySideOptions {
  readonly width: number;
  readonly context?: number;
  readonly growing?: boolean;
  /** What stands over the two columns. */
  readonly heads: readonly [old: string, next: string];
  /** Words at the end of the left column. */
  readonly foot: Line;
}

/** Narrower than this, two columns have too few words in a line to be read. */
export const LEAST_WIDTH = 100;

export function sideBySideLines(
  parts: readonly Part[],
  options: SideBySideOptions,
  laid: LaidRows<MarkedLine>,
): MarkedLine[] {
  const rows = facingRows(parts);
  const { width, context, growing = false, heads, foot } = options;
  const lay = (row: FacingRow) => laid.of(keyOf(row, width), () => rowLines(row, width));
  const matters = (row: FacingRow, index: number) =>
    !isUnchanged(row) || (growing && index === rows.length - 1);
  const stretches =
    context === undefined ? [{ shown: true, items: rows }] : foldAround(rows, matters, context);
  const body = stretches.flatMap(({ shown, items }) =>
    shown ? items.flatMap(lay) : folded(items, lay, width),
  );
  const head = beside(
    { sign: ' ', content: [span(heads[0], 'label')] },
    { sign: ' ', content: [span(heads[1], 'label')] },
    width,
  );
  const end = foot.length === 0 ? [] : [beside(NOTHING, NOTHING, width), ...footLines(foot, width)];
  return [head, beside(NOTHING, NOTHING, width), ...body, ...end];
}

function folded(
  rows: readonly FacingRow[],
  lay: (row: FacingRow) => MarkedLine[],
  width: number,
): MarkedLine[] {
  const { before, core, after, dropped } = withoutBlankEdges(rows, isBlank);
  const isFew = dropped <= FEW_BLANKS;
  const lines = core.reduce((sum, { old, next }) => sum + Math.max(old.length, next.length), 0);
  const all = lines > 2 || !isFew ? undefined : core.flatMap(lay);
  const middle = all && all.length <= 2 ? all : [foldMark(lines + dropped, SIDE_MARGIN, width)];
  return [...before, ...(core.length > 0 || !isFew ? [undefined] : []), ...after].flatMap(row =>
    row ? lay(row) : middle,
  );
}

function isBlank({ old, next }: FacingRow): boolean {
  return [...old, ...next].every(({ spans }) => spans.length === 0);
}

const WALL = span(' │ ', 'rule');
/** The sign and a space. */
const SIDE_MARGIN = 2;

/** Cells for the text of the left column and of the right one. */
function columns(width: number): [left: number, right: number] {
  const room = width - 2 * SIDE_MARGIN - 3;
  return [Math.floor(room / 2), Math.ceil(room / 2)];
}

const NOTHING: SignedLine = { sign: ' ', content: EMPTY };

function rowLines({ old, next }: FacingRow, width: number): MarkedLine[] {
  const [left, right] = columns(width);
  const [olds, news] = [sideLines(old, left), sideLines(next, right)];
  return Array.from({ length: Math.max(olds.length, news.length) }, (_, index) =>
    beside(olds[index] ?? NOTHING, news[index] ?? NOTHING, width),
  );
}

function sideLines(lines: readonly FacingLine[], width: number): SignedLine[] {
  return lines.flatMap(({ spans, margin }) => signedLines(spans, margin, width));
}

function beside(old: SignedLine, next: SignedLine, width: number): MarkedLine {
  const [left] = columns(width);
  const right = next.sign === ' ' && next.content.length === 0 ? [] : [signSpan(next.sign, SIDE_MARGIN)];
  return {
    line: [signSpan(old.sign, SIDE_MARGIN), ...fitLine(old.content, left), WALL, ...right, ...next.content],
    changed: old.sign !== ' ' || next.sign !== ' ',
  };
}

function footLines(foot: Line, width: number): MarkedLine[] {
  return [beside({ sign: ' ', content: foot }, NOTHING, width)];
}

function keyOf({ old, next }: FacingRow, width: number): string {
  const side = (lines: readonly FacingLine[]) =>
    lines
      .map(
        ({ margin, spans }) => margin + spans.map(({ kind, text }) => `${kind}\u0001${text}`).join('\u0000'),
      )
      .join('\u0002');
  return `${width} ${side(old)}\u0003${side(next)}`;
}
