import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countUpTo } from './ascending.ts';

test('counts what is not above the limit, as looking at every item would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: -1, max: 21 }), (values, limit) => {
      const ascending = values.toSorted((a, b) => a - b);
      expect(countUpTo(ascending, limit, value => value)).toBe(values.filter(value => value <= limit).length);
    }),
  );
});
