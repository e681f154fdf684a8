/** Repeatable numbers: the same seed gives the same numbers on every machine and in every version. */

/** The next number, 0 <= n < 1. */
export type Random = () => number;

/**
 * Mulberry32 (Tommy Ettinger, 2017), started from the FNV-1a hash of the seed's text. Of 32 bits:
 * for drawing questions, not for secrets.
 */
export function createRandom(seed: string): Random {
  let state = fnv1a(seed);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function drawWhole(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of a list that is not empty. */
export function drawOne<T>(random: Random, [first, ...rest]: readonly [T, ...T[]]): T {
  return rest[drawWhole(random, 0, rest.length) - 1] ?? first;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
