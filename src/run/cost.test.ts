import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addUsage,
  cost,
  costParts,
  costWithoutCache,
  NO_USAGE,
  promptTokens,
  ratesFor,
  saved,
  sum,
} from './cost.ts';
import type { Price, Usage } from './price.ts';
import { PRICE, usageOf } from './testing/sample-run.ts';

/** Nova Lite: a write costs nothing, and there are no one-hour writes. */
const NOVA: Price = {
  ...PRICE,
  model: 'us.amazon.nova-lite-v1:0',
  input: 0.06,
  output: 0.24,
  cacheRead: 0.015,
  cacheWrite5m: 0,
  cacheWrite1h: null,
};

/** Twice the price above 200,000 prompt tokens, four times above 400,000; written out of order. */
const TIERED: Price = {
  ...PRICE,
  tiers: [
    { above: 400_000, input: 12, output: 60, cacheRead: 1.2, cacheWrite5m: 15, cacheWrite1h: 24 },
    { above: 200_000, input: 6, output: 30, cacheRead: 0.6, cacheWrite5m: 7.5, cacheWrite1h: 12 },
  ],
};

describe('cost', () => {
  test.each<[string, Price, Partial<Usage>, number, number]>([
    ['a Claude call without the cache', PRICE, { input: 24, output: 388 }, 0.005892, 0],
    ['a five-minute write costs 1.25 times the input', PRICE, { cacheWrite5m: 1310 }, 0.0049125, -0.0009825],
    ['a one-hour write costs twice the input', PRICE, { cacheWrite1h: 1310 }, 0.00786, -0.00393],
    ['a read costs a tenth of the input', PRICE, { cacheRead: 1310 }, 0.000393, 0.003537],
    [
      'all kinds of tokens in one call',
      PRICE,
      { input: 100, output: 200, cacheRead: 1000, cacheWrite5m: 300, cacheWrite1h: 50 },
      // 300 + 3000 + 300 + 1125 + 300, and 1450 x 3 + 3000, in millionths
      0.005025,
      0.002325,
    ],
    ['a write is free on Nova', NOVA, { input: 50, output: 100, cacheWrite5m: 2000 }, 0.000027, 0.00012],
    ['nothing costs nothing', PRICE, {}, 0, 0],
  ])('%s', (_name, price, usage, dollars, saving) => {
    expect(cost(usageOf(usage), price)).toBeCloseTo(dollars, 12);
    expect(saved(usageOf(usage), price)).toBeCloseTo(saving, 12);
  });

  test('is the sum of its parts', () => {
    const parts = costParts(usageOf({ input: 100, output: 10, cacheRead: 1000, cacheWrite5m: 10 }), PRICE);
    expect(parts.input).toBeCloseTo(0.0003, 12);
    expect(parts.output).toBeCloseTo(0.00015, 12);
    expect(parts.cacheRead).toBeCloseTo(0.0003, 12);
    expect(parts.cacheWrite).toBeCloseTo(0.0000375, 12);
  });
});

describe('tiers', () => {
  test.each<[string, number, number]>([
    ['below the boundary the base rate holds', 199_999, 3],
    ['at the boundary, too', 200_000, 3],
    ['one token above it the tier holds', 200_001, 6],
    ['the highest tier that applies wins', 400_001, 12],
  ])('%s', (_name, prompt, input) => {
    expect(ratesFor(TIERED, prompt).input).toBe(input);
  });

  test('the whole prompt counts, read and written tokens too, and every rate changes', () => {
    const usage = usageOf({ input: 1, output: 1000, cacheRead: 100_000, cacheWrite5m: 100_000 });
    // 6 + 30,000 + 60,000 + 750,000 millionths
    expect(cost(usage, TIERED)).toBeCloseTo(0.840006, 12);
    expect(costWithoutCache(usage, TIERED)).toBeCloseTo(1.230006, 12);
  });

  test('the length of the answer does not lift a prompt into a tier', () => {
    expect(cost(usageOf({ input: 200_000, output: 1_000_000 }), TIERED)).toBeCloseTo(15.6, 9);
  });
});

describe('what is not known', () => {
  const noWrites: Price = { ...PRICE, cacheWrite5m: null, cacheWrite1h: null };

  test('without a price the cost is unknown, not zero', () => {
    expect(cost(NO_USAGE, undefined)).toBeUndefined();
    expect(costWithoutCache(NO_USAGE, undefined)).toBeUndefined();
    expect(saved(NO_USAGE, undefined)).toBeUndefined();
  });

  test('tokens at an unknown rate make the cost and the saving unknown', () => {
    expect(cost(usageOf({ input: 10, cacheWrite1h: 1 }), noWrites)).toBeUndefined();
    expect(saved(usageOf({ input: 10, cacheWrite5m: 1 }), noWrites)).toBeUndefined();
    expect(costParts(usageOf({ cacheWrite5m: 1 }), noWrites)).toEqual({
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite: undefined,
    });
  });

  test('what the call would have cost without the cache stays known', () => {
    expect(costWithoutCache(usageOf({ cacheWrite5m: 1000 }), noWrites)).toBeCloseTo(0.003, 12);
  });

  test('an unknown rate at which nothing was used does no harm', () => {
    expect(cost(usageOf({ input: 1000 }), noWrites)).toBeCloseTo(0.003, 12);
  });

  test('a sum with an unknown part is unknown', () => {
    expect(sum([1, undefined, 2])).toBeUndefined();
    expect(sum([1, 2])).toBe(3);
    expect(sum([])).toBe(0);
  });
});

const tokens = fc.nat({ max: 1_000_000 });
const usages = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});
const prices = fc.constantFrom(PRICE, NOVA, TIERED);

describe('laws', () => {
  test('the saving is the cost without caching minus the cost, and no cost is negative', () => {
    fc.assert(
      fc.property(usages, prices, (usage, price) => {
        const actual = cost(usage, price);
        const without = costWithoutCache(usage, price);
        expect(without).toBeGreaterThanOrEqual(0);
        if (actual === undefined || without === undefined) {
          expect(saved(usage, price)).toBeUndefined();
          return;
        }
        expect(actual).toBeGreaterThanOrEqual(0);
        expect(saved(usage, price)).toBe(without - actual);
      }),
    );
  });

  test('without tiers, the cost of two calls together is the sum of their costs', () => {
    fc.assert(
      fc.property(usages, usages, (a, b) => {
        expect(cost(addUsage(a, b), PRICE)).toBeCloseTo(sum([cost(a, PRICE), cost(b, PRICE)]) ?? -1, 6);
      }),
    );
  });

  test('without cache tokens nothing is saved', () => {
    fc.assert(
      fc.property(tokens, tokens, prices, (input, output, price) => {
        expect(saved(usageOf({ input, output }), price)).toBe(0);
      }),
    );
  });

  test('usages add up in any order, and no usage adds nothing', () => {
    fc.assert(
      fc.property(usages, usages, usages, (a, b, c) => {
        expect(addUsage(a, b)).toEqual(addUsage(b, a));
        expect(addUsage(addUsage(a, b), c)).toEqual(addUsage(a, addUsage(b, c)));
        expect(addUsage(a, NO_USAGE)).toEqual(a);
        expect(promptTokens(addUsage(a, b))).toBe(promptTokens(a) + promptTokens(b));
      }),
    );
  });
});
