import { describe, expect, it } from 'vitest';
import { listModels } from './list.ts';
import { readPrices } from './price-file.ts';
import { isOldPrice, priceOf } from './prices.ts';

const row = { input: 1, output: 2, asOf: '2026-11-20', source: 'our contract' };

describe('readPrices', () => {
  it('reads a list of rows, and an object of rows by id, as the same', () => {
    const list = readPrices([{ model: 'a.b', ...row }], '--prices');
    const byId = readPrices({ 'a.b': row }, '--prices');
    expect(list).toEqual(byId);
    expect(list.ok && list.prices.get('a.b')).toEqual({
      model: 'a.b',
      ...row,
      cacheRead: null,
      cacheWrite5m: null,
      cacheWrite1h: null,
      source: 'our contract (set by the user, --prices)',
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['a text for a rate', [{ model: 'a', ...row, input: '1' }], /^\[0\]\.input: expected number/],
    ['a rate below zero', { a: { ...row, output: -1 } }, /^a\.output: too small/],
    ['a missing rate', [{ model: 'a', ...row, output: undefined }], /^\[0\]\.output: /],
    ['a misspelt rate', [{ model: 'a', ...row, cacheread: 1 }], /^\[0\]: unrecognized key: "cacheread"/],
    ['a date that is none', [{ model: 'a', ...row, asOf: 'today' }], /^\[0\]\.asOf: invalid ISO date/],
    ['a row without a source', { a: { ...row, source: ' ' } }, /^a\.source: /],
    ['a row without a model', [row], /^\[0\]\.model: /],
    ['a tier without its bound', [{ model: 'a', ...row, tiers: [row] }], /^\[0\]\.tiers\[0\]/],
    [
      'an id that stands there twice',
      [
        { model: 'a', ...row },
        { model: 'a', ...row },
      ],
      /\[1\]\.model: a stands/,
    ],
    ['what is no object', 'cheap', /^expected record, received string/],
  ])('refuses %s, and names the place', (_name, content, problem) => {
    const read = readPrices(content, '--prices');
    expect(read.ok ? '' : read.problem).toMatch(problem);
  });
});

describe('prices of the user', () => {
  const read = readPrices({ 'us.amazon.nova-lite-v1:0': row, 'arn:aws:x': row }, 'settings');
  const own = read.ok ? read.prices : new Map();

  it('go before the catalogue, by the exact id only', () => {
    expect(priceOf('us.amazon.nova-lite-v1:0', undefined, own)).toMatchObject({ input: 1, cacheRead: null });
    expect(priceOf('eu.amazon.nova-lite-v1:0', undefined, own)?.input).not.toBe(1);
    expect(priceOf('arn:aws:x', 'eu-west-1', own)).toMatchObject({ model: 'arn:aws:x', output: 2 });
    expect(listModels({ own }).find(({ id }) => id === 'us.amazon.nova-lite-v1:0')?.priceText).toBe(
      '$1 / $2',
    );
  });

  it('know what a tier costs only where the catalogue knows the model, or the row says so', () => {
    expect(priceOf('us.amazon.nova-lite-v1:0', undefined, own)?.serviceTiers).toEqual({ flex: 0.5 });
    expect(priceOf('arn:aws:x', undefined, own)?.serviceTiers).toBeUndefined();
    expect(priceOf('us.amazon.nova-pro-v1:0')?.serviceTiers).toEqual({ flex: 0.5, priority: 1.75 });
  });
});

describe('an old price', () => {
  it('is one that was read more than 90 days before', () => {
    const price = { asOf: '2026-08-26' };
    expect(isOldPrice(price, '2026-11-24T23:59:59.000Z')).toBe(false);
    expect(isOldPrice(price, '2026-11-25')).toBe(true);
    expect(isOldPrice({ asOf: 'some day' }, '2026-11-25')).toBe(false);
  });

  it('is marked in the list once it is said what day it is', () => {
    expect(listModels().some(({ isOld }) => isOld)).toBe(false);
    const marked = listModels({ today: '2026-11-24' }).filter(({ isOld }) => isOld);
    expect(marked.length).toBeGreaterThan(0);
    expect(marked.every(({ price }) => price?.asOf === '2026-07-24')).toBe(true);
  });
});
