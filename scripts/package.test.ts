/** The package as npm would publish it: what is in it, and that it runs where nothing else is. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from '../src/commands/testing/program.ts';
import { temporaryFolder } from '../src/transcripts/testing/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

const DATABASES = ['allotment', 'bakery', 'chess-club', 'ferry', 'museum', 'solar', 'tramway'];

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** For all tests of a group. */
function emptyHome() {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    USERPROFILE: folder,
    LC_ALL: 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { folder, env };
}

beforeAll(() => {
  builtProgram();
});

/** The tarball in a folder; what it holds, and how large that is once it is unpacked. */
async function pack(folder: string): Promise<{ tarball: string; files: string[]; bytes: number }> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  });
  const [packed] = Object.values<Packed>(JSON.parse(stdout));
  if (!packed) throw new Error(`npm pack said: ${stdout}`);
  const { filename, unpackedSize: bytes } = packed;
  return { tarball: join(folder, filename), files: packed.files.map(({ path }) => path), bytes };
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

test('nothing in the package knows the machine that made it, and it stays small', async () => {
  const { files, bytes } = await pack(temporaryFolder());
  // What is installed from it today has 6.2 MB; a second copy of anything large would be felt.
  expect(bytes).toBeLessThan(8_000_000);
  const telling = files.filter(path => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return text.includes(ROOT) || text.includes('sourceMappingURL=');
  });
  expect(telling).toEqual([]);
});

describe('installed into an empty folder, without any script of its own', () => {
  const { folder, env } = emptyHome();
  const bin = join(folder, 'node_modules', '.bin', 'reflectoscope');
  const installed = (...args: string[]) => run(process.execPath, [bin, ...args], { cwd: folder, env });

  beforeAll(async () => {
    const { tarball } = await pack(folder);
    const quick = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...quick, '--prefix', folder, tarball], { cwd: folder, env });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('it brings no other package', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual([
      'reflectoscope',
    ]);
  });

  test('it says its version', async () => {
    expect((await installed('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('it makes a run from the recordings', async () => {
    const { stdout } = await installed('run', '--offline', '--question', 'lily-pond');
    expect(stdout).toContain('\nStopped by max-rounds: all rounds were made.\n');
  });

  test('its doctor finds no problem, and knows the versions of what is in it', async () => {
    const { stdout } = await installed('doctor', '--offline');
    expect(stdout).toMatch(/\n.*built with: AWS SDK \d+\.\d+\.\d+, Ink \d+\.\d+\.\d+, React \d+\.\d+\.\d+\n/);
    expect(stdout).toMatch(/\nNo problem, /);
  });
});
