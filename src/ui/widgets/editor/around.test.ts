import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemes } from '../../../text/graphemes.ts';
import { around, type Unit } from './around.ts';
import { linesOf, positionAfter, START } from './document.ts';
import { text } from './testing/arbitrary-text.ts';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Where the segments of a text end. */
function ends(whole: string, unit: Unit): number[] {
  const parts =
    unit === 'word' ? [...words.segment(whole)].map(({ segment }) => segment) : [...graphemes(whole)];
  let at = 0;
  return parts.map(part => {
    at += part.length;
    return at;
  });
}

test('a line is reached back and on, over line breaks where it is short', () => {
  const lines = linesOf(`one\n${'two '.repeat(50)}\n\nthree`);
  const place = around(lines, { line: 2, offset: 0 }, 5, 'word');
  expect(place).toEqual({
    text: 'two \n\nthree',
    cursor: 5,
    start: { line: 1, offset: 196 },
    isStart: false,
    isEnd: true,
  });
});

test.each<Unit>(['grapheme', 'word'])('cut alone, it has every %s of the whole text', unit => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(12), (whole, where, reach) => {
      const cursor = whole.length === 0 ? 0 : where % (whole.length + 1);
      const lines = linesOf(whole);
      const place = around(lines, positionAfter(START, whole.slice(0, cursor)), reach, unit);
      const start = cursor - place.cursor;
      const end = start + place.text.length;
      expect(whole.slice(start, end)).toBe(place.text);
      expect(place.cursor).toBeGreaterThanOrEqual(Math.min(reach, cursor));
      expect(end - cursor).toBeGreaterThanOrEqual(Math.min(reach, whole.length - cursor));
      const expected = ends(whole, unit).filter(at => at > start && at <= end);
      expect(ends(place.text, unit).map(at => at + start)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
