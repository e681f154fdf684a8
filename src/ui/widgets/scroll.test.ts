import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AT_TOP,
  FOLLOWING,
  linesBelow,
  offsetOf,
  percent,
  scrollBy,
  scrollPages,
  toBottom,
} from './scroll.ts';

const extent = { total: 100, height: 20 };

describe('a window of 20 on 100 lines', () => {
  test('stops at the top and at the end', () => {
    expect(offsetOf(scrollBy(AT_TOP, -5, extent), extent)).toBe(0);
    expect(offsetOf(scrollBy(AT_TOP, 500, extent), extent)).toBe(80);
    expect(offsetOf({ offset: 95, follow: false }, extent)).toBe(80);
  });
  test('a page leaves one line of the page before', () => {
    expect(offsetOf(scrollPages(AT_TOP, 1, extent), extent)).toBe(19);
    expect(offsetOf(scrollPages({ offset: 50, follow: false }, -1, extent), extent)).toBe(31);
  });
  test('says how much was seen, and what is below', () => {
    expect(percent(AT_TOP, extent)).toBe(0);
    expect(percent({ offset: 40, follow: false }, extent)).toBe(50);
    expect(percent(toBottom(extent), extent)).toBe(100);
    expect(linesBelow(AT_TOP, extent)).toBe(80);
    expect(linesBelow(toBottom(extent), extent)).toBe(0);
  });
});

describe('following', () => {
  test('stays at the end while lines come', () => {
    expect(offsetOf(FOLLOWING, { total: 100, height: 20 })).toBe(80);
    expect(offsetOf(FOLLOWING, { total: 150, height: 20 })).toBe(130);
  });
  test('ends when one goes up, and the window stands still from then on', () => {
    const up = scrollBy(FOLLOWING, -1, extent);
    expect(up).toEqual({ offset: 79, follow: false });
    expect(offsetOf(up, { total: 150, height: 20 })).toBe(79);
  });
  test('begins again when one comes to the end', () => {
    expect(scrollBy({ offset: 78, follow: false }, 1, extent).follow).toBe(false);
    expect(scrollBy({ offset: 79, follow: false }, 1, extent).follow).toBe(true);
    expect(toBottom(extent).follow).toBe(true);
  });
  test('is not ended by going up where everything is visible', () => {
    expect(scrollBy(FOLLOWING, -1, { total: 5, height: 20 }).follow).toBe(true);
  });
});

test('what is short is at the top and seen whole', () => {
  const short = { total: 3, height: 20 };
  expect(offsetOf(FOLLOWING, short)).toBe(0);
  expect(percent(AT_TOP, short)).toBe(100);
  expect(linesBelow(AT_TOP, short)).toBe(0);
});

test('whatever is done, no more than the end is shown and nothing before the start', () => {
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.nat(50),
      fc.array(fc.integer({ min: -60, max: 60 })),
      (total, height, moves) => {
        let scroll = AT_TOP;
        for (const move of moves) scroll = scrollBy(scroll, move, { total, height });
        const offset = offsetOf(scroll, { total, height });
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(Math.max(0, total - height));
      },
    ),
  );
});
