import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes } from './graphemes.ts';
import { textWidth } from './width.ts';
import { type Span, wrapSpans, wrapText } from './wrap.ts';

describe('wrapText', () => {
  test.each([
    ['breaks between words', 'the ball costs five cents', 10, ['the ball', 'costs five', 'cents']],
    ['drops the spaces at a break, all of them', 'aaaa    bbbb', 6, ['aaaa', 'bbbb']],
    ['keeps spaces inside a row', 'a  b   c', 8, ['a  b   c']],
    ['keeps the indentation of a line', '    2x + 1 = 1.10', 12, ['    2x + 1 =', '1.10']],
    ['shrinks the indentation before it breaks a word', '        equation', 10, ['  equation']],
    ['shrinks an indentation wider than the row', `${' '.repeat(50)}ab`, 10, ['        ab']],
    ['breaks a word that is too long', 'abcdefghij klm', 4, ['abcd', 'efgh', 'ij', 'klm']],
    ['keeps blank lines', 'a\n\n\nb\n', 10, ['a', '', '', 'b', '']],
    ['gives one blank row for nothing', '', 10, ['']],
    ['expands tabs to stops of four', 'a\tb\n\tc', 20, ['a   b', '    c']],
    ['counts wide characters before a tab', '世\tb', 20, ['世  b']],
    ['breaks between wide characters', 'ab世界世界', 6, ['ab世界', '世界']],
    ['keeps a comma with its character', '世界世，界', 6, ['世界', '世，界']],
    ['keeps a bracket with its character', '世界「世」', 6, ['世界', '「世」']],
    ['never splits a grapheme', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5, ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']],
    ['keeps an accent with its letter', 'e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['does not break at a no-break space', 'a b\u00a0c', 4, ['a', 'b\u00a0c']],
    ['lets one wide character stand out of a row of one', '世a', 1, ['世', 'a']],
    ['cuts white space that goes over the edge', 'ab      ', 4, ['ab  ']],
    ['has a row for a line of white space', `a\n${' '.repeat(9)}\nb`, 4, ['a', '    ', 'b']],
  ])('%s', (_name, text, width, rows) => {
    expect(wrapText(text, width)).toEqual(rows);
  });
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        '\n',
        '\t',
        '世',
        '，',
        '「',
        '👨‍👩‍👧',
        'e\u0301',
        '\u00a0',
        '\u3000',
        '\u200b',
      ),
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map(parts => parts.join(''));
const width = fc.integer({ min: 1, max: 30 });
const withoutSpace = (s: string) => s.replaceAll(/[\s\u200b]/gu, '');

describe('laws of wrapping', () => {
  test('no row is wider than the width, unless it is one grapheme', () => {
    fc.assert(
      fc.property(text, width, (s, columns) => {
        for (const row of wrapText(s, columns)) {
          if (textWidth(row) > columns)
            expect([...graphemes(row)].filter(g => textWidth(g) > 0)).toHaveLength(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('nothing but white space is lost, and nothing is added', () => {
    fc.assert(
      fc.property(text, width, (s, columns) => {
        expect(withoutSpace(wrapText(s, columns).join(''))).toBe(withoutSpace(s));
      }),
      { numRuns: 500 },
    );
  });

  test('every line has its rows: a text that fits is not changed', () => {
    fc.assert(
      fc.property(text, s => {
        const plain = s.replaceAll('\t', ' ');
        expect(wrapText(plain, 10_000)).toEqual(plain.split('\n'));
      }),
    );
  });

  test('a word that fits in a row is never broken', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 30 }), words => {
        expect(wrapText(words.join(' '), 8).flatMap(row => row.split(' '))).toEqual(
          words.length === 0 ? [''] : words,
        );
      }),
    );
  });
});

const spans = fc.array(fc.record({ text, style: fc.constantFrom('plain', 'added', 'removed') }), {
  maxLength: 8,
});
const joined = (row: readonly Span<string>[]) => row.map(span => span.text).join('');

describe('wrapSpans', () => {
  test('styles survive a break in the middle of a span', () => {
    const rows = wrapSpans(
      [
        { text: 'the ', style: 'plain' },
        { text: 'ball costs five', style: 'added' },
        { text: ' cents', style: 'plain' },
      ],
      10,
    );
    expect(rows).toEqual([
      [
        { text: 'the ', style: 'plain' },
        { text: 'ball', style: 'added' },
      ],
      [{ text: 'costs five', style: 'added' }],
      [{ text: 'cents', style: 'plain' }],
    ]);
  });

  test('a grapheme that two spans share has the style of the first', () => {
    expect(
      wrapSpans(
        [
          { text: 'ae', style: 1 },
          { text: '\u0301b', style: 2 },
        ],
        10,
      ),
    ).toEqual([
      [
        { text: 'ae\u0301', style: 1 },
        { text: 'b', style: 2 },
      ],
    ]);
  });

  test('tabs are expanded across spans', () => {
    const rows = wrapSpans(
      [
        { text: 'ab', style: 1 },
        { text: '\tc\t', style: 2 },
        { text: 'd', style: 3 },
      ],
      20,
    );
    expect(rows).toEqual([
      [
        { text: 'ab', style: 1 },
        { text: '  c   ', style: 2 },
        { text: 'd', style: 3 },
      ],
    ]);
  });

  test('no spans are one blank row', () => {
    expect(wrapSpans([], 10)).toEqual([[]]);
  });

  test('rows are those of the text without styles', () => {
    fc.assert(
      fc.property(spans, width, (list, columns) => {
        expect(wrapSpans(list, columns).map(joined)).toEqual(wrapText(joined(list), columns));
      }),
      { numRuns: 500 },
    );
  });

  test('no span is empty, and each style keeps its text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.stringMatching(/^[a-z \n]*$/), style: fc.nat(2) })),
        width,
        (list, columns) => {
          const rows = wrapSpans(list, columns);
          expect(rows.flat().every(span => span.text !== '')).toBe(true);
          for (const style of [0, 1, 2]) {
            const of = (all: readonly Span<number>[]) =>
              withoutSpace(
                all
                  .filter(span => span.style === style)
                  .map(span => span.text)
                  .join(''),
              );
            expect(of(rows.flat())).toBe(of(list));
          }
        },
      ),
    );
  });
});

describe('size', () => {
  test('a line of 50,000 characters without a space', () => {
    const rows = wrapText('x'.repeat(50_000), 80);
    expect(rows).toHaveLength(625);
    expect(wrapText('世'.repeat(50_000), 80)).toHaveLength(1250);
  });
  test('10,000 blank lines are 10,000 rows', () => {
    expect(wrapText('\n'.repeat(9_999), 80)).toHaveLength(10_000);
  });
  test('200 KB of prose, as one line and as many', () => {
    const sentence = 'The ball costs five cents, and the bat — 世界 — costs a dollar more. ';
    const prose = sentence.repeat(Math.ceil(200_000 / sentence.length));
    expect(withoutSpace(wrapText(prose, 80).join(''))).toBe(withoutSpace(prose));
    expect(wrapText(prose.replaceAll('. ', '.\n'), 40).length).toBeGreaterThan(5_000);
  });
  test('a line of 200,000 spaces or tabs', () => {
    expect(wrapText(' '.repeat(200_000), 80)).toEqual([' '.repeat(80)]);
    expect(wrapText('\t'.repeat(50_000), 80)).toEqual([' '.repeat(80)]);
  });
});
