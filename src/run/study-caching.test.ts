import { describe, expect, test } from 'vitest';
import { priceOf } from '../models/prices.ts';
import { MEASURED, REAL_PRICE, STUDY_PRICE, studyRun } from './testing/study-thread.ts';

const percent = (share: number) => 100 * share;

describe("the founding study's measurements of caching", () => {
  test.each(MEASURED)(
    'with %i reflections our arithmetic gives its saving within a point',
    (rounds, saving) => {
      const ours = studyRun(rounds, STUDY_PRICE).saving;
      expect(Math.abs(percent(ours) - percent(saving))).toBeLessThan(1);
    },
  );

  test('at its prices the model of the thread saves 10.3, 20.7 and 29.0 %', () => {
    const savings = [1, 2, 3].map(rounds => percent(studyRun(rounds, STUDY_PRICE).saving).toFixed(1));
    expect(savings).toEqual(['10.3', '20.7', '29.0']);
  });

  test('at the real price of a write it loses 7 % without a reflection, and saves 3, 14 and 23 %', () => {
    const savings = [0, 1, 2, 3].map(rounds => Math.round(percent(studyRun(rounds, REAL_PRICE).saving)));
    expect(savings).toEqual([-7, 3, 14, 23]);
  });

  test('the real price is the one of our catalogue, and only the write differs from the one of the study', () => {
    const { input, output, cacheRead, cacheWrite5m } = priceOf(REAL_PRICE.model) ?? {};
    expect(REAL_PRICE).toMatchObject({ input, output, cacheRead, cacheWrite5m });
    expect({ ...STUDY_PRICE, cacheWrite5m, source: '' }).toEqual({ ...REAL_PRICE, source: '' });
  });

  test('without the question repeated three reflections cost a quarter less, cached or not', () => {
    const repeated = studyRun(3, REAL_PRICE);
    const once = studyRun(3, REAL_PRICE, { repeatQuestion: false });
    const cents = [repeated.withoutCache, once.withoutCache, repeated.withCache, once.withCache];
    expect(cents.map(usd => usd.toFixed(3))).toEqual(['0.078', '0.058', '0.060', '0.047']);
    expect(Math.round(percent(once.saving))).toBe(20);
  });
});
