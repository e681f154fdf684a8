import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallEstimate } from '../analysis/estimate-call.ts';
import { callEstimateRests, callEstimateWords } from './estimate-call-words.ts';

const ESTIMATE: CallEstimate = {
  model: 'us.anthropic.claude-sonnet-4-6',
  prompt: { low: 1361, high: 1378 },
  counted: 1334,
  cache: { kind: 'used', read: 1310, prefix: { low: 1361, high: 1378 }, sure: true, ttl: '5m' },
  output: { low: 60, high: 4096 },
  limit: 4096,
  usd: { low: 0.00121, high: 0.06191 },
  usdAtMost: 0.06191,
};

const words = (changes: Partial<CallEstimate> = {}) => callEstimateWords({ ...ESTIMATE, ...changes });

describe('in one line', () => {
  test('stand the tokens in and out, what the cache has of them, and the cost, rounded outwards', () => {
    expect(words()).toBe(
      'about 1,370 tokens in (up to 1,310 from the cache), 60 to 4,096 out, $0.0012 to $0.0620',
    );
  });

  test('stands what it may come to, where it is not expected to come to that', () => {
    const output = { low: 80, high: 1000 };
    expect(words({ output, usd: { low: 0.0012, high: 0.0155 } })).toBe(
      'about 1,370 tokens in (up to 1,310 from the cache), 80 to 1,000 out, $0.0012 to $0.0155 (at most 4,096 out and $0.0620)',
    );
  });

  test('stands a range where the ends are far apart, and no "about" where there is nothing to guess', () => {
    expect(words({ prompt: { low: 1000, high: 1400 } })).toMatch(/^about 1,000 to 1,400 tokens in /);
    expect(words({ prompt: { low: 1334, high: 1334 } })).toMatch(/^1,334 tokens in /);
    expect(words({ prompt: { low: 20, high: 21 } })).toMatch(/^about 21 tokens in /);
  });

  test('stands that the cost is not known, and why, and never that it is nothing', () => {
    const none = { usd: undefined, usdAtMost: undefined, output: { low: 80, high: 1000 } };
    expect(words({ ...none, unknown: 'no-price' })).toContain(
      ', cost unknown: the price of this model is not known (at most 4,096 out)',
    );
    expect(words({ ...none, unknown: 'no-tier' })).toContain('the price of this service tier is not known');
    expect(words({ ...none, unknown: 'no-rate' })).toContain('the rate of cached tokens is not known');
    expect(words({ usd: { low: 0.0000004, high: 0.0000004 } })).toContain('< $0.000001 to $0.000001');
    expect(words({ usd: { low: 0, high: 0 } })).toContain('$0.0000');
  });

  test.each<[CallEstimate['cache'], string]>([
    [{ kind: 'used', read: 0, prefix: { low: 1, high: 2 }, sure: true, ttl: '1h' }, '(written to the cache)'],
    [
      { kind: 'used', read: 0, prefix: { low: 1, high: 2 }, sure: false, ttl: '1h' },
      '(perhaps written to the cache)',
    ],
    [
      { kind: 'under-minimum', minimum: 4096, longest: 1300 },
      '(too short for the cache: its minimum is 4,096)',
    ],
    [{ kind: 'off' }, '(cache off)'],
    [{ kind: 'not-offered' }, '(cache not offered by this model)'],
    [{ kind: 'not-asked' }, '(no cache point)'],
  ])('stands what the cache does: %j', (cache, said) => {
    expect(words({ cache })).toContain(`tokens in ${said}, `);
  });

  test('a range of costs never becomes narrower', () => {
    const usd = fc.double({ min: 1e-6, max: 100, noNaN: true });
    fc.assert(
      fc.property(usd, usd, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const shown = words({ usd: { low, high } }).match(/\$[\d.]+/g) ?? [];
        const [lowest, highest = lowest] = shown.map(one => Number(one.slice(1)));
        // What a machine cannot tell apart counts as the same.
        expect(lowest).toBeLessThanOrEqual(low * (1 + 1e-9));
        expect(highest).toBeGreaterThanOrEqual(high * (1 - 1e-9));
        expect(lowest).toBeGreaterThan(0);
      }),
    );
  });
});

describe('what it rests on', () => {
  test('says what was counted and what is estimated', () => {
    const rests = (changes: Partial<CallEstimate> = {}) => callEstimateRests({ ...ESTIMATE, ...changes });
    expect(rests()[0]).toBe(
      '1,334 of the tokens in were counted by the service; the new ones are estimated: from 85 % to 125 % of the estimate (our judgement).',
    );
    expect(rests({ counted: 0 })[0]).toMatch(/^The tokens in are estimated: /);
    expect(rests({ prompt: { low: 1334, high: 1334 } })[0]).toContain('when the same was sent before');
    expect(rests().at(-1)).toContain('for five minutes after its last use');
    expect(rests({ cache: { kind: 'off' } }).join()).not.toContain('The cache keeps');
  });
});
