/** How a stretch that is not shown looks. Knows nothing of what is in it. */
import { formatCount } from '../../text/numbers.ts';
import { clip, span } from '../line.ts';
import { type MarkedLine, unmarked } from './marked-lines.ts';

/** `···  12 lines as before`, behind a margin of so many cells. */
export function foldMark(lines: number, margin: number, width: number): MarkedLine {
  const words = `···  ${formatCount(lines)} ${lines === 1 ? 'line' : 'lines'} as before`;
  return unmarked(clip([span(' '.repeat(margin)), span(words, 'muted')], width));
}

export interface Trimmed<T> {
  /** The blank line before the core, if any; the whole list has no core when all of it is blank. */
  readonly before: readonly T[];
  readonly core: readonly T[];
  readonly after: readonly T[];
  /** How many blank ones were left out. */
  readonly dropped: number;
}

/** More blank lines than these are not passed over in silence. */
export const FEW_BLANKS = 3;

/** A list with the blank items at its ends set apart, one at most on each side. */
export function withoutBlankEdges<T>(items: readonly T[], isBlank: (item: T) => boolean): Trimmed<T> {
  const from = items.findIndex(item => !isBlank(item));
  if (from < 0)
    return { before: items.slice(0, 1), core: [], after: [], dropped: Math.max(0, items.length - 1) };
  const to = items.findLastIndex(item => !isBlank(item)) + 1;
  const before = items.slice(0, Math.min(1, from));
  const after = items.slice(to, to + 1);
  const dropped = from - before.length + (items.length - to - after.length);
  return { before, core: items.slice(from, to), after, dropped };
}
