/** Which stretches of a list need not be shown, because nothing in or near them matters. Knows neither rows nor screens. */

/** Items that are shown or that may be folded away, by turns; never empty. */
export interface Stretch<T> {
  readonly shown: boolean;
  readonly items: readonly T[];
}

/** The list as stretches: what matters is shown with `context` items before and after it. */
export function foldAround<T>(
  items: readonly T[],
  matters: (item: T, index: number) => boolean,
  context: number,
): Stretch<T>[] {
  const near = items.map(() => false);
  let reach = -1;
  items.forEach((item, index) => {
    if (matters(item, index)) {
      near.fill(true, Math.max(0, index - context), index + 1);
      reach = index + context;
    } else if (index <= reach) near[index] = true;
  });
  const stretches: Stretch<T>[] = [];
  for (let from = 0; from < items.length; ) {
    const shown = near[from] === true;
    let to = from;
    while (to < items.length && near[to] === shown) to++;
    stretches.push({ shown, items: items.slice(from, to) });
    from = to;
  }
  return stretches;
}
