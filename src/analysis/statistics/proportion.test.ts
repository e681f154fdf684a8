import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proportion } from './proportion.ts';

/** Table I of R. G. Newcombe, Statist. Med. 17, 857-872 (1998), method 3. */
const PUBLISHED: readonly [successes: number, of: number, low: number, high: number][] = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
];

describe('a proportion', () => {
  test.each(PUBLISHED)('%i of %i has the interval that is published', (successes, of, low, high) => {
    const found = proportion(successes, of);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test('of nothing may be anything', () => {
    expect(proportion(0, 0)).toEqual({ successes: 0, of: 0, share: undefined, low: 0, high: 1 });
  });

  test('lies in its interval, which mirrors that of the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (of, seed) => {
        const successes = seed % (of + 1);
        const { share, low, high } = proportion(successes, of);
        const others = proportion(of - successes, of);
        expect(low).toBeLessThanOrEqual(share ?? -1);
        expect(high).toBeGreaterThanOrEqual(share ?? 2);
        expect(low).toBeCloseTo(1 - others.high, 12);
      }),
    );
  });

  test('of what is no count is refused', () => {
    expect(() => proportion(3, 2)).toThrow(RangeError);
    expect(() => proportion(0.5, 2)).toThrow(RangeError);
  });
});
