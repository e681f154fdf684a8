/** Which stretches of two texts stand in the same place, by their diff. Knows nothing of what the stretches are. */
import type { Part } from './parts.ts';
import type { Area } from './spans.ts';

export interface Placed {
  readonly start: number;
  readonly end: number;
}

/**
 * Pairs of indexes: the old stretch and the new one that was put in its place. A pair is made where a
 * change takes in as many of the one as of the other, one of each, or several if little else changed there.
 * Both lists are in the order of their texts. Of the changes, those are passed over whose texts
 * `isTelling` refuses.
 */
export function inSamePlace(
  parts: readonly Part[],
  olds: readonly Placed[],
  news: readonly Placed[],
  isTelling: (oldText: string, newText: string, pairs: number) => boolean,
): [number, number][] {
  const pairs: [number, number][] = [];
  const [takenOld, takenNew] = [new Set<number>(), new Set<number>()];
  for (const { area, removed, added } of changesIn(parts)) {
    const from = touching(olds, area.oldFrom, area.oldTo);
    const to = touching(news, area.newFrom, area.newTo);
    if (from.length === 0 || from.length !== to.length) continue;
    if (!isTelling(removed, added, from.length)) continue;
    from.forEach((old, index) => {
      const next = to[index] ?? 0;
      if (takenOld.has(old) || takenNew.has(next)) return;
      takenOld.add(old);
      takenNew.add(next);
      pairs.push([old, next]);
    });
  }
  return pairs;
}

interface Change {
  readonly area: Area;
  readonly removed: string;
  readonly added: string;
}

/** Removed and added parts that stand together, counted in characters. */
function changesIn(parts: readonly Part[]): Change[] {
  const changes: Change[] = [];
  let [old, next] = [0, 0];
  let open: { oldFrom: number; newFrom: number; removed: string; added: string } | undefined;
  const close = () => {
    if (open) {
      const { oldFrom, newFrom, removed, added } = open;
      changes.push({ area: { oldFrom, oldTo: old, newFrom, newTo: next }, removed, added });
    }
    open = undefined;
  };
  for (const { kind, text, oldText } of parts) {
    if (kind === 'same') {
      close();
      old += (oldText ?? text).length;
      next += text.length;
      continue;
    }
    open ??= { oldFrom: old, newFrom: next, removed: '', added: '' };
    open[kind] += text;
    if (kind === 'removed') old += text.length;
    else next += text.length;
  }
  close();
  return changes;
}

/** The indexes of those that a stretch takes in or cuts; an empty stretch cuts what it stands inside of. */
function touching(list: readonly Placed[], from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = firstEndingAfter(list, from); index < list.length; index++) {
    const place = list[index];
    if (!place || place.start > to || (place.start === to && from < to)) break;
    found.push(index);
  }
  return found;
}

/** Binary search: the lists may be long, and so may the list of changes. */
function firstEndingAfter(list: readonly Placed[], offset: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
