import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { bundledDatabases, databaseFor } from './databases.ts';

const folder = mkdtempSync(join(tmpdir(), 'databases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const about = (database?: string) => ({ id: 'a', ...(database !== undefined && { database }) });

test('a question without a database has none', async () => {
  expect(await databaseFor(about())).toBeUndefined();
});

test('a bundled database is built once, and whole', async () => {
  const inner = join(folder, 'not', 'there', 'yet');
  const [one, two] = await Promise.all([
    databaseFor(about('bundled:bakery'), { folder: inner }),
    databaseFor(about('bundled:bakery'), { folder: inner }),
  ]);
  expect(two).toBe(one);
  expect(await databaseFor(about('bundled:bakery'), { folder: inner })).toBe(one);
  expect(readdirSync(inner)).toEqual([expect.stringMatching(/^bakery-[0-9a-f]{12}\.sqlite$/)]);
  const database = new DatabaseSync(one ?? '', { readOnly: true });
  expect(database.prepare('SELECT count(*) AS n FROM product').get()).toEqual({ n: 11 });
  database.close();
});

test('without a folder it lies in one of the process, which goes with it', async () => {
  const code = `
    import { existsSync } from 'node:fs';
    import { databaseFor } from ${JSON.stringify(new URL('./databases.ts', import.meta.url).href)};
    const path = await databaseFor({ id: 'a', database: 'bundled:tramway' });
    console.log(JSON.stringify({ path, isThere: existsSync(path) }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  const { path, isThere } = JSON.parse(stdout) as { path: string; isThere: boolean };
  expect({ isThere, isInTemp: path.startsWith(tmpdir()) }).toEqual({ isThere: true, isInTemp: true });
  expect(existsSync(dirname(path))).toBe(false);
});

test('every bundled database can be built', async () => {
  for (const name of bundledDatabases()) {
    expect(await databaseFor(about(`bundled:${name}`), { folder })).toContain(name);
  }
});

test('a file of the user is named and not touched', async () => {
  const file = join(folder, 'mine.sqlite');
  writeFileSync(file, 'not even a database');
  expect(await databaseFor(about(file))).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('not even a database');
});

test('a database that is not there is an error with a sentence', async () => {
  await expect(databaseFor(about('/nowhere/x.sqlite'))).rejects.toThrow(
    'The database of the question "a" is not there: /nowhere/x.sqlite.',
  );
  await expect(databaseFor(about('bundled:none'))).rejects.toThrow(
    /^There is no bundled database "none"\. There are: allotment, bakery, /,
  );
  await expect(databaseFor(about('bundled:../../x'))).rejects.toThrow(/is not there/);
});
