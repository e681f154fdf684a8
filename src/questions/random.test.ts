import { expect, test } from 'vitest';
import { createRandom, drawOne, drawWhole } from './random.ts';

test('the same seed gives the same numbers, now and later', () => {
  const random = createRandom('seed');
  const first = [random(), random(), random()];
  const again = createRandom('seed');
  expect([again(), again(), again()]).toEqual(first);
  // Kept for ever: saved runs name questions by their seed.
  expect(first.map(n => Math.floor(n * 1e6))).toEqual([949890, 76088, 26259]);
  expect(createRandom('other')()).not.toBe(first[0]);
});

test('every number of a range is drawn, and none outside of it', () => {
  const random = createRandom('range');
  const drawn = new Set(Array.from({ length: 500 }, () => drawWhole(random, 3, 7)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7]);
});

test('every member of a list is drawn about as often', () => {
  const random = createRandom('list');
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 3000; draw += 1) {
    const one = drawOne(random, ['a', 'b', 'c']);
    counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  for (const letter of ['a', 'b', 'c']) expect(Math.abs((counts.get(letter) ?? 0) - 1000)).toBeLessThan(150);
});
