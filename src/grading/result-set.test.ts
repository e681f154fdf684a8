import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeSql } from './grade-sql.ts';
import { isOrdered, sameResult } from './result-set.ts';
import type { Cell, Row, Rows, SqlOutcome } from './sql-outcome.ts';

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom<Cell>(null, 0, 1, '1', '007', 'a', '', 0.1 + 0.2, 0.3, { type: 'blob', text: 'ff' }),
  fc.constantFrom<Cell>({ type: 'integer', text: '9007199254740993' }, { type: 'real', text: 'Infinity' }),
);
const result = fc
  .integer({ min: 1, max: 4 })
  .chain(width =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 })
      .map(rows => rowsOf(rows)),
  );

function rowsOf(rows: readonly Row[], truncated?: 'rows'): Rows {
  return { columns: (rows[0] ?? []).map((_, index) => `c${index}`), rows, ...(truncated && { truncated }) };
}

describe('two results', () => {
  test('are the same whatever the order of rows and columns, where the reference has none', () => {
    fc.assert(
      fc.property(result, fc.infiniteStream(fc.nat(100)), (gold, dice) => {
        const weights = gold.rows.map(() => dice.next().value);
        const rows = gold.rows.map((row, index) => ({ row, weight: weights[index] ?? 0 }));
        const moved = rows.sort((a, b) => a.weight - b.weight).map(({ row }) => [...row].reverse());
        expect(sameResult(gold, rowsOf(moved), { ordered: false })).toBe(true);
      }),
    );
  });

  test('do not depend on which of them is the reference', () => {
    fc.assert(
      fc.property(result, result, fc.boolean(), (a, b, ordered) => {
        expect(sameResult(a, b, { ordered })).toBe(sameResult(b, a, { ordered }));
        expect(sameResult(a, a, { ordered })).toBe(true);
      }),
    );
  });

  test('differ when a row is left out, or comes twice', () => {
    fc.assert(
      fc.property(
        result.filter(({ rows }) => rows.length > 0),
        fc.boolean(),
        (gold, ordered) => {
          expect(sameResult(gold, rowsOf(gold.rows.slice(1)), { ordered })).toBe(false);
          expect(sameResult(gold, rowsOf([...gold.rows, ...gold.rows.slice(0, 1)]), { ordered })).toBe(false);
        },
      ),
    );
  });

  test.each<[string, Row[], Row[], boolean, boolean | 'unknown']>([
    ['another order of rows', [[1], [2]], [[2], [1]], false, true],
    ['another order of rows where it counts', [[1], [2]], [[2], [1]], true, false],
    [
      'another order of columns where that of rows counts',
      [
        [1, 'a'],
        [2, 'b'],
      ],
      [
        ['a', 1],
        ['b', 2],
      ],
      true,
      true,
    ],
    [
      'values of one row in the other',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 4],
        [3, 2],
      ],
      false,
      false,
    ],
    [
      'columns that fit one by one, but not together',
      [
        [1, 1],
        [2, 2],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      false,
      false,
    ],
    ['the same rows in other numbers', [[1], [1], [2]], [[1], [2], [2]], false, false],
    ['a rounding', [[0.1 + 0.2]], [[0.3]], false, true],
    ['two roundings', [[1.00000000005]], [[1.0000000000499]], false, true],
    ['a small difference', [[0.3]], [[0.30001]], false, false],
    ['a number as a text', [['1992']], [[1992]], false, true],
    ['a number with a point as a text', [['5.0']], [[5]], false, true],
    ['a number with zeros before it', [['007']], [[7]], false, false],
    ['nothing and zero', [[null]], [[0]], false, false],
    ['nothing and an empty text', [[null]], [['']], false, false],
    ['another case', [['Ann']], [['ann']], false, false],
    ['one column more', [[1]], [[1, 1]], false, false],
    ['nothing at all', [], [], true, true],
    ['a blob and its digits', [[{ type: 'blob', text: 'ff' }]], [['ff']], false, false],
    [
      'large whole numbers',
      [[{ type: 'integer', text: '9007199254740993' }]],
      [[{ type: 'integer', text: '9007199254740994' }]],
      false,
      false,
    ],
  ])('%s', (_, gold, got, ordered, expected) => {
    expect(sameResult(rowsOf(gold), rowsOf(got), { ordered })).toBe(expected);
  });

  test('of which one was cut short are unknown', () => {
    expect(sameResult(rowsOf([[1]]), rowsOf([[1]], 'rows'), { ordered: false })).toBe('unknown');
  });

  test('of twelve columns with the same values end, and are unknown when too many orders would be tried', () => {
    const row = Array.from({ length: 12 }, (_, index) => index % 2);
    const gold = rowsOf([row, row.map(value => 1 - value), row, row]);
    const got = rowsOf([
      row,
      row.map(value => 1 - value),
      row,
      row.map((value, index) => (index < 6 ? value : 1 - value)),
    ]);
    expect(['unknown', false]).toContain(sameResult(gold, got, { ordered: false }));
  });
});

