import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryAfter, boundaryBefore, graphemes, snapToBoundary } from './graphemes.ts';

const FAMILY = '👨‍👩‍👧';

test('a family, a flag and an accented letter are one grapheme each', () => {
  expect([...graphemes(`a${FAMILY}🇨🇭e\u0301`)]).toEqual(['a', FAMILY, '🇨🇭', 'e\u0301']);
});

test('graphemes joined are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect([...graphemes(a + b)].join('')).toBe(a + b);
    }),
  );
});

test('a cluster that no script would write is given out in pieces', () => {
  const storm = '\u1100'.repeat(10_000);
  const pieces = [...graphemes(storm)];
  expect(pieces.join('')).toBe(storm);
  expect(Math.max(...pieces.map(piece => piece.length))).toBe(32);
});

test('boundaries step over whole graphemes', () => {
  const text = `a${FAMILY}b`;
  const after = 1 + FAMILY.length;
  expect(boundaryAfter(text, 1)).toBe(after);
  expect(boundaryBefore(text, after)).toBe(1);
  expect(boundaryBefore(text, 0)).toBe(0);
  expect(boundaryAfter(text, text.length)).toBe(text.length);
});

test('an offset inside a grapheme snaps to its end, a boundary stays', () => {
  const text = `a${FAMILY}b`;
  expect(snapToBoundary(text, 3)).toBe(1 + FAMILY.length);
  expect(snapToBoundary(text, 1)).toBe(1);
  expect(snapToBoundary(text, 0)).toBe(0);
});
