import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachSegment } from './segments.ts';
import { anyText } from './testing/texts.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** White space between words is nobody's. */
function cut(text: string): string[] {
  const segments: string[] = [];
  eachSegment(text, (from, to) => segments.push(text.slice(from, to)));
  return segments.filter(segment => segment.trim() !== '');
}

function cutByUnicode(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment).filter(segment => segment.trim() !== '');
}

const ascii = fc
  .array(fc.constantFrom(...`aZ09_.,;:'"!=+-*/\\()[]{}<>#@%&|~^\`$? \n`.split(''), 'the', '3.14', "don't"))
  .map(pieces => pieces.join(''));

describe('segments are those of Intl.Segmenter', () => {
  test('in ASCII of every kind', () => {
    fc.assert(
      fc.property(ascii, text => {
        expect(cut(text)).toEqual(cutByUnicode(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('in texts in which lines of ASCII and of all other scripts follow each other', () => {
    const lines = fc.array(fc.oneof(ascii, anyText), { maxLength: 8 }).map(parts => parts.join('\n'));
    fc.assert(
      fc.property(lines, text => {
        expect(cut(text)).toEqual(cutByUnicode(text));
      }),
      { numRuns: 500 },
    );
  });

  test('in words, numbers and code', () => {
    for (const text of ["don't stop: 1,204.50;", 'f(x_1) != a.b:c', "'quoted' 5' 1:2 a1.b2 1.a _. ._"]) {
      expect(cut(text)).toEqual(cutByUnicode(text));
    }
  });

  test('they lie in order, and nothing but white space lies between them', () => {
    fc.assert(
      fc.property(anyText, text => {
        let at = 0;
        eachSegment(text, (from, to) => {
          expect(text.slice(at, from).trim()).toBe('');
          expect(to).toBeGreaterThan(from);
          at = to;
        });
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});
