/** Where in a long text one is: the match, the change, the percentage. Pure. */
import { formatCount } from '../../text/numbers.ts';
import { type Extent, linesBelow, offsetOf, percent, type Scroll } from '../widgets/scroll.ts';

/** `match 3 of 17`, when that many were found of a query; empty while there is none. */
export function matchCount(query: string, found: number, current: number | undefined): string {
  if (query.trim() === '') return '';
  if (found === 0) return 'no match';
  if (current !== undefined && current < found) {
    return `match ${formatCount(current + 1)} of ${formatCount(found)}`;
  }
  return `${formatCount(found)} ${found === 1 ? 'match' : 'matches'}`;
}

/** `↓ 40 %`; empty when everything is in sight. */
export function percentWords(scroll: Scroll, extent: Extent): string {
  if (extent.total <= extent.height) return '';
  return `${linesBelow(scroll, extent) > 0 ? '↓ ' : ''}${percent(scroll, extent)} %`;
}

/** `change 3 of 17`: the last one that begins in the line one reads or above, which is so far below the top. */
export function changeCount(
  changes: readonly number[],
  scroll: Scroll,
  extent: Extent,
  linesAbove: number,
): string {
  if (changes.length < 2 || extent.total <= extent.height) return '';
  const reading = offsetOf(scroll, extent) + linesAbove;
  const above = changes.filter(line => line <= reading).length;
  return `change ${formatCount(Math.max(1, above))} of ${formatCount(changes.length)}`;
}
