import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../text/width.ts';
import { type BarSegment, bar, gauge } from './bar.ts';

const drawn = (segments: BarSegment[], scale: number, width: number) =>
  bar(segments, scale, width).map(span => `${span.style} ${span.text}`);

describe('a bar', () => {
  test('has a stretch for each kind, to scale', () => {
    expect(
      drawn(
        [
          { role: 'cacheRead', value: 500 },
          { role: 'cacheWrite', value: 0 },
          { role: 'fresh', value: 100 },
          { role: 'output', value: 300 },
        ],
        1000,
        20,
      ),
    ).toEqual(['cacheRead ━━━━━━━━━━', 'fresh ━━', 'output ━━━━━━']);
  });
  test('ends in half a cell', () => {
    expect(drawn([{ role: 'output', value: 525 }], 1000, 10)).toEqual(['output ━━━━━╸']);
  });
  test('shows what is small', () => {
    expect(
      drawn(
        [
          { role: 'fresh', value: 1 },
          { role: 'output', value: 1 },
        ],
        100_000,
        10,
      ),
    ).toEqual(['fresh ━', 'output ╸']);
  });
  test('takes the room for what is small from what is long', () => {
    expect(
      drawn(
        [
          { role: 'cacheRead', value: 998 },
          { role: 'fresh', value: 1 },
          { role: 'output', value: 1 },
        ],
        1000,
        10,
      ),
    ).toEqual(['cacheRead ━━━━━━━━', 'fresh ━', 'output ╸']);
  });
  test.each([
    ['nothing to show', [], 100, 10],
    ['only zeros', [{ role: 'fresh', value: 0 }], 100, 10],
    ['no scale', [{ role: 'fresh', value: 5 }], 0, 10],
    ['no room', [{ role: 'fresh', value: 5 }], 100, 0],
  ] as [string, BarSegment[], number, number][])('%s: is empty', (_name, segments, scale, width) => {
    expect(bar(segments, scale, width)).toEqual([]);
  });
});

const segments = fc.array(
  fc.record({
    role: fc.constantFrom('cacheRead' as const, 'cacheWrite' as const, 'fresh' as const, 'output' as const),
    value: fc.nat(5000),
  }),
  { maxLength: 4 },
);

describe('laws', () => {
  test('never longer than its place, and half a cell only at its end', () => {
    fc.assert(
      fc.property(
        segments,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 40 }),
        (list, scale, width) => {
          const text = bar(list, scale, width)
            .map(span => span.text)
            .join('');
          expect(textWidth(text)).toBeLessThanOrEqual(width);
          expect(text).toMatch(/^━*╸?$/);
        },
      ),
    );
  });
  test('where there is room, every kind that is not zero is seen', () => {
    fc.assert(
      fc.property(
        segments,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 4, max: 40 }),
        (list, scale, width) => {
          expect(bar(list, scale, width).map(span => span.style)).toEqual(
            list.filter(({ value }) => value > 0).map(({ role }) => role),
          );
        },
      ),
    );
  });
  test('more tokens are never a shorter bar', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const length = (value: number) =>
          bar([{ role: 'output', value }], 1000, 20).reduce(
            (sum, { text }) => sum + text.replace('╸', '').length * 2 + (text.endsWith('╸') ? 1 : 0),
            0,
          );
        expect(length(Math.max(a, b))).toBeGreaterThanOrEqual(length(Math.min(a, b)));
      }),
    );
  });
});

test('a gauge fills its place exactly', () => {
  for (let percent = 0; percent <= 100; percent++) {
    const spans = gauge(percent / 100, 'cacheRead', 21);
    expect(spans.reduce((sum, span) => sum + textWidth(span.text), 0)).toBe(21);
  }
  expect(gauge(0, 'cacheRead', 5)).toEqual([{ text: '━━━━━', style: 'rule' }]);
  expect(gauge(1, 'cacheRead', 5)).toEqual([{ text: '━━━━━', style: 'cacheRead' }]);
});
