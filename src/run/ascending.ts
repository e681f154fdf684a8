/** Looking things up in lists whose values never go down. */

/** How many of the items, from the first on, have a value that is not above the limit. */
export function countUpTo<T>(items: readonly T[], limit: number, read: (item: T) => number): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (read(items[middle] as T) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
