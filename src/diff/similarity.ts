/** How much two groups of words share, whatever their order. Knows nothing of sentences and of pairs. */
import type { Token } from './tokens.ts';

/** The distinct tokens of a group. */
export interface Bag {
  readonly entries: readonly Entry[];
  /** The weight of all tokens, repeated ones included. */
  readonly total: number;
}

interface Entry {
  readonly id: number;
  readonly weight: number;
  count: number;
}

export function bagOf(tokens: readonly Token[]): Bag {
  const entries = new Map<number, Entry>();
  let total = 0;
  for (const { id, weight } of tokens) {
    total += weight;
    const entry = entries.get(id);
    if (entry) entry.count++;
    else entries.set(id, { id, weight, count: 1 });
  }
  return { entries: [...entries.values()], total };
}

/** What two bags share of both, 0..1; 0 when both are empty. */
export function similarity(common: number, a: Bag, b: Bag): number {
  return a.total + b.total === 0 ? 0 : (2 * common) / (a.total + b.total);
}

/** Many bags that are compared with one at a time: only the words they share cost anything. */
export class BagIndex {
  readonly #places = new Map<number, { bag: number; count: number }[]>();
  readonly #size: number;

  constructor(bags: readonly (Bag | undefined)[]) {
    this.#size = bags.length;
    bags.forEach((bag, index) => {
      for (const { id, count } of bag?.entries ?? []) {
        const place = { bag: index, count };
        const places = this.#places.get(id);
        if (places) places.push(place);
        else this.#places.set(id, [place]);
      }
    });
  }

  /** The weight that each bag of the index has in common with this one. */
  commonWith(bag: Bag): Float64Array {
    const common = new Float64Array(this.#size);
    for (const { id, weight, count } of bag.entries) {
      for (const place of this.#places.get(id) ?? []) {
        common[place.bag] = (common[place.bag] ?? 0) + weight * Math.min(count, place.count);
      }
    }
    return common;
  }
}
