/** Pairs of two lists, in order, of the greatest worth together. Knows nothing of what is paired. */

/** What stands beside what; a side that is `undefined` has no counterpart. */
export type OrderedPair = readonly [old: number | undefined, next: number | undefined];

/** Comparing everything with everything is quadratic; in pieces of so many items it is linear. */
const ITEMS_AT_ONCE = 64;

/**
 * Every item of both lists once and in order, paired where that is worth more than nothing; what is
 * gone before what came. Of long lists, only items at about the same place are paired.
 */
export function orderedPairs(
  oldCount: number,
  newCount: number,
  worth: (old: number, next: number) => number,
): OrderedPair[] {
  const pairs: OrderedPair[] = [];
  for (let from = 0; from < Math.max(oldCount, newCount); from += ITEMS_AT_ONCE) {
    const to = from + ITEMS_AT_ONCE;
    pairs.push(...pairsOf([from, Math.min(to, oldCount)], [from, Math.min(to, newCount)], worth));
  }
  return pairs;
}

type Range = readonly [from: number, to: number];

/** By dynamic programming from the end: `total(i, j)` is what the items from there on are worth. */
function pairsOf(
  [oldFrom, oldTo]: Range,
  [newFrom, newTo]: Range,
  worth: (old: number, next: number) => number,
): OrderedPair[] {
  const [height, width] = [Math.max(0, oldTo - oldFrom), Math.max(0, newTo - newFrom)];
  const totals = new Float64Array((height + 1) * (width + 1));
  const total = (i: number, j: number) => totals[i * (width + 1) + j] ?? 0;
  const paired = (i: number, j: number) => {
    const value = worth(oldFrom + i, newFrom + j);
    return value > 0 ? value + total(i + 1, j + 1) : 0;
  };
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      totals[i * (width + 1) + j] = Math.max(paired(i, j), total(i + 1, j), total(i, j + 1));
    }
  }
  const pairs: OrderedPair[] = [];
  for (let [i, j] = [0, 0]; i < height || j < width; ) {
    const isPair = i < height && j < width && total(i, j) > 0 && paired(i, j) === total(i, j);
    const goesAlone = !isPair && i < height && (j === width || total(i + 1, j) === total(i, j));
    pairs.push([isPair || goesAlone ? oldFrom + i : undefined, goesAlone ? undefined : newFrom + j]);
    if (isPair || goesAlone) i++;
    if (!goesAlone) j++;
  }
  return pairs;
}
