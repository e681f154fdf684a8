/** What it is worth to show one sentence as what became of another. Knows nothing of which pairs are then chosen. */
import type { Reading } from './reading.ts';
import { type Bag, BagIndex, bagOf, commonOf, similarity } from './similarity.ts';
import type { Area } from './spans.ts';

/** Shares of common text, by weight, from which two sentences are versions of one. */
const MIN_SIMILARITY = 0.3;
/** One against two must explain clearly more than one against one. */
const SPLIT_DISCOUNT = 0.9;

/** The words of the sentences of a reading. */
export interface Bags {
  /** Which sentence the first of them is. */
  readonly from: number;
  readonly single: readonly Bag[];
  /** A sentence with the one after it, where both stand in one paragraph. Made when it is asked for. */
  double(index: number): Bag | undefined;
  /** The weight of that, without making it; 0 where there is none. */
  doubleTotal(index: number): number;
}

export function bagsOf(reading: Reading, from: number, to: number): Bags {
  const chosen = reading.sentences.slice(from, to);
  const single = chosen.map(sentence => bagOf(reading.tokens, sentence.from, sentence.to));
  const doubles: (Bag | undefined)[] = [];
  // A line of code or of a list is its own; only sentences of one paragraph are joined or split.
  const isJoinable = (index: number) =>
    index + 1 < chosen.length && !reading.tokens[(chosen[index]?.to ?? 0) - 1]?.endsLine;
  return {
    from,
    single,
    double(index) {
      if (!isJoinable(index)) return undefined;
      doubles[index] ??= bagOf(reading.tokens, chosen[index]?.from ?? 0, chosen[index + 1]?.to ?? 0);
      return doubles[index];
    },
    doubleTotal: index =>
      isJoinable(index) ? (single[index]?.total ?? 0) + (single[index + 1]?.total ?? 0) : 0,
  };
}

/** By the place of the old sentence in the window times its width, plus that of the new one; 0 for no pair. */
export interface Worth {
  readonly one: Float64Array;
  /** The old sentence against two new ones. */
  readonly split: Float64Array;
  /** Two old sentences against the new one. */
  readonly joined: Float64Array;
}

/**
 * What each pair in a window is worth: the weight it explains, and more so the more alike it is. Nothing
 * where no two sentences are alike.
 */
export function worthOf(olds: Bags, news: Bags, area: Area): Worth | undefined {
  const [height, width] = [area.oldTo - area.oldFrom, area.newTo - area.newFrom];
  const [oldAt, newAt] = [area.oldFrom - olds.from, area.newFrom - news.from];
  const index = new BagIndex(news.single.slice(newAt, newAt + width));
  const rows = olds.single.slice(oldAt, oldAt + height).map(bag => index.commonWith(bag));
  const worth = {
    one: new Float64Array(height * width),
    split: new Float64Array(height * width),
    joined: new Float64Array(height * width),
  };
  let isAny = false;
  const put = (into: Float64Array, cell: number, common: number, total: number, discount: number) => {
    const alike = similarity(common, total);
    if (alike < MIN_SIMILARITY) return;
    isAny ||= common > 0;
    into[cell] = common * alike * discount;
  };
  for (let i = 0; i < height; i++) {
    const oldTotal = olds.single[oldAt + i]?.total ?? 0;
    const oldDouble = i + 1 < height ? olds.doubleTotal(oldAt + i) : 0;
    for (let j = 0; j < width; j++) {
      const cell = i * width + j;
      const newTotal = news.single[newAt + j]?.total ?? 0;
      const common = rows[i]?.[j] ?? 0;
      put(worth.one, cell, common, oldTotal + newTotal, 1);
      // Two sentences have no more in common with a third than each of them alone.
      const newDouble = j + 1 < width ? news.doubleTotal(newAt + j) : 0;
      if (newDouble && similarity(common + (rows[i]?.[j + 1] ?? 0), oldTotal + newDouble) >= MIN_SIMILARITY) {
        const both = commonOf(olds.single[oldAt + i], news.double(newAt + j));
        put(worth.split, cell, both, oldTotal + newDouble, SPLIT_DISCOUNT);
      }
      if (oldDouble && similarity(common + (rows[i + 1]?.[j] ?? 0), oldDouble + newTotal) >= MIN_SIMILARITY) {
        const both = commonOf(olds.double(oldAt + i), news.single[newAt + j]);
        put(worth.joined, cell, both, oldDouble + newTotal, SPLIT_DISCOUNT);
      }
    }
  }
  return isAny ? worth : undefined;
}