test.each([
  ['SELECT a FROM t ORDER BY a', true],
  ['select a from t\norder\n by a limit 1', true],
  ['SELECT a FROM t', false],
  ['SELECT a FROM (SELECT a FROM t ORDER BY a)', false],
  ['SELECT a FROM t WHERE b IN (SELECT b FROM u ORDER BY c LIMIT 1)', false],
  ['SELECT rank() OVER (ORDER BY a) FROM t', false],
  ["SELECT 'ORDER BY' FROM t -- ORDER BY a", false],
  ['SELECT "order by" FROM t /* ORDER BY a */', false],
  ['SELECT a FROM t UNION SELECT a FROM u ORDER BY 1', true],
  ['WITH x AS (SELECT a FROM t ORDER BY a) SELECT * FROM x', false],
  ['SELECT a FROM [order] ORDER /* by */ BY a', true],
])('"%s" orders its rows: %s', (sql, expected) => expect(isOrdered(sql)).toBe(expected));

describe('a graded query', () => {
  const outcomes: Record<string, SqlOutcome> = {
    one: { kind: 'rows', ...rowsOf([[1]]) },
    uno: { kind: 'rows', ...rowsOf([[1]]) },
    two: { kind: 'rows', ...rowsOf([[2]]) },
    pair: { kind: 'rows', ...rowsOf([[1], [2]]) },
    wide: { kind: 'rows', ...rowsOf([[1, 2]]) },
    none: { kind: 'rows', ...rowsOf([]) },
    cut: { kind: 'rows', ...rowsOf([[1]], 'rows') },
    bad: { kind: 'error', message: 'no such column: x' },
    slow: { kind: 'timeout', afterMs: 2000 },
    big: { kind: 'too-big' },
    write: { kind: 'refused', message: 'Only a SELECT may be run.' },
    gone: { kind: 'unavailable', message: 'The database is gone.' },
  };
  const runner = { run: async (sql: string) => outcomes[sql] ?? { kind: 'too-big' as const } };

  test.each<[string, string[], boolean | null, string]>([
    ['one', ['uno'], true, 'the same result as the reference'],
    ['one', ['two', 'uno'], true, 'the same result as the reference'],
    ['one', ['bad', 'uno'], true, 'the same result as the reference'],
    ['none', ['none'], true, 'the same result as the reference; but both are empty'],
    ['one', ['two'], false, 'another result than the reference: other values'],
    ['one', ['pair'], false, 'another result than the reference: 1 row instead of 2'],
    ['one', ['wide'], false, 'another result than the reference: 1 columns instead of 2'],
    ['bad', ['one'], false, 'the query fails: no such column: x'],
    ['write', ['one'], false, 'the query fails: Only a SELECT may be run.'],
    ['bad', ['bad'], null, 'the reference fails: no such column: x'],
    ['two', ['bad', 'one'], null, 'the reference fails: no such column: x'],
    ['slow', ['one'], null, 'the query was stopped after 2 s'],
    ['one', ['slow'], null, 'the reference was stopped after 2 s'],
    ['big', ['one'], null, 'the query needs too much memory'],
    ['gone', ['one'], null, 'The database is gone.'],
    ['one', ['cut'], null, 'the results are too long to compare'],
    ['one', [], null, 'no reference'],
  ])('%s against %s: %s', async (answer, golds, correct, method) => {
    expect(await gradeSql(answer, golds, runner)).toEqual({ correct, method });
  });
});
