import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCount, formatPlace, formatSaved, formatSeconds, formatShare, formatUsd } from './numbers.ts';

test.each([
  [0, '0'],
  [388, '388'],
  [1204, '1,204'],
  [1_000_000, '1,000,000'],
  [12.6, '13'],
])('a count of %d is %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '$0.0000'],
  [0.0151, '$0.0151'],
  [0.001, '$0.0010'],
  [0.000214, '$0.000214'],
  [0.0000078, '$0.000008'],
  [0.0000001, '< $0.000001'],
  [1.5, '$1.5000'],
  [9.99, '$9.9900'],
  [12.3, '$12.30'],
  [undefined, 'unknown'],
])('a cost of %d is %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

test.each([
  [0.0025, '+$0.0025'],
  [-0.001, '−$0.0010'],
  [-0.0003, '−$0.000300'],
  [12.345, '+$12.35'],
  [0, '$0'],
  [-0, '$0'],
  [0.00000001, '$0'],
  [-0.00000001, '$0'],
  [undefined, 'unknown'],
])('a saving of %d is %s', (usd, text) => {
  expect(formatSaved(usd)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [400, '0.4 s'],
  [12_480, '12.5 s'],
  [59_960, '60.0 s'],
  [99_940, '99.9 s'],
  [99_960, '1 m 40 s'],
  [125_000, '2 m 05 s'],
  [119_700, '2 m 00 s'],
  [3_600_000, '60 m 00 s'],
])('%d ms are %s', (ms, text) => {
  expect(formatSeconds(ms)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.07, '7 %'],
  [0.05, '5 %'],
  [0.0634, '6.3 %'],
  [0.0994, '9.9 %'],
  [0.0996, '10 %'],
  [0.106, '11 %'],
  [0.14, '14 %'],
  [1, '100 %'],
  [-0.034, '−3.4 %'],
  [-0.21, '−21 %'],
  [-0.0001, '0 %'],
])('a share of %d is %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [1000, '0:01'],
  [65_000, '1:05'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [31_536_000_000, '8760:00:00'],
])('the place %d ms after the start is %s', (ms, text) => {
  expect(formatPlace(ms)).toBe(text);
});

describe('laws', () => {
  const number = fc.double({ min: 0, max: 1e6, noNaN: true });

  test('a cost and a saving say the same number, to the precision that is shown', () => {
    fc.assert(
      fc.property(number, usd => {
        fc.pre(usd === 0 || usd >= 5e-7);
        const shown = Number(formatUsd(usd).replace('$', ''));
        expect(Math.abs(shown - usd)).toBeLessThanOrEqual(
          usd >= 10 ? 0.005001 : usd >= 0.001 ? 0.0000501 : 5.01e-7,
        );
        expect(Number(formatSaved(usd).replace(/[+$]/g, ''))).toBe(shown);
        expect(formatSaved(-usd)).toBe(formatSaved(usd).replace('+', '−'));
      }),
    );
  });

  test('no number is shown as minus nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), share => {
        expect(formatShare(share)).toMatch(/^(?:0|−?(?:[1-9]\d*|\d\.\d)) %$/);
        expect(formatShare(share)).not.toBe('−0.0 %');
      }),
    );
  });
});
