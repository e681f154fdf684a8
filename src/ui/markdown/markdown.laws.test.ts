import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes } from '../../text/graphemes.ts';
import { textWidth } from '../../text/width.ts';
import { wrapText } from '../../text/wrap.ts';
import { type Line, lineWidth } from '../line.ts';
import { createMarkdown, markdownLines } from './markdown.ts';
import { plain } from './testing/looks.ts';
import { markdownText, nestedText, plainText } from './testing/texts.ts';

const anyText = fc.oneof(markdownText, nestedText);
const width = fc.integer({ min: 1, max: 60 });
const RUNS = { numRuns: 400 };

const letters = (text: string) => [...text].filter(char => /[\p{L}\p{N}]/u.test(char));

function isOneGrapheme(line: Line): boolean {
  return [...graphemes(plain([line]).join(''))].filter(grapheme => textWidth(grapheme) > 0).length === 1;
}

describe('every text', () => {
  test('no line is wider than the width, unless it is one grapheme', () => {
    fc.assert(
      fc.property(anyText, width, (text, columns) => {
        for (const line of markdownLines(text, columns)) {
          if (lineWidth(line) > columns) expect(isOneGrapheme(line)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('every letter and digit survives, and outside of tables in order', () => {
    fc.assert(
      fc.property(anyText, width, (text, columns) => {
        const shown = letters(plain(markdownLines(text, columns)).join(''));
        const source = letters(text);
        expect(shown.toSorted()).toEqual(source.toSorted());
        if (!text.includes('|')) expect(shown).toEqual(source);
      }),
      RUNS,
    );
  });

  test('no span is empty or has a line break', () => {
    fc.assert(
      fc.property(anyText, width, (text, columns) => {
        for (const span of markdownLines(text, columns).flat()) expect(span.text).toMatch(/^[^\n]+$/);
      }),
      RUNS,
    );
  });
});

test('a text without Markdown is only wrapped', () => {
  fc.assert(
    fc.property(plainText, width, (text, columns) => {
      const withoutEnds = (rows: readonly string[]) => rows.map(row => row.trimEnd());
      expect(withoutEnds(plain(markdownLines(text, columns)))).toEqual(withoutEnds(wrapText(text, columns)));
    }),
    RUNS,
  );
});

test('where nothing is wrapped, there are as many lines as in the source', () => {
  const words = fc.stringMatching(/^[a-z*_`$ ]{1,6}$/);
  const start = fc.constantFrom('', '- z', '1. z', '   - z', '## ', '  ', '    ', '*z* ', '(', '[z] ');
  const lines = fc.array(
    fc.oneof(
      fc.constant(''),
      fc.tuple(start, words).map(parts => parts.join('').trimEnd()),
    ),
  );
  fc.assert(
    fc.property(lines, list => {
      fc.pre(!list.some(line => line.includes('```')));
      expect(markdownLines(list.join('\n'), 10_000)).toHaveLength(Math.max(1, list.length));
    }),
    RUNS,
  );
});

describe('a text that grows', () => {
  test('looks at every moment as if it had been read anew', () => {
    fc.assert(
      fc.property(
        anyText,
        width,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (text, columns, steps) => {
          const growing = createMarkdown(columns);
          let at = 0;
          for (let step = 0; at < text.length; step++) {
            at += steps[step % steps.length] ?? 1;
            const prefix = text.slice(0, at);
            expect(growing.lines(prefix)).toEqual(markdownLines(prefix, columns));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('may be replaced by another one', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), width, (texts, columns) => {
        const growing = createMarkdown(columns);
        for (const text of texts) expect(growing.lines(text)).toEqual(markdownLines(text, columns));
      }),
      { numRuns: 200 },
    );
  });
});
