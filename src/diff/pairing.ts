/** Which old sentence became which new one, when none of them is the same. Knows nothing of how a pair is then shown. */
import { type Bags, bagsOf, worthOf } from './pair-worth.ts';
import type { Reading } from './reading.ts';
import type { Area } from './spans.ts';

/**
 * Pairs the sentences of an area (counted in sentences), in order: one against one, or one against
 * two neighbours where a sentence was split or two were joined. Pairs ascend and never overlap; what
 * is in no pair resembles nothing.
 */
export function pairSentences(old: Reading, next: Reading, area: Area): Area[] {
  const pairs: Area[] = [];
  const olds = bagsOf(old, area.oldFrom, area.oldTo);
  const news = bagsOf(next, area.newFrom, area.newTo);
  let { oldFrom, newFrom } = area;
  while (oldFrom < area.oldTo && newFrom < area.newTo) {
    const oldTo = Math.min(oldFrom + WINDOW, area.oldTo);
    const newTo = Math.min(newFrom + WINDOW, area.newTo);
    const found = pairWindow(olds, news, { oldFrom, oldTo, newFrom, newTo });
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
/** Old and new sentences that one step leaves behind. */
const STEPS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [2, 1],
] as const;

/** The pairs of the greatest total worth, by dynamic programming from the end of the window. */
function pairWindow(olds: Bags, news: Bags, area: Area): Area[] {
  const [height, width] = [area.oldTo - area.oldFrom, area.newTo - area.newFrom];
  const worth = worthOf(olds, news, area);
  if (!worth) return [];
  const across = width + 1;
  const worths = [undefined, undefined, worth.one, worth.split, worth.joined];
  const leaps = STEPS.map(([oldStep, newStep]) => oldStep * across + newStep);
  const totals = new Float64Array((height + 1) * across);
  const steps = new Uint8Array(totals.length);
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      const [cell, pair] = [i * across + j, i * width + j];
      let best = totals[cell + across] ?? 0;
      let chosen = 0;
      for (let step = 1; step < STEPS.length; step++) {
        const value = step === 1 ? 0 : (worths[step]?.[pair] ?? 0);
        if (step > 1 && value === 0) continue;
        const total = (totals[cell + (leaps[step] ?? 0)] ?? 0) + value;
        if (total <= best) continue;
        best = total;
        chosen = step;
      }
      totals[cell] = best;
      steps[cell] = chosen;
    }
  }
  const pairs: Area[] = [];
  let [oldFrom, newFrom] = [area.oldFrom, area.newFrom];
  for (;;) {
    const cell = (oldFrom - area.oldFrom) * across + newFrom - area.newFrom;
    if (!totals[cell]) return pairs;
    const [oldStep, newStep] = STEPS[steps[cell] ?? 0] ?? STEPS[0];
    const [oldTo, newTo] = [oldFrom + oldStep, newFrom + newStep];
    if (oldStep && newStep) pairs.push({ oldFrom, oldTo, newFrom, newTo });
    [oldFrom, newFrom] = [oldTo, newTo];
  }
}
