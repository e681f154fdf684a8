/** Any usage and any price, for properties. Only tests import it. */
import fc from 'fast-check';
import type { Price, Usage } from '../../run/price.ts';

const tokens = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300_000 }));

export const usages: fc.Arbitrary<Usage> = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});

const rate = fc.double({ min: 0, max: 100, noNaN: true });
const maybe = fc.option(rate, { nil: null });
const rates = { input: rate, output: rate, cacheRead: maybe, cacheWrite5m: maybe, cacheWrite1h: maybe };

export const prices: fc.Arbitrary<Price> = fc.record({
  ...rates,
  model: fc.constant('a.model'),
  asOf: fc.constant('2026-11-10'),
  source: fc.constant('a test'),
  tiers: fc.array(fc.record({ ...rates, above: fc.integer({ min: 0, max: 400_000 }) }), { maxLength: 2 }),
});
