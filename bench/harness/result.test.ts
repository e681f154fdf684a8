import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measure } from './measure.ts';
import { median, resultsOf } from './result.ts';

function measure(ratio: number, more: Partial<Measure> = {}): Measure {
  return { name: 'a', what: 'a thing', against: 'another', ratio, bound: 2, direction: 'at most', ...more };
}

const verdictOf = (ratios: readonly number[], more: Partial<Measure> = {}) =>
  resultsOf(
    'bench',
    ratios.map(ratio => [measure(ratio, more)]),
  )[0]?.verdict;

describe('the verdict', () => {
  test('holds where each run is within the bound, the bound included', () => {
    expect(verdictOf([1, 1.5, 2])).toBe('holds');
    expect(verdictOf([20, 25, 30], { bound: 20, direction: 'at least' })).toBe('holds');
  });

  test('is unsteady where the middle is within it, and a run is not', () => {
    expect(verdictOf([1, 1.5, 2.1])).toBe('unsteady');
    expect(verdictOf([19, 25, 30], { bound: 20, direction: 'at least' })).toBe('unsteady');
  });

  test('is broken where the middle is beyond it, though some runs are not', () => {
    expect(verdictOf([1, 2.1, 2.2])).toBe('broken');
    expect(verdictOf([12, 19, 30], { bound: 20, direction: 'at least' })).toBe('broken');
  });

  test('is not given where there is no bound', () => {
    const { bound: _, ...unbound } = measure(5);
    expect(resultsOf('bench', [[unbound]])[0]?.verdict).toBe('watched');
  });
});

test('measures of several runs come together by their names, in the order of the bench', () => {
  const results = resultsOf('bench', [
    [measure(3), measure(10, { name: 'b' })],
    [measure(1), measure(30, { name: 'b' })],
    [measure(2)],
  ]);
  expect(
    results.map(({ name, ratios, median: middle, min, max }) => [name, ratios, middle, min, max]),
  ).toEqual([
    ['a', [3, 1, 2], 2, 1, 3],
    ['b', [10, 30], 20, 10, 30],
  ]);
});

test('the median is between the smallest and the largest, with as many below as above', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), values => {
      const middle = median(values);
      const below = values.filter(value => value < middle).length;
      const above = values.filter(value => value > middle).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
    }),
  );
  expect(median([])).toBeNaN();
});
