/** Bars of one line's height, in half cells. Pure; knows no tokens and no theme. */
import type { Span } from '../../text/wrap.ts';
import type { Role } from '../theme.ts';

export interface BarSegment {
  readonly role: Role;
  /** Not negative. */
  readonly value: number;
}

/**
 * Segments one behind the other. `scale` is the value that fills `width` cells, the same for all
 * bars that are to be compared. A segment that is not zero has a cell at least (the last one half a
 * cell), so that it is seen; what is taken for that is taken from the longest.
 */
export function bar(segments: readonly BarSegment[], scale: number, width: number): Span<Role>[] {
  const seen = segments.filter(({ value }) => value > 0);
  if (!(scale > 0) || width < 1) return [];
  const sizes = squeezed(sizesOf(seen, width / scale), Math.floor(width));
  return seen.flatMap(({ role }, index): Span<Role>[] => {
    const size = sizes[index] ?? 0;
    const text = '━'.repeat(Math.floor(size)) + (Number.isInteger(size) ? '' : '╸');
    return text === '' ? [] : [{ text, style: role }];
  });
}

/** A share of 0..1 as a bar in exactly `width` cells, the rest as a rule. */
export function gauge(share: number, role: Role, width: number): Span<Role>[] {
  const cells = Math.max(0, Math.floor(width));
  const filled = bar([{ role, value: Math.min(1, Math.max(0, share)) }], 1, cells);
  const rest = cells - filled.reduce((sum, span) => sum + span.text.length, 0);
  return rest > 0 ? [...filled, { text: '━'.repeat(rest), style: 'rule' }] : filled;
}

/** Cells of each segment: the ends of all but the last are whole, so that two colours never share a cell. */
function sizesOf(segments: readonly BarSegment[], cellsPerUnit: number): number[] {
  let exact = 0;
  let end = 0;
  return segments.map(({ value }, index) => {
    exact += value * cellsPerUnit;
    const last = index === segments.length - 1;
    const next = last ? Math.max(end + 0.5, Math.round(exact * 2) / 2) : Math.max(end + 1, Math.round(exact));
    const size = next - end;
    end = next;
    return size;
  });
}

/** No longer than `width` together: the longest give first, and the last go when there is no room at all. */
function squeezed(sizes: readonly number[], width: number): number[] {
  const result = [...sizes];
  let over = result.reduce((sum, size) => sum + size, 0) - width;
  while (over > 0) {
    const longest = Math.max(...result);
    const place = longest > 1 ? result.lastIndexOf(longest) : result.findLastIndex(size => size > 0);
    const taken = longest > 1 ? Math.min(1, over, longest - 1) : (result[place] ?? 0);
    result[place] = (result[place] ?? 0) - taken;
    over -= taken;
  }
  // A half cell is only for the end of the bar.
  const lastDrawn = result.findLastIndex(size => size > 0);
  return result.map((size, index) => (index === lastDrawn ? size : Math.floor(size)));
}
