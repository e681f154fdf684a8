import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameAnswer } from './equal.ts';
import type { AnyGrader } from './graders.ts';

const GRADERS: AnyGrader[] = ['numeric', 'mathematics', 'label', 'exact', 'sql', 'text', 'translation'];

/** Strings that come near to each other more often than chance would have it. */
const answer = fc.oneof(
  fc.constantFrom(
    '0.05',
    '$.05',
    '5 cents',
    '1/2',
    '\\frac{1}{2}',
    '50%',
    '1,204',
    'SELECT 1;',
    'select 1',
    ' Paris. ',
    '(B)',
    'b',
    '?',
    '',
    ' ',
  ),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\\frac{',
        '}',
        '1',
        ',',
        '"',
        "'",
        '--',
        '/*',
        '(',
        ')',
        ' ',
        '=',
        '$',
        '.',
        '-',
        'e9',
        '\u0130',
        '\n',
      ),
    )
    .map(parts => parts.join('')),
);

describe.each(GRADERS)('sameAnswer for %s', grader => {
  test('every answer is the same as itself, whatever white space is around it', () => {
    fc.assert(
      fc.property(answer, a => {
        expect(sameAnswer(a, a, { grader })).toBe(true);
        expect(sameAnswer(a, `  ${a}\n`, { grader })).toBe(true);
      }),
    );
  });

  test('the order of the two does not matter', () => {
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        expect(sameAnswer(a, b, { grader })).toBe(sameAnswer(b, a, { grader }));
      }),
    );
  });
});

test.each<[AnyGrader, string, string, boolean]>([
  ['numeric', '0.05', '$.05', true],
  ['numeric', '0.05', '0.050', true],
  ['numeric', '12%', '12', true],
  ['numeric', '1,204', '1204', true],
  ['numeric', '0.5', '\\frac{1}{2}', true],
  ['numeric', '-3', '\u22123', true],
  ['numeric', '1000000000', '1000000001', true],
  ['numeric', '0.05', '0.0500001', false],
  ['numeric', '0', '0.0000001', false],
  ['numeric', '5 cents', '0.05', false],
  ['numeric', '5 cents', '$0.05', true],
  ['numeric', 'p - q', 'p-q', true],
  ['numeric', '\\dfrac{\\pi}{2}', '\\dfrac{\\pi}{2}.', true],
  ['numeric', 'p - q', '0', false],
  ['mathematics', '(x+1)^2', 'x^2+2x+1', true],
  ['mathematics', '(x+1)^2', 'x^2+1', false],
  ['label', 'Positive', 'positive', true],
  ['label', 'positive', 'negative', false],
  ['exact', '"Paris."', 'paris', true],
  ['exact', '(B)', 'B', true],
  ['exact', 'New  York', 'new york', true],
  ['exact', '.5', '5', false],
  ['exact', 'C#', 'C', false],
  ['exact', '?', '.', false],
  ['sql', 'select  Name\nFROM singer;', 'SELECT name FROM singer', true],
  ['sql', 'SELECT count(*) FROM t', 'select COUNT ( * ) from t -- all', true],
  ['sql', "SELECT 'A'", "SELECT 'a'", false],
  ['sql', 'SELECT "A b"', 'SELECT "A  b"', false],
  ['sql', "SELECT x'41'", "SELECT x '41'", false],
  ['sql', 'SELECT a, b', 'SELECT b, a', false],
  ['text', 'Guten  Tag.', 'Guten Tag.', true],
  ['text', 'Guten Tag.', 'guten Tag.', false],
])('%s: "%s" and "%s": %s', (grader, a, b, same) => {
  expect(sameAnswer(a, b, { grader })).toBe(same);
});
