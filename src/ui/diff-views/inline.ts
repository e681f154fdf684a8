/** The diff in one column: the new text, with what was removed where it stood. Pure; the only memory is of rows laid out before. */
import { elided } from '../../diff/elision.ts';
import { foldAround } from '../../diff/folding.ts';
import { type Row, rowsOf } from '../../diff/hunks.ts';
import type { Part } from '../../diff/parts.ts';
import { FEW_BLANKS, foldMark, withoutBlankEdges } from './folds.ts';
import type { LaidRows } from './laid-rows.ts';
import { MARGIN, type MarkedLine, remark, signedLines, withMargin } from './marked-lines.ts';

export interface InlineOptions {
  readonly width: number;
  /** Unchanged lines left on each side of a change; without it nothing is folded. */
  readonly context?: number;
  /** Of a changed line, the unchanged words left on each side of a change. Default: all. */
  readonly words?: number;
  /** A line of these words is a remark, not text. */
  readonly remark?: string;
  /** The text is still being written: its end is always shown. */
  readonly growing?: boolean;
}

export function inlineLines(
  parts: readonly Part[],
  options: InlineOptions,
  laid: LaidRows<MarkedLine>,
): MarkedLine[] {
  const rows = rowsOf(parts);
  const { context, growing = false } = options;
  const lay = (row: Row) => laid.of(keyOf(row, options), () => rowLines(row, options));
  if (context === undefined) return rows.flatMap(lay);
  // A remark stands for what is shown elsewhere: nobody knows that it is as before.
  const matters = (row: Row, index: number) =>
    row.margin !== ' ' || isRemark(row, options) || (growing && index === rows.length - 1);
  return foldAround(rows, matters, context).flatMap(({ shown, items }) => {
    return shown ? items.flatMap(lay) : folded(items, lay, context > 0, options.width);
  });
}

/** A fold, with the blank lines at its ends if there is `air`; or the rows themselves when they take no more room. */
function folded(
  rows: readonly Row[],
  lay: (row: Row) => MarkedLine[],
  air: boolean,
  width: number,
): MarkedLine[] {
  const { before, core, after, dropped } = withoutBlankEdges(rows, row => row.spans.length === 0);
  const hidden = core.length + dropped;
  if (core.length === 0 && dropped <= FEW_BLANKS) return before.flatMap(lay);
  const few = core.length > 2 || dropped > FEW_BLANKS ? [] : core.flatMap(lay);
  const fits = few.length > 0 && few.length <= (air ? 2 : 1);
  const middle = fits ? few : [foldMark(air ? hidden : rows.length, MARGIN, width)];
  return air ? [...before.flatMap(lay), ...middle, ...after.flatMap(lay)] : middle;
}

function isRemark({ spans }: Row, options: InlineOptions): boolean {
  return options.remark !== undefined && spans.length === 1 && spans[0]?.text === options.remark;
}

function rowLines(row: Row, options: InlineOptions): MarkedLine[] {
  if (isRemark(row, options)) return [remark(options.remark ?? '', options.width)];
  const { width, words } = options;
  const spans = words === undefined || row.margin !== '~' ? row.spans : elided(row, words);
  return signedLines(spans, row.margin, width - MARGIN).map(withMargin);
}

function keyOf({ margin, spans }: Row, { width, words }: InlineOptions): string {
  return `${width} ${words} ${margin}${spans.map(({ kind, text }) => `\u0000${kind}\u0001${text}`).join('')}`;
}
