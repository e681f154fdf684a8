import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, mcnemarExact } from './paired.ts';

describe("McNemar's exact test", () => {
  test('gives the values that are published', () => {
    // S. Raschka, Model Evaluation, Model Selection, and Algorithm Selection (arXiv 1811.12808): 11 and 1.
    expect(mcnemarExact({ onlyFirst: 11, onlySecond: 1 })).toBeCloseTo(0.00634765625, 12);
    // The documentation of Pingouin's chi2_mcnemar: 40 and 8.
    expect(mcnemarExact({ onlyFirst: 40, onlySecond: 8 })).toBeCloseTo(3.305e-6, 9);
  });

  test('is the sum of the binomial terms, whichever way one asks', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 0, max: 25 }),
        (onlyFirst, onlySecond) => {
          const of = onlyFirst + onlySecond;
          const fewer = Math.min(onlyFirst, onlySecond);
          const tail = Array.from({ length: fewer + 1 }, (_, k) => choose(of, k)).reduce((a, b) => a + b, 0);
          const p = mcnemarExact({ onlyFirst, onlySecond });
          expect(p).toBeCloseTo(Math.min(1, (2 * tail) / 2 ** of), 10);
          expect(mcnemarExact({ onlyFirst: onlySecond, onlySecond: onlyFirst })).toBe(p);
        },
      ),
    );
  });

  test('holds for thousands of questions', () => {
    const p = mcnemarExact({ onlyFirst: 5200, onlySecond: 4800 });
    expect(p).toBeGreaterThan(5e-5);
    expect(p).toBeLessThan(8e-5);
  });

  test('leaves undecided what the data do not carry', () => {
    expect(decide({ onlyFirst: 5, onlySecond: 0 })).toBe('undecided');
    expect(decide({ onlyFirst: 6, onlySecond: 0 })).toBe('first');
    expect(decide({ onlyFirst: 1, onlySecond: 11 })).toBe('second');
    expect(decide({ onlyFirst: 0, onlySecond: 0 })).toBe('undecided');
  });

  test('refuses what is no count', () => {
    expect(() => mcnemarExact({ onlyFirst: -1, onlySecond: 2 })).toThrow(RangeError);
  });
});
