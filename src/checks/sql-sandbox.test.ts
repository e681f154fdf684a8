/** The sandbox against queries that want out, want too much or never end, with SQLite's authorizer and without. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlOutcome } from '../grading/sql-outcome.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { createSqlSandbox, type SqlSandbox } from './sql-sandbox.ts';
import { ENDLESS, HOSTILE, MANY } from './testing/hostile-queries.ts';

describe.each([false, true])('a sandbox, without an authorizer: %s', withoutAuthorizer => {
  const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-test-'));
  const paths = {
    FOLDER: folder,
    CANARY: join(folder, 'canary.txt'),
    OTHER: join(folder, 'other.sqlite'),
    OUT: join(folder, 'out.sqlite'),
  };
  const database = join(folder, 'own.sqlite');
  let sandbox: SqlSandbox;
  let before: unknown;

  beforeAll(() => {
    makeDatabase(database);
    makeDatabase(paths.OTHER);
    writeFileSync(paths.CANARY, 'a secret');
    sandbox = createSqlSandbox({ database, withoutAuthorizer, timeLimitMs: 400 });
    before = stateOf(folder);
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(HOSTILE.map(([sql, kinds]) => ({ sql, kinds, name: sql.slice(0, 70) })))(
    '$name',
    async ({ sql, kinds }) => {
      const outcome = await sandbox.run(
        sql.replace(/FOLDER|CANARY|OTHER|OUT/g, name => paths[name as 'OUT']),
      );
      expect(kinds).toContain(outcome.kind);
      expect(JSON.stringify(outcome)).not.toContain('a secret');
      expect(JSON.stringify(outcome).length).toBeLessThan(200_000);
      expect(stateOf(folder)).toEqual(before);
      expect(await sandbox.run('SELECT count(*) FROM t')).toMatchObject({ rows: [[2]] });
    },
  );

  test('gives rows with columns of one name, blobs, large whole numbers and infinity', async () => {
    const sql = "SELECT a, a, b, 9007199254740993, x'ff00', 9e999, NULL, 0.5 FROM t ORDER BY a DESC; -- so";
    const outcome = await sandbox.run(sql);
    expect(outcome).toMatchObject({ kind: 'rows' });
    if (outcome.kind !== 'rows') return;
    expect(outcome.columns.slice(0, 3)).toEqual(['a', 'a', 'b']);
    expect(outcome.rows[0]).toEqual([
      2,
      2,
      'y',
      { type: 'integer', text: '9007199254740993' },
      { type: 'blob', text: 'ff00' },
      { type: 'real', text: 'Infinity' },
      null,
      0.5,
    ]);
    expect(outcome.truncated).toBeUndefined();
  });

  test('says what is wrong with a query in the words of SQLite', async () => {
    expect(await sandbox.run('SELECT c FROM t')).toEqual({ kind: 'error', message: 'no such column: c' });
    expect(await sandbox.run('SELEC 1')).toEqual({ kind: 'error', message: 'near "SELEC": syntax error' });
    expect(await sandbox.run('SELECT * FROM u')).toEqual({ kind: 'error', message: 'no such table: u' });
  });

  test('takes a text in double quotes for a text, as the queries of Spider do', async () => {
    expect(await sandbox.run('SELECT a FROM t WHERE b = "y"')).toMatchObject({ rows: [[2]] });
  });

  test('cuts rows, bytes and values, and says so', async () => {
    const rows = await sandbox.run(`${ENDLESS} SELECT x FROM c`, { maxRows: 3 });
    expect(rows).toMatchObject({ rows: [[1], [2], [3]], truncated: 'rows' });
    const bytes = await sandbox.run(`${MANY} SELECT printf('%100d', x) FROM c`, {
      maxRows: 900,
      maxBytes: 1000,
    });
    expect(bytes).toMatchObject({ truncated: 'rows' });
    expect(JSON.stringify(bytes).length).toBeLessThan(1100);
    const cells = await sandbox.run("SELECT 'abcdef', x'010203'", { maxCell: 4 });
    expect(cells).toMatchObject({ rows: [['abcd', { type: 'blob', text: '0102' }]], truncated: 'cells' });
  });

  test('answers queries that are asked at the same time one by one', async () => {
    const asked = [1, 2, 3, 4].map(number => sandbox.run(`SELECT ${number}`));
    const outcomes = await Promise.all(asked);
    expect(outcomes.map(outcome => outcome.kind === 'rows' && outcome.rows[0]?.[0])).toEqual([1, 2, 3, 4]);
  });

  test('sees what was written to the database since the query before', async () => {
    const file = join(temporaryFolder(), 'changing.sqlite');
    makeDatabase(file);
    const own = createSqlSandbox({ database: file, withoutAuthorizer });
    expect(await own.run('SELECT count(*) FROM t')).toMatchObject({ rows: [[2]] });
    const writer = new DatabaseSync(file);
    writer.exec(`${MANY.replace('WITH', 'INSERT INTO t WITH')} SELECT x, x FROM c`);
    writer.close();
    expect(await own.run('SELECT count(*) FROM t')).toMatchObject({ rows: [[1002]] });
    await own.close();
    expect(await own.run('SELECT 1')).toMatchObject({ kind: 'unavailable' });
  });
});

test('a query that runs when its sandbox is closed is not answered', async () => {
  const database = join(temporaryFolder(), 'own.sqlite');
  makeDatabase(database);
  const sandbox = createSqlSandbox({ database, timeLimitMs: 20_000 });
  await sandbox.run('SELECT 1');
  const running = sandbox.run(`${ENDLESS} SELECT count(*) FROM c`);
  const waiting = sandbox.run('SELECT 2');
  await new Promise(resolve => setTimeout(resolve, 20));
  await sandbox.close();
  expect(await running).toEqual({ kind: 'unavailable', message: 'The check was ended.' });
  expect(await waiting).toEqual(await running);
});

describe('a database', () => {
  test('in WAL mode is read, and no file is made beside it', async () => {
    const folder = temporaryFolder();
    const database = join(folder, 'wal.sqlite');
    makeDatabase(database, 'PRAGMA journal_mode=WAL;');
    const before = stateOf(folder);
    expect(await once(database, 'SELECT b FROM t')).toMatchObject({ rows: [['x'], ['y']] });
    expect(stateOf(folder)).toEqual(before);
  });

  test('with writes that are not in it yet is refused', async () => {
    const database = join(temporaryFolder(), 'busy.sqlite');
    makeDatabase(database);
    writeFileSync(`${database}-wal`, 'frames');
    expect(await once(database, 'SELECT 1')).toEqual({
      kind: 'unavailable',
      message: `The database ${database} has unfinished writes in ${database}-wal. Open and close it once with the program that writes to it.`,
    });
  });

  test('behind a symbolic link and with an odd name is read', async () => {
    const folder = temporaryFolder();
    const database = join(folder, "a b,#?%41*'é.sqlite");
    makeDatabase(database);
    symlinkSync(database, join(folder, 'link.sqlite'));
    expect(await once(join(folder, 'link.sqlite'), 'SELECT b FROM t')).toMatchObject({
      rows: [['x'], ['y']],
    });
  });

  test.each<[string, (file: string) => void, RegExp]>([
    ['is absent', () => {}, /could not be read: there is no such file\.$/],
    ['is a folder', file => mkdirSync(file), /is a folder\. Name the file in it\.$/],
    ['is no database', file => writeFileSync(file, 'name,age\n'.repeat(99)), /is no SQLite database\.$/],
    [
      'is damaged',
      file => writeFileSync(file, `SQLite format 3\0${'x'.repeat(5000)}`),
      /cannot be used: .+\.$/,
    ],
    ['is a link to itself', file => symlinkSync(file, file), /symbolic links go in a circle\.$/],
  ])('that %s is a sentence', async (_, make, sentence) => {
    const file = join(temporaryFolder(), 'some.sqlite');
    make(file);
    const outcome = await once(file, 'SELECT count(*) FROM sqlite_master');
    expect(outcome).toEqual({ kind: 'unavailable', message: expect.stringMatching(sentence) });
  });
});

test('the temporary files of SQLite stay in memory', async () => {
  const before = readdirSync(tmpdir()).filter(name => name.startsWith('etilqs'));
  const database = join(temporaryFolder(), 'own.sqlite');
  makeDatabase(database);
  await once(database, `${ENDLESS} SELECT DISTINCT x, hex(x) FROM c ORDER BY 2`);
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('etilqs'))).toEqual(before);
});

async function once(database: string, sql: string): Promise<SqlOutcome> {
  const sandbox = createSqlSandbox({ database });
  const outcome = await sandbox.run(sql);
  await sandbox.close();
  return outcome;
}

function makeDatabase(file: string, before = ''): void {
  const database = new DatabaseSync(file);
  database.exec(`${before} CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y');`);
  database.close();
}

function stateOf(folder: string): unknown {
  return readdirSync(folder).map(name => {
    const { mtimeMs, size } = statSync(join(folder, name));
    return [name, mtimeMs, size, readFileSync(join(folder, name), 'base64')];
  });
}
