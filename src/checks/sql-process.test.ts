/** What the parent does when the child does not keep to what was agreed, and the child when the parent is gone. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { build } from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BUNDLING } from '../../scripts/build.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { startSqlProcess } from './sql-process.ts';
import { SQL_LIMITS } from './sql-sandbox.ts';

const LIMITS = { ...SQL_LIMITS, timeLimitMs: 3000 };
const config = {
  path: '/',
  url: 'file:///',
  needsUrl: false,
  memoryBytes: 2 ** 26,
  withoutAuthorizer: false,
};
const READY = "require('fs').writeSync(1, JSON.stringify({ ready: true }) + '\\n');";
const ON_QUERY = "require('fs').readSync(0, Buffer.alloc(9));";

describe('a child', () => {
  test.each([
    ['floods its pipe', `${READY}${ON_QUERY}for (;;) require('fs').writeSync(1, 'x'.repeat(65536));`],
    [
      'says two things at once',
      `${READY}${ON_QUERY}require('fs').writeSync(1, '{}\\n{}\\n'); setTimeout(() => {}, 1e6);`,
    ],
    [
      'says what is no JSON',
      `${READY}${ON_QUERY}require('fs').writeSync(1, 'rows\\n'); setTimeout(() => {}, 1e6);`,
    ],
    [
      'gives more rows than it may',
      `${READY}${ON_QUERY}require('fs').writeSync(1, JSON.stringify({ kind: 'rows', columns: [], rows: Array(201).fill([]) }) + '\\n'); setTimeout(() => {}, 1e6);`,
    ],
    ['ends in the middle', `${READY}${ON_QUERY}require('fs').writeSync(1, '{"kind":'); process.abort();`],
    [
      'needs more memory than it has',
      `${READY}${ON_QUERY}const all = []; for (;;) all.push(new Array(1e5).fill(all.length));`,
    ],
  ])('that %s is ended', async (_, code) => {
    const child = startSqlProcess(config, {
      code: `const process = globalThis.process; ${code}`,
      inputType: 'commonjs',
    });
    expect(await child.run('SELECT 1', LIMITS)).toEqual({ kind: 'too-big' });
    expect(child.isAlive).toBe(false);
  });

  test.each([
    ['does not start', 'process.exit(1)'],
    ['floods before it was asked', "for (;;) require('fs').writeSync(1, 'x'.repeat(65536));"],
  ])('that %s is no answer', async (_, code) => {
    const child = startSqlProcess(config, { code, inputType: 'commonjs' });
    expect(await child.run('SELECT 1', LIMITS)).toMatchObject({ kind: 'unavailable' });
    expect(child.isAlive).toBe(false);
  });

  test('that is busy for ever is ended at its time limit', async () => {
    const child = startSqlProcess(config, { code: `${READY}${ON_QUERY}for (;;);`, inputType: 'commonjs' });
    expect(await child.run('SELECT 1', { ...LIMITS, timeLimitMs: 100 })).toEqual({
      kind: 'timeout',
      afterMs: 100,
    });
    expect(child.isAlive).toBe(false);
  });
});

test('the bundle carries the program of the child; the child ends when its parent is killed', async () => {
  const folder = temporaryFolder();
  const database = join(folder, 'own.sqlite');
  const connection = new DatabaseSync(database);
  connection.exec('CREATE TABLE t (a); INSERT INTO t VALUES (42)');
  connection.close();
  const bundle = join(folder, 'sandbox.mjs');
  await build({
    ...BUNDLING,
    entryPoints: [join(import.meta.dirname, 'sql-sandbox.ts')],
    outfile: bundle,
    write: true,
    minify: true,
    keepNames: true,
  });
  const main = join(folder, 'main.mjs');
  writeFileSync(
    main,
    `import { createSqlSandbox } from './sandbox.mjs';
     const sandbox = createSqlSandbox({ database: ${JSON.stringify(database)}, timeLimitMs: 60000 });
     console.log(JSON.stringify(await sandbox.run('SELECT a FROM t')));
     sandbox.run('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c');`,
  );
  const parent = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    parent.kill('SIGKILL');
  });
  const line = await new Promise<string>(resolve => parent.stdout.setEncoding('utf8').once('data', resolve));
  expect(JSON.parse(line)).toEqual({ kind: 'rows', columns: ['a'], rows: [[42]] });
  if (process.platform !== 'linux') return;
  const children = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim().split(' ');
  expect(children).toHaveLength(1);
  parent.kill('SIGKILL');
  expect(await isGone(Number(children[0]))).toBe(true);
});

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      if (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z')) return true;
    } catch {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}
