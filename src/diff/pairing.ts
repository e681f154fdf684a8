/** Which old sentence became which new one, when none of them is the same. Knows nothing of how a pair is then shown. */
import type { Reading } from './reading.ts';
import { type Bag, BagIndex, bagOf, similarity } from './similarity.ts';
import type { Area } from './spans.ts';

/**
 * Pairs the sentences of an area (counted in sentences), in order: one against one, or one against
 * two neighbours where a sentence was split or two were joined. Pairs ascend and never overlap; what
 * is in no pair resembles nothing.
 */
export function pairSentences(old: Reading, next: Reading, area: Area): Area[] {
  const pairs: Area[] = [];
  let { oldFrom, newFrom } = area;
  while (oldFrom < area.oldTo && newFrom < area.newTo) {
    const oldTo = Math.min(oldFrom + WINDOW, area.oldTo);
    const newTo = Math.min(newFrom + WINDOW, area.newTo);
    const found = pairWindow(old, next, { oldFrom, oldTo, newFrom, newTo });
    const whole = oldTo === area.oldTo && newTo === area.newTo;
    // Near the edge of a window the better partner may lie beyond it.
    const sure = whole
      ? found
      : found.filter(pair => pair.oldTo <= oldFrom + SURE && pair.newTo <= newFrom + SURE);
    pairs.push(...sure);
    if (whole) break;
    const last = sure.at(-1);
    oldFrom = last?.oldTo ?? oldFrom + SURE;
    newFrom = last?.newTo ?? newFrom + SURE;
  }
  return pairs;
}

/** Comparing everything with everything is quadratic; a window of sentences keeps it linear. */
const WINDOW = 60;
const SURE = 40;
/** Shares of common text, by weight, from which two sentences are versions of one. */
const MIN_SIMILARITY = 0.3;
/** One against two must explain clearly more than one against one. */
const SPLIT_DISCOUNT = 0.9;
/** Old and new sentences that one step leaves behind. */
const STEPS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [2, 1],
] as const;

/** The pairs of the greatest total worth, by dynamic programming from the end of the window. */
function pairWindow(old: Reading, next: Reading, area: Area): Area[] {
  const [height, width] = [area.oldTo - area.oldFrom, area.newTo - area.newFrom];
  const worth = worthOf(old, next, area);
  const totals = new Float64Array((height + 1) * (width + 1));
  const steps = new Uint8Array(totals.length);
  for (let i = height; i >= 0; i--) {
    for (let j = width; j >= 0; j--) {
      let best = 0;
      for (let step = 0; step < STEPS.length; step++) {
        const [oldStep, newStep] = STEPS[step] ?? STEPS[0];
        if (i + oldStep > height || j + newStep > width) continue;
        const rest = totals[(i + oldStep) * (width + 1) + j + newStep] ?? 0;
        const total = rest + worth(i, j, oldStep, newStep);
        if (total <= best) continue;
        best = total;
        steps[i * (width + 1) + j] = step;
      }
      totals[i * (width + 1) + j] = best;
    }
  }
  const pairs: Area[] = [];
  let [oldFrom, newFrom] = [area.oldFrom, area.newFrom];
  for (;;) {
    const cell = (oldFrom - area.oldFrom) * (width + 1) + newFrom - area.newFrom;
    if (!totals[cell]) return pairs;
    const [oldStep, newStep] = STEPS[steps[cell] ?? 0] ?? STEPS[0];
    const [oldTo, newTo] = [oldFrom + oldStep, newFrom + newStep];
    if (oldStep && newStep) pairs.push({ oldFrom, oldTo, newFrom, newTo });
    [oldFrom, newFrom] = [oldTo, newTo];
  }
}

/** What a step is worth: the weight the pair explains, and more so the more alike it is; 0 for no pair. */
function worthOf(old: Reading, next: Reading, area: Area) {
  const olds = bagsOf(old, area.oldFrom, area.oldTo);
  const news = bagsOf(next, area.newFrom, area.newTo);
  const width = news.single.length;
  const index = new BagIndex([...news.single, ...news.double]);
  const rows = {
    single: olds.single.map(bag => index.commonWith(bag)),
    double: olds.double.map(bag => bag && index.commonWith(bag)),
  };
  return (i: number, j: number, oldStep: number, newStep: number): number => {
    if (!oldStep || !newStep) return 0;
    const a = oldStep === 2 ? olds.double[i] : olds.single[i];
    const b = newStep === 2 ? news.double[j] : news.single[j];
    if (!a || !b) return 0;
    const row = oldStep === 2 ? rows.double[i] : rows.single[i];
    const common = row?.[newStep === 2 ? width + j : j] ?? 0;
    const alike = similarity(common, a, b);
    if (alike < MIN_SIMILARITY) return 0;
    return common * alike * (oldStep === newStep ? 1 : SPLIT_DISCOUNT);
  };
}

interface Bags {
  readonly single: readonly Bag[];
  /** A sentence with the one after it, where both stand in one paragraph. */
  readonly double: readonly (Bag | undefined)[];
}

function bagsOf(reading: Reading, from: number, to: number): Bags {
  const chosen = reading.sentences.slice(from, to);
  return {
    single: chosen.map(sentence => bagOf(reading.tokens.slice(sentence.from, sentence.to))),
    double: chosen.map((sentence, index) => {
      const following = chosen[index + 1];
      // A line of code or of a list is its own; only sentences of one paragraph are joined or split.
      if (!following || reading.tokens[sentence.to - 1]?.endsLine) return undefined;
      return bagOf(reading.tokens.slice(sentence.from, following.to));
    }),
  };
}
