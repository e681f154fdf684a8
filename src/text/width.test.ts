import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemes } from './graphemes.ts';
import { graphemeWidth, textWidth } from './width.ts';

test.each([
  ['abc', 3],
  ['世界', 4],
  ['👨‍👩‍👧', 2],
  ['e\u0301', 1],
  ['\u001b[31mred\u001b[0m', 3],
  ['─│━▌…', 5],
  ['', 0],
])('%s takes %i cells', (text, cells) => {
  expect(textWidth(text)).toBe(cells);
});

test('a text is as wide as its graphemes together', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const sum = [...graphemes(text)].reduce((cells, grapheme) => cells + graphemeWidth(grapheme), 0);
      expect(sum).toBe(textWidth(text));
    }),
  );
});

test('the memory of widths is bounded and does not change an answer', () => {
  for (let code = 0x4e00; code < 0x4e00 + 10_000; code++) {
    expect(graphemeWidth(String.fromCodePoint(code))).toBe(2);
  }
});
