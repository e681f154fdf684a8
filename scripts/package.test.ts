/** The package as npm would publish it: what is in it, and that it runs where nothing else is. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { makeHome } from '../src/commands/testing/home.ts';
import { builtProgram } from '../src/commands/testing/program.ts';
import { temporaryFolder } from '../src/transcripts/testing/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

const DATABASES = ['allotment', 'bakery', 'chess-club', 'ferry', 'museum', 'solar', 'tramway'];

beforeAll(() => {
  builtProgram();
});

/** The tarball in a folder; what it holds. */
async function pack(folder: string): Promise<{ tarball: string; files: string[] }> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  });
  const [packed] = Object.values<{ filename: string; files: { path: string }[] }>(JSON.parse(stdout));
  if (!packed) throw new Error(`npm pack said: ${stdout}`);
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

test('the package holds the program, its fixtures and its papers, and nothing else', async () => {
  const { files } = await pack(temporaryFolder());
  const recordings = files.filter(path => path.startsWith('fixtures/recordings/'));
  expect(recordings.length).toBeGreaterThanOrEqual(12);
  expect(files.filter(path => !recordings.includes(path)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/bundle.js',
    'dist/cli.js',
    'dist/reflectoscope.js',
    ...DATABASES.map(name => `fixtures/databases/${name}.sql`),
    'fixtures/questions.json',
    'fixtures/questions/mathematics.json',
    'fixtures/questions/sentiment.json',
    'fixtures/questions/text-to-sql.json',
    'fixtures/questions/translation.json',
    'package.json',
  ]);
});

test('installed into an empty folder it runs, without any other package', async () => {
  const { folder, env } = makeHome();
  const { tarball } = await pack(folder);
  const options = { cwd: folder, env };
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, tarball], options);
  expect(existsSync(join(folder, 'node_modules', 'ink'))).toBe(false);
  const bin = join(folder, 'node_modules', '.bin', 'reflectoscope');
  const { stdout } = await run(
    process.execPath,
    [bin, 'run', '--offline', '--question', 'lily-pond'],
    options,
  );
  expect(stdout).toContain('\nStopped by max-rounds: all rounds were made.\n');
});

test('every package in the bundle is among the licences', () => {
  const text = readFileSync(join(ROOT, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['ink', 'react', 'zod', 'commander', 'conf', '@aws-sdk/client-bedrock-runtime']) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
});
