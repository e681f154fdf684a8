/** Where a window on lines stands: offset, following, percent. Pure arithmetic; knows no lines. */

export interface Scroll {
  /** The first visible line while not following. */
  readonly offset: number;
  /** The window stays at the end while lines are added. */
  readonly follow: boolean;
}

/** How many lines there are, and how many are visible. */
export interface Extent {
  readonly total: number;
  readonly height: number;
}

export const AT_TOP: Scroll = { offset: 0, follow: false };
export const FOLLOWING: Scroll = { offset: 0, follow: true };

/** The first line to draw. */
export function offsetOf(scroll: Scroll, extent: Extent): number {
  const last = lastOffset(extent);
  return scroll.follow ? last : Math.min(last, Math.max(0, scroll.offset));
}

/** Moved by so many lines, up when negative. Going up ends following, reaching the end begins it. */
export function scrollBy(scroll: Scroll, lines: number, extent: Extent): Scroll {
  if (lines === 0) return scroll;
  const last = lastOffset(extent);
  const offset = Math.min(last, Math.max(0, offsetOf(scroll, extent) + lines));
  // Where everything is visible there is nothing to go up to.
  return { offset, follow: lines > 0 ? scroll.follow || offset === last : scroll.follow && last === 0 };
}

/** Moved by so many pages. A line of the page before stays visible. */
export function scrollPages(scroll: Scroll, pages: number, extent: Extent): Scroll {
  return scrollBy(scroll, pages * Math.max(1, extent.height - 1), extent);
}

export function toBottom(extent: Extent): Scroll {
  return { offset: lastOffset(extent), follow: true };
}

/** How much has been seen, 0 to 100; 100 when everything is visible. */
export function percent(scroll: Scroll, extent: Extent): number {
  const last = lastOffset(extent);
  return last === 0 ? 100 : Math.floor((offsetOf(scroll, extent) / last) * 100);
}

/** Lines below the window. */
export function linesBelow(scroll: Scroll, extent: Extent): number {
  return Math.max(0, extent.total - offsetOf(scroll, extent) - extent.height);
}

function lastOffset({ total, height }: Extent): number {
  return Math.max(0, total - Math.max(0, height));
}
