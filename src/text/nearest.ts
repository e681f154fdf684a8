/** The known name that somebody may have meant. Pure. */

/** So near that it may be a slip of the fingers; `undefined` where none is. */
export function nearest<const N extends string>(name: string, known: readonly N[]): N | undefined {
  const slips = known.map(one => ({ one, distance: editDistance(name, one) }));
  const [best] = slips.toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.ceil(best.one.length / 3) ? best.one : undefined;
}

/** Letters to put in, to take out and to change (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  // A name that is much longer is near to none.
  for (const [i, letter] of [...a.slice(0, 2 * b.length + 1)].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const same = letter === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
