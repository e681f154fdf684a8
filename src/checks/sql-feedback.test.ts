import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, SqlOutcome } from '../grading/sql-outcome.ts';
import { sqlFeedback } from './sql-feedback.ts';

function rows(columns: string[], values: Cell[][], truncated?: 'rows'): SqlOutcome {
  return { kind: 'rows', columns, rows: values, ...(truncated && { truncated }) };
}

test.each<[string, SqlOutcome, string, 'fail' | 'unknown']>([
  [
    'a result is a table',
    rows(
      ['name', 'n', 'b'],
      [
        ['Ann', 7, { type: 'blob', text: 'ff' }],
        [null, 1204, 'two\nlines'],
      ],
    ),
    "name |    n | b\n-----|------|----------\nAnn  |    7 | x'ff'\nNULL | 1204 | two lines\n(2 rows)",
    'unknown',
  ],
  ['one row is one row', rows(['a'], [[1]]), 'a\n-\n1\n(1 row)', 'unknown'],
  ['no rows are said', rows(['a'], []), 'The query ran and gave no results.', 'unknown'],
  [
    'an error is said',
    { kind: 'error', message: 'no such column: x' },
    'The query failed: no such column: x',
    'fail',
  ],
  ['a refusal is said', { kind: 'refused', message: 'No.' }, 'The query was not run. No.', 'fail'],
  ['a stop is said', { kind: 'timeout', afterMs: 2500 }, 'The query was stopped after 2.5 s.', 'unknown'],
  ['too much is said', { kind: 'too-big' }, 'The query was stopped: it needs too much memory.', 'unknown'],
  [
    'no database is said',
    { kind: 'unavailable', message: 'Gone.' },
    'The query could not be run. Gone.',
    'unknown',
  ],
])('%s', (_, outcome, text, verdict) => expect(sqlFeedback(outcome)).toEqual({ text, verdict }));

test('a long result is cut, and says so', () => {
  const long = rows(
    ['a'],
    Array.from({ length: 200 }, (_, index) => [index]),
    'rows',
  );
  expect(sqlFeedback(long).text.split('\n')).toHaveLength(33);
  expect(sqlFeedback(long).text).toMatch(/\n29\n\(the first 30 of 200 or more rows\)$/);
  const wide = rows(
    Array.from({ length: 99 }, (_, index) => `c${index}`),
    [Array(99).fill(1)],
  );
  expect(sqlFeedback(wide).text).toMatch(/\n\(1 row\)\n\(the first 30 of 99 columns\)$/);
  expect(sqlFeedback(rows(['a'], [['x'.repeat(500)]])).text).toContain(`\n${'x'.repeat(57)}...\n`);
  expect(sqlFeedback(rows(['a'], [], 'rows')).text).toBe('a\n-\n(the first 0 of 0 or more rows)');
});

test('no value can make a row of its own', () => {
  const value = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), values => {
      expect(sqlFeedback(rows(['a', 'b'], values)).text.split('\n')).toHaveLength(values.length + 3);
    }),
  );
});
