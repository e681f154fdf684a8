import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemes } from '../../../text/graphemes.ts';
import { textWidth } from '../../../text/width.ts';
import { linesOf } from './document.ts';
import { rowText, startsOf } from './rows.ts';
import { FAMILY, text } from './testing/arbitrary-text.ts';

function rows(line: string, width: number): string[] {
  const lines = linesOf(line);
  return startsOf(lines, 0, width).map((_, row) => rowText(lines, 0, row, width));
}

test.each([
  ['an empty line is one row', '', 10, ['']],
  ['a short line is one row', 'the bat', 10, ['the bat']],
  ['words are kept whole', 'the bat and the ball', 9, ['the bat ', 'and the ', 'ball']],
  ['a cell is left for the cursor', 'the ball', 8, ['the ', 'ball']],
  ['a blank may stand in it', 'the bat ball', 8, ['the bat ', 'ball']],
  ['more blanks begin the next row', 'the bat   ball', 8, ['the bat ', '  ball']],
  ['behind blanks that fill the row there is one for the cursor', 'the bat ', 8, ['the bat ', '']],
  ['a word that is wider than a row is broken', 'abcdefgh', 4, ['abc', 'def', 'gh']],
  ['indentation stays', '  ab cd', 6, ['  ab ', 'cd']],
  ['wide characters break anywhere', '世界世界', 5, ['世界', '世界']],
  ['but not before a full stop', '世界世。', 7, ['世界', '世。']],
  ['an emoji stays whole', `${FAMILY}${FAMILY}`, 4, [FAMILY, FAMILY]],
  ['a grapheme that is too wide has a row of its own', '世界', 1, ['世', '界', '']],
])('%s', (_name, line, width, expected) => {
  expect(rows(line, width)).toEqual(expected);
});

test('nothing is lost, no row is too wide, and only blanks stand in the last cell', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, width) => {
      for (const line of whole.split('\n')) {
        const all = rows(line, width);
        expect(all.join('')).toBe(line);
        for (const row of all) {
          if ([...graphemes(row)].length === 1) continue;
          expect(textWidth(row)).toBeLessThanOrEqual(width);
          expect(textWidth(row.replace(/[ \u3000]+$/, ''))).toBeLessThanOrEqual(Math.max(1, width - 1));
        }
        expect(all.slice(0, -1)).not.toContain('');
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is remembered of a line is asked for again at another width', () => {
  const lines = linesOf('one two three');
  expect(startsOf(lines, 0, 5)).toEqual([0, 4, 8, 12]);
  expect(startsOf(lines, 0, 9)).toEqual([0, 8]);
  expect(startsOf(lines, 0, 5)).toEqual([0, 4, 8, 12]);
});
