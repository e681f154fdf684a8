/** The last few things that were made, to be found again by what they were made of. Knows nothing of what they are. */

export interface Recent<K, V> {
  /** What was made of this before, or what is made of it now; the one not asked for longest is forgotten. */
  of(made: K, make: () => V): V;
}

/** Keys are compared one with another, so `size` should be small. */
export function createRecent<K, V>(size: number, isSame: (a: K, b: K) => boolean): Recent<K, V> {
  let kept: { readonly key: K; readonly value: V }[] = [];
  return {
    of(key, make) {
      const known = kept.find(one => isSame(one.key, key)) ?? { key, value: make() };
      kept = [known, ...kept.filter(one => one !== known)].slice(0, size);
      return known.value;
    },
  };
}
