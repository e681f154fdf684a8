/** Grading on Spider's own queries and databases. Skipped where `../shared/data` is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { gradeSql } from '../grading/grade-sql.ts';
import { createSqlSandbox, GRADING_SQL_LIMITS, type SqlSandbox } from './sql-sandbox.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/questions/', import.meta.url));
const isAbsent = !existsSync(DATA);

describe.skipIf(isAbsent)(`Spider's queries${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`, () => {
  const sandboxes = new Map<string, SqlSandbox>();
  afterAll(() => Promise.all([...sandboxes.values()].map(sandbox => sandbox.close())));

  function sandboxFor(database: string, withoutAuthorizer = false): SqlSandbox {
    const name = `${database} ${withoutAuthorizer}`;
    const known = sandboxes.get(name);
    if (known) return known;
    const sandbox = createSqlSandbox({
      database: fileFor(database),
      withoutAuthorizer,
      ...GRADING_SQL_LIMITS,
    });
    sandboxes.set(name, sandbox);
    return sandbox;
  }

  test('are right, each against itself', async () => {
    const wrong: unknown[] = [];
    const rows = spider();
    for (const { db_id, query } of rows) {
      const grade = await gradeSql(query, [query], sandboxFor(db_id));
      if (grade.correct !== true) wrong.push({ db_id, query, grade });
    }
    expect(rows).toHaveLength(1034);
    expect(wrong).toEqual([]);
  }, 120_000);

  test('are wrong when changed so that the result changes', async () => {
    const counts = { wrong: 0, unchanged: 0 };
    const missed: unknown[] = [];
    for (const { db_id, query } of spider()) {
      const changed = changedQuery(db_id, query);
      if (changed === undefined) {
        counts.unchanged++;
        expect(await sandboxFor(db_id).run(query)).toMatchObject({ kind: 'rows', rows: [] });
        continue;
      }
      const grade = await gradeSql(changed, [query], sandboxFor(db_id));
      if (grade.correct === false) counts.wrong++;
      else missed.push({ db_id, query, changed, grade });
    }
    expect(missed).toEqual([]);
    // The others are all empty, and stay so whatever is changed.
    expect(counts).toEqual({ wrong: 990, unchanged: 44 });
  }, 120_000);

  test('give the same rows in the same order where Node has no authorizer', async () => {
    const different: unknown[] = [];
    for (const { db_id, query } of spider()) {
      const now = await sandboxFor(db_id).run(query);
      const then = await sandboxFor(db_id, true).run(query);
      const isSame =
        now.kind === 'rows' &&
        then.kind === 'rows' &&
        JSON.stringify(now.rows) === JSON.stringify(then.rows) &&
        (then.rows.length === 0 || now.columns.length === then.columns.length);
      if (!isSame) different.push({ db_id, query, now, then });
    }
    expect(different).toEqual([]);
  }, 120_000);
});

interface SpiderRow {
  readonly db_id: string;
  readonly query: string;
}

function spider(): SpiderRow[] {
  const lines = readFileSync(`${DATA}spider.dev.jsonl`, 'utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as SpiderRow);
}

function fileFor(database: string): string {
  return `${DATA}spider-databases/${database}.sqlite`;
}

/** Mistakes of the kind that a model makes; the first that runs and whose values differ is taken. */
const CHANGES: ((query: string) => string)[] = [
  query => query.replace(/\bDESC\b/i, 'ASC'),
  query => query.replace(/\bLIMIT 1\b/i, 'LIMIT 2'),
  query => query.replace(/ > /, ' < '),
  query => query.replace(/ < /, ' > '),
  query => query.replace(/\bAVG\(/i, 'max('),
  query => query.replace(/\bMAX\(/i, 'min('),
  query => query.replace(/\bMIN\(/i, 'max('),
  query => query.replace(/\bDISTINCT /i, ''),
  query => query.replace(/\bcount\(\*\)/i, 'count(*) + 1'),
  query => query.replace(/ = (["'])/, ' != $1'),
  query => query.replace(/ (?:INTERSECT|EXCEPT) /i, ' UNION ALL '),
  query => query.replace(/\bWHERE\b.*?(?=\bGROUP BY\b|\bORDER BY\b|\bLIMIT\b|$)/i, ''),
  query => `SELECT * FROM (${query}) LIMIT 1 OFFSET 1`,
  query => `SELECT *, 1 FROM (${query})`,
];

function changedQuery(database: string, query: string): string | undefined {
  const connection = new DatabaseSync(fileFor(database), {
    readOnly: true,
    enableDoubleQuotedStringLiterals: true,
  });
  try {
    const result = values(connection, query);
    const bare = query.replace(/[\s;]+$/, '');
    const candidates = CHANGES.map(change => change(bare)).filter(changed => changed !== bare);
    return candidates.find(changed => {
      const other = values(connection, changed);
      return other !== undefined && other !== result;
    });
  } finally {
    connection.close();
  }
}

/** All values of a result, sorted: two results with other values cannot be the same. */
function values(connection: DatabaseSync, query: string): string | undefined {
  try {
    const statement = connection.prepare(query);
    statement.setReturnArrays(true);
    const rows = statement.all() as unknown as SQLOutputValue[][];
    return JSON.stringify([
      rows.length,
      rows
        .flat()
        .map(value => JSON.stringify(value))
        .sort(),
    ]);
  } catch {
    return undefined;
  }
}
