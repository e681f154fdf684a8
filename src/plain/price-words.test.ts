import { expect, test } from 'vitest';
import type { Run } from '../run/run.ts';
import { oldPriceWords, tierWords } from './price-words.ts';

const request = { system: [], messages: [], cachePoints: [], inferenceConfig: {} };

test('a tier is told when it is not the usual one, or not the one that was asked for', () => {
  const flex = { ...request, serviceTier: 'flex' };
  expect(tierWords({ request })).toBeUndefined();
  expect(tierWords({ request, serviceTier: 'default' })).toBeUndefined();
  expect(tierWords({ request: flex })).toBe('tier flex');
  expect(tierWords({ request: flex, serviceTier: 'flex' })).toBe('tier flex');
  expect(tierWords({ request: flex, serviceTier: 'default' })).toBe('tier default, not flex');
  expect(tierWords({ request, serviceTier: 'reserved' })).toBe('tier reserved, not default');
});

test('a price is old by the day of the run, not by today', () => {
  const priced = (asOf: string) =>
    ({
      settings: { model: 'm' },
      prices: [{ model: 'm', asOf }],
      startedAt: '2026-11-24T10:00:00.000Z',
    }) as unknown as Run;
  expect(oldPriceWords(priced('2026-11-10'))).toBeUndefined();
  expect(oldPriceWords({ ...priced('2026-11-10'), prices: [] })).toBeUndefined();
  expect(oldPriceWords(priced('2026-07-24'))).toBe(
    'Price: read on 2026-07-24, more than 90 days before the run; check it before you rely on it.',
  );
});
