import { expect, test } from 'vitest';
import { checkSql } from './sql-check.ts';

const asked: string[] = [];
const sandbox = {
  async run(sql: string) {
    asked.push(sql);
    return { kind: 'rows' as const, columns: ['n'], rows: [[42]] };
  },
};

test('the query of an answer is run, and its result is the feedback', async () => {
  expect(await checkSql('So:\n```sql\nSELECT count(*) FROM t;\n```\nIt counts.', sandbox)).toEqual({
    source: 'sql',
    text: ' n\n--\n42\n(1 row)',
    verdict: 'unknown',
    durationMs: expect.any(Number),
    detail: 'SELECT count(*) FROM t;',
  });
  expect(asked).toEqual(['SELECT count(*) FROM t;']);
});

test('an answer without a query fails, and nothing is run', async () => {
  const before = asked.length;
  const nothing = { source: 'sql', text: 'No SQL query was found in the answer.', verdict: 'fail' };
  expect(await checkSql('I do not know.', sandbox)).toMatchObject(nothing);
  expect(await checkSql('```sql\nSELECT 1', sandbox)).toMatchObject(nothing);
  expect(asked).toHaveLength(before);
});
