import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cost } from './cost.ts';
import type { Price } from './price.ts';
import { priceAtTier } from './price-tiers.ts';
import { priceOfCall, type Run, tierOf } from './run.ts';

const price: Price = {
  model: 'm',
  input: 4,
  output: 20,
  cacheRead: 0.4,
  cacheWrite5m: 5,
  cacheWrite1h: null,
  tiers: [{ above: 100, input: 8, output: 40, cacheRead: null, cacheWrite5m: 10, cacheWrite1h: 16 }],
  serviceTiers: { flex: 0.5 },
  asOf: '2026-11-10',
  source: 'test',
};

describe('priceAtTier', () => {
  it('multiplies every rate, those of longer prompts and of the cache too', () => {
    expect(priceAtTier(price, 'flex')).toEqual({
      model: 'm',
      input: 2,
      output: 10,
      cacheRead: 0.2,
      cacheWrite5m: 2.5,
      cacheWrite1h: null,
      tiers: [{ above: 100, input: 4, output: 20, cacheRead: null, cacheWrite5m: 5, cacheWrite1h: 8 }],
      asOf: '2026-11-10',
      source: 'test',
    });
  });

  it('leaves the default tier as it is, and knows nothing of a tier without a factor', () => {
    expect(priceAtTier(price, 'default')).toBe(price);
    expect(priceAtTier(price, 'priority')).toBeUndefined();
    expect(priceAtTier(price, 'reserved')).toBeUndefined();
    expect(priceAtTier(undefined, 'flex')).toBeUndefined();
    expect(priceAtTier({ ...price, serviceTiers: undefined }, 'flex')).toBeUndefined();
  });

  it('makes every cost the factor times as high, and an unknown one stays unknown', () => {
    const count = fc.integer({ min: 0, max: 200 });
    const usage = fc.record({
      input: count,
      output: count,
      cacheRead: count,
      cacheWrite5m: count,
      cacheWrite1h: count,
    });
    fc.assert(
      fc.property(usage, used => {
        const usual = cost(used, price);
        const flex = cost(used, priceAtTier(price, 'flex'));
        if (usual === undefined) expect(flex).toBeUndefined();
        else expect(flex).toBeCloseTo(usual / 2, 12);
      }),
    );
  });
});

describe('the tier of a call', () => {
  const request = { system: [], messages: [], cachePoints: [], inferenceConfig: {} };
  const run = { prices: [price] } as unknown as Run;

  it('is the one that answered, else the one that was asked for', () => {
    expect(tierOf({ request })).toBe('default');
    expect(tierOf({ request: { ...request, serviceTier: 'flex' } })).toBe('flex');
    expect(tierOf({ request: { ...request, serviceTier: 'flex' }, serviceTier: 'default' })).toBe('default');
  });

  it('decides the price, also against what was asked for', () => {
    const asked = { model: 'm', request: { ...request, serviceTier: 'flex' } };
    expect(priceOfCall(run, asked)?.input).toBe(2);
    expect(priceOfCall(run, { ...asked, serviceTier: 'default' })?.input).toBe(4);
    expect(priceOfCall(run, { ...asked, serviceTier: 'priority' })).toBeUndefined();
  });
});
