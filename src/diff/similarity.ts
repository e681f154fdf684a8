/** How much two groups of words share, whatever their order. Knows nothing of sentences and of pairs. */
import type { Token } from './tokens.ts';

/** The distinct tokens of a group. */
export interface Bag {
  /** What all tokens of an id weigh together. */
  readonly weights: ReadonlyMap<number, number>;
  readonly total: number;
}

export function bagOf(tokens: readonly Token[], from: number, to: number): Bag {
  const weights = new Map<number, number>();
  let total = 0;
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (!token) break;
    total += token.weight;
    weights.set(token.id, (weights.get(token.id) ?? 0) + token.weight);
  }
  return { weights, total };
}

/** The weight that two bags have in common; 0 where there is only one of them. */
export function commonOf(a: Bag | undefined, b: Bag | undefined): number {
  if (!a || !b) return 0;
  if (a.weights.size > b.weights.size) return commonOf(b, a);
  let common = 0;
  for (const [id, weight] of a.weights) common += Math.min(weight, b.weights.get(id) ?? 0);
  return common;
}

/** What two bags share, of the weight of both: 0..1; 0 when both are empty. */
export function similarity(common: number, total: number): number {
  return total === 0 ? 0 : (2 * common) / total;
}

/** Many bags that are compared with one at a time: only the words they share cost anything. */
export class BagIndex {
  /** By the id of a token: which bags have it, each followed by its weight there. */
  readonly #places = new Map<number, number[]>();
  readonly #size: number;

  constructor(bags: readonly Bag[]) {
    this.#size = bags.length;
    bags.forEach((bag, index) => {
      for (const [id, weight] of bag.weights) {
        const places = this.#places.get(id);
        if (places) places.push(index, weight);
        else this.#places.set(id, [index, weight]);
      }
    });
  }

  /** The weight that each bag of the index has in common with this one. */
  commonWith(bag: Bag): Float64Array {
    const common = new Float64Array(this.#size);
    for (const [id, weight] of bag.weights) {
      const places = this.#places.get(id) ?? [];
      for (let at = 0; at < places.length; at += 2) {
        const index = places[at] ?? 0;
        common[index] = (common[index] ?? 0) + Math.min(weight, places[at + 1] ?? 0);
      }
    }
    return common;
  }
}
