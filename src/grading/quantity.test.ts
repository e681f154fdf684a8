import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainMath } from './plain-math.ts';
import { quantitiesIn, readQuantity, sameQuantity } from './quantity.ts';

describe('a text that is one number is read as it is meant', () => {
  test.each([
    ['12', 12, '12'],
    ['1,204', 1204, '1,204'],
    ['1\u202f204', 1204, '1,204'],
    ['$12 000', 12000, '$12,000'],
    ['$1,204.50', 1204.5, '$1,204.50'],
    ['\\$32,\\!348', 32348, '$32,348'],
    ['$18$', 18, '18'],
    ['$\\$18.90$', 18.9, '$18.90'],
    ['-$5', -5, '-$5'],
    ['$-5', -5, '-$5'],
    ['\u22123', -3, '-3'],
    ['.35625', 0.35625, '.35625'],
    ['$.05', 0.05, '$.05'],
    ['90 cents', 90, '90 cents'],
    ['5.4 \\text{ cents}', 5.4, '5.4 cents'],
    ['5 ¢', 5, '5 ¢'],
    ['$5 \\text{ cents}$', 5, '5 cents'],
    ['$5$ apples', 5, '5'],
    ['33 \\%', 33, '33 %'],
    ['1/2', 0.5, '1/2'],
    ['-\\frac{1}{2}', -0.5, '-1/2'],
    ['\\frac 59', 5 / 9, '5/9'],
    ['\\frac{270}7\\text{ degrees}', 270 / 7, '270/7'],
    ['1\\frac{4}{5}', 1.8, '1 4/5'],
    ['2½', 2.5, '2 1/2'],
    ['6.02e23', 6.02e23, '6.02e23'],
    ['1.5 \\times 10^{-3}', 0.0015, '1.5 × 10^{-3}'],
    ['3 × 10⁸', 3e8, '3 × 10^8'],
    ['2^{10}', 1024, '2^{10}'],
    ['1.5 million', 1.5e6, '1.5 million'],
    ['x = 5', 5, '5'],
    ['9 * 2 = $18', 18, '$18'],
    ['90^\\circ', 90, '90'],
    ['864 \\mbox{ inches}^2', 864, '864'],
    ['**12 apples.**', 12, '12'],
    ['about 12 km/h', 12, '12'],
    ['2:00 pm', 2, '2:00'],
    ['１２', 12, '12'],
  ])('%s', (text, value, written) => {
    const quantity = readQuantity(text);
    expect(quantity?.value).toBeCloseTo(value, 12);
    expect(quantity?.text).toBe(written);
  });

  test.each([
    '',
    'p - q',
    '2k',
    '3R^2',
    '3\\sqrt{13}',
    '(1, 2)',
    '1,-2',
    '5 or 6',
    '52_8',
    '6 - 5i',
    '0,05 €',
    '5x + 4 = 0',
    '3:2',
    '4th',
  ])('%s is not one number', text => expect(readQuantity(text)).toBeUndefined());
});

test.each([
  ['16 - 3 - 4 = 9', [16, 3, 4, 9]],
  ['16-3', [16, 3]],
  ['x = -3 or (-4)', [-3, -4]],
  ['a pre-2000 car', [2000]],
  ['H2O at x^2 and a_1', []],
  ['on 3/4/2024', [3, 4, 2024]],
  ['10–12 people', [10, 12]],
  ['the 4th of 7', [7]],
])('the numbers of "%s"', (text, values) => {
  expect(quantitiesIn(plainMath(text)).map(quantity => quantity.value)).toEqual(values);
});

test('a number too long for a double is no number', () => {
  expect(readQuantity('9'.repeat(199))?.value).toBeGreaterThan(1e198);
  expect(quantitiesIn('9'.repeat(400))).toEqual([]);
  expect(quantitiesIn('10^9999')).toEqual([]);
});

test('what a number is written as reads as the same number again', () => {
  const digits = fc.oneof(
    fc.integer({ min: 0, max: 1e12 }).map(String),
    fc.integer({ min: 0, max: 1e9 }).map(n => n.toLocaleString('en-US')),
    fc.double({ min: 0, max: 1e9, noNaN: true }).map(n => n.toFixed(3)),
    fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 99 })).map(([a, b]) => `\\frac{${a}}{${b}}`),
  );
  const written = fc
    .tuple(
      fc.constantFrom('', '-', '\u2212'),
      fc.constantFrom('', '$', '\\$', '€'),
      digits,
      fc.constantFrom('', ' cents', '%', ' dollars', ' apples'),
    )
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(written, text => {
      const first = readQuantity(text);
      const again = first && readQuantity(first.text);
      expect(first).toBeDefined();
      expect(again?.value).toBe(first?.value);
      expect(again?.money).toBe(first?.money);
      expect(again?.text).toBe(first?.text);
    }),
  );
});

test('cents are converted only when both sides name money', () => {
  const same = (a: string, b: string) => {
    const [x, y] = [readQuantity(a), readQuantity(b)];
    return x !== undefined && y !== undefined && sameQuantity(x, y);
  };
  expect(same('5 cents', '$0.05')).toBe(true);
  expect(same('5 ¢', '0.05 dollars')).toBe(true);
  expect(same('€0.05', '5 cents')).toBe(true);
  expect(same('5 cents', '0.05')).toBe(false);
  expect(same('5 cents', '5')).toBe(true);
  expect(same('5 cents', '$5')).toBe(false);
});
