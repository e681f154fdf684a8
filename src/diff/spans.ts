/** Stretches of two lists laid side by side, the same or changed. Knows neither text nor how they were found. */
import type { Block } from './matching.ts';

/** Items `oldFrom` (included) to `oldTo` (excluded) of one list stand beside those of the other. */
export interface Area {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Spans of one area lie end to end on both sides. */
export interface Span extends Area {
  readonly same: boolean;
}

/** The whole area as spans, by turns changed and same; `blocks` count from the area's beginning. */
export function spansOf(blocks: readonly Block[], area: Area): Span[] {
  const spans: Span[] = [];
  let oldAt = area.oldFrom;
  let newAt = area.newFrom;
  const changeUpTo = (oldTo: number, newTo: number) => {
    if (oldTo > oldAt || newTo > newAt) {
      spans.push({ same: false, oldFrom: oldAt, oldTo, newFrom: newAt, newTo });
    }
  };
  for (const block of blocks) {
    const oldFrom = area.oldFrom + block.oldFrom;
    const newFrom = area.newFrom + block.newFrom;
    changeUpTo(oldFrom, newFrom);
    oldAt = oldFrom + block.length;
    newAt = newFrom + block.length;
    spans.push({ same: true, oldFrom, oldTo: oldAt, newFrom, newTo: newAt });
  }
  changeUpTo(area.oldTo, area.newTo);
  return spans;
}

export function isReplacement(area: Area): boolean {
  return area.oldTo > area.oldFrom && area.newTo > area.newFrom;
}
