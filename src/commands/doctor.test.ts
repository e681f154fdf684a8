/** The doctor from the command line: what it finds on invented machines, and what it exits with. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Lists, startControlPlane } from '../bedrock/testing/local-control-plane.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { folderFinding, roomWords } from './doctor/folders.ts';
import { startFindings } from './doctor/start.ts';
import { nodeFinding } from './doctor/versions.ts';
import { runMain } from './testing/in-process.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };

interface JsonFinding {
  readonly area: string;
  readonly what: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly says: string;
  readonly help: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What it found, by its area and its name; the exit code is the same in both. */
async function examined(argv: readonly string[] = [], env = {}, files = {}) {
  const { code, stdout, stderr } = await runMain(['doctor', '--json', ...argv], env, files);
  const said: { exitCode: number; findings: JsonFinding[] } = JSON.parse(stdout);
  expect({ code: said.exitCode, stderr }).toEqual({ code, stderr: '' });
  const of = (area: string, what: string) =>
    said.findings.find(one => one.area === area && one.what === what);
  return { code, of, all: said.findings };
}

async function controlPlane(lists: Lists): Promise<string> {
  const { url, close } = await startControlPlane(lists);
  onTestFinished(close);
  return url;
}

describe('on a machine where nothing is set up', () => {
  test('there is no problem: answers come from recordings', async () => {
    const { code, of, all } = await examined();
    expect(code).toBe(0);
    expect(all.filter(({ state }) => state === 'problem')).toEqual([]);
    expect(of('Credentials', 'credentials')).toMatchObject({ state: 'note', says: 'none were found' });
    expect(of('Bedrock', 'Bedrock')?.says).toBe('not asked: there are no credentials that work');
    expect(of('Saved runs', 'saved runs')?.says).toBe('none yet');
  });

  test('it is looked at and left as it was', async () => {
    const home = temporaryFolder();
    await examined([], {
      XDG_DATA_HOME: join(home, 'd'),
      XDG_CONFIG_HOME: join(home, 'c'),
      XDG_CACHE_HOME: join(home, 'k'),
    });
    expect(readdirSync(home)).toEqual([]);
  });

  test('lines have a word with its sign, and what would help below', async () => {
    const { stdout } = await runMain(['doctor']);
    expect(stdout).toMatch(/^Versions\n {2}✓ ok {7}program: reflectoscope \d/);
    expect(stdout).toMatch(/\n {2}! note {5}credentials: none were found\n {13}Set AWS_PROFILE/);
    expect(stdout).toMatch(/\nNo problem, \d+ notes\.\n$/);
    const { stdout: ascii } = await runMain(['doctor'], { LC_ALL: 'C' });
    expect(ascii).toMatch(/^[\n -~]*$/);
    expect(ascii).toMatch(/\n {2}ok {7}program/);
  });
});

describe('Bedrock', () => {
  test('answers: how fast, and with how many models', async () => {
    const AWS_ENDPOINT_URL_BEDROCK = await controlPlane({ models: [{ modelId: 'a' }, { modelId: 'b' }] });
    const { code, of } = await examined([], { ...KEYS, AWS_ENDPOINT_URL_BEDROCK });
    expect(of('Bedrock', 'Bedrock')).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ answers in \d+ ms and lists 2 models$/),
      facts: { answers: true, models: 2, tookMs: expect.any(Number) },
    });
    expect(code).toBe(0);
  });

  test.each([
    ['ExpiredTokenException', 3, /have expired/, /Refresh them/],
    ['ThrottlingException', 1, /./, /./],
  ])('%s ends with %i, and says what would help', async (name, exit, says, help) => {
    const AWS_ENDPOINT_URL_BEDROCK = await controlPlane({ refused: { models: name } });
    const { code, of } = await examined([], { ...KEYS, AWS_ENDPOINT_URL_BEDROCK });
    const found = of('Bedrock', 'Bedrock');
    expect(found).toMatchObject({
      state: 'problem',
      says: expect.stringMatching(says),
      facts: { error: name },
    });
    expect(found?.help).toMatch(help);
    expect(code).toBe(exit);
  });

  test('an account that may not list is no problem', async () => {
    const AWS_ENDPOINT_URL_BEDROCK = await controlPlane({ refused: { models: 'AccessDeniedException' } });
    const { code, of } = await examined([], { ...KEYS, AWS_ENDPOINT_URL_BEDROCK });
    expect(of('Bedrock', 'Bedrock')).toMatchObject({ state: 'note', facts: { answers: true, status: 403 } });
    expect(code).toBe(0);
  });

  test('an endpoint is asked without credentials and without a region', async () => {
    const url = await controlPlane({ models: [{ modelId: 'a' }] });
    const { code, of } = await examined(['--endpoint', url]);
    expect(of('Bedrock', 'Bedrock')).toMatchObject({ state: 'ok', facts: { models: 1 } });
    expect(of('Credentials', 'credentials')?.says).toBe('none; the endpoint is asked with made-up ones');
    expect(code).toBe(0);
  });

  test('an endpoint where nobody listens is a failure, and one that is no URL is wrong use', async () => {
    const { code, of } = await examined(['--endpoint', 'http://127.0.0.1:9']);
    expect(of('Bedrock', 'Bedrock')).toMatchObject({
      state: 'problem',
      says: 'http://127.0.0.1:9 refused the connection.',
      help: 'Check that something listens at that address, or leave --endpoint out.',
    });
    expect(code).toBe(1);
    expect((await runMain(['doctor', '--endpoint', 'nowhere'])).code).toBe(2);
    expect((await runMain(['doctor', '--offline', '--endpoint', 'http://127.0.0.1:9'])).code).toBe(2);
  });

  test('is left in peace with --offline', async () => {
    const { url, requests, close } = await startControlPlane({});
    onTestFinished(close);
    const { code, of } = await examined(['--offline'], { ...KEYS, AWS_ENDPOINT_URL_BEDROCK: url });
    expect(of('Bedrock', 'Bedrock')?.says).toBe('not asked, since it is offline');
    expect(of('Credentials', 'what is set')?.says).toContain('keys in the environment');
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
  });
});

describe('credentials', () => {
  test('without a region are a problem', async () => {
    const { code, of } = await examined([], { ...KEYS, AWS_REGION: '' });
    expect(of('Credentials', 'region')).toMatchObject({
      state: 'problem',
      help: expect.stringContaining('AWS_REGION'),
    });
    expect(code).toBe(3);
  });

  test.each([
    [-60, 'problem', /they expired at/, 3],
    [5 * 60, 'note', /they expire in [45] minutes/, 0],
    [5 * 3600, 'ok', /they expire in [45] hours/, 0],
    [5 * 86_400, 'ok', /they expire in [45] days/, 0],
  ])('that expire in %i seconds: %s', async (seconds, state, says, exit) => {
    const made = new Date(Date.now() - 3600_000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const url = `bedrock.amazonaws.com/?X-Amz-Date=${made}&X-Amz-Expires=${3600 + seconds}`;
    const { code, of } = await examined([], {
      AWS_REGION: 'eu-west-1',
      AWS_BEARER_TOKEN_BEDROCK: `bedrock-api-key-${Buffer.from(url).toString('base64')}`,
      AWS_ENDPOINT_URL_BEDROCK: await controlPlane({ models: [{ modelId: 'a' }] }),
    });
    expect(of('Credentials', 'credentials')).toMatchObject({ state, says: expect.stringMatching(says) });
    expect(code).toBe(exit);
  });
});

describe('the network', () => {
  test('a proxy that the SDK does not use, certificates, and nobody who checks', async () => {
    const { code, all } = await examined([], {
      HTTPS_PROXY: 'http://proxy.example.org:3128',
      NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    });
    const network = all.filter(({ area }) => area === 'Network');
    expect(network.find(({ what }) => what === 'proxy')?.says).toBe(
      'HTTPS_PROXY names http://proxy.example.org:3128, and calls to Bedrock do not go through it',
    );
    const problems = network.filter(({ state }) => state === 'problem').map(({ what }) => what);
    expect(problems).toEqual(['NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED']);
    expect(code).toBe(3);
  });
});

describe('saved runs', () => {
  const whole = readFileSync(recordingFile('bat-and-ball.sonnet-4-6'), 'utf8');
  const lines = whole.trimEnd().split('\n');
  const runs = (files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`data/reflectoscope/runs/${name}.jsonl`, text]),
    );

  test('are counted, and so are those that are not whole; none is named', async () => {
    const files = runs({
      'a-secret-question-1': whole,
      'a-secret-question-2': [...lines.slice(0, 3), 'broken', '', 'broken too', ...lines.slice(5)].join('\n'),
      'a-secret-question-3': lines.slice(0, 5).join('\n'),
      'a-secret-question-4': 'no transcript\n',
      'a-secret-question-5': `${lines[0]?.replace('"schema":1', '"schema":99')}\n`,
    });
    const { code, of, all } = await examined([], {}, files);
    expect(of('Saved runs', 'saved runs')?.facts).toEqual({
      runs: 4,
      damaged: 1,
      cutOff: 1,
      newer: 1,
      others: 1,
    });
    const said = all.filter(({ area }) => area === 'Saved runs').map(({ says }) => says);
    expect(said).toEqual([
      '4',
      'one has lines that cannot be read; the rest of it is shown',
      'one file is no transcript at all',
      'one was cut off',
      'one cannot be read',
    ]);
    expect(JSON.stringify(all)).not.toContain('secret-question');
    expect(code).toBe(0);
  });
});

describe('settings', () => {
  const stored = (text: string) => ({ 'config/reflectoscope/config.json': text });

  test('that are broken stay where they are', async () => {
    const home = temporaryFolder();
    const env = { XDG_CONFIG_HOME: join(home, 'config') };
    const { of, code } = await examined([], env, {});
    expect({ code, says: of('Settings', 'settings file')?.says }).toMatchObject({ code: 0 });
    const { code: broken, all } = await examined([], {}, stored('{"look":'));
    expect(all.find(({ area }) => area === 'Settings')).toMatchObject({
      state: 'problem',
      says: '~/config/reflectoscope/config.json was not valid JSON',
    });
    expect(broken).toBe(3);
  });

  test('with a part that cannot be read, and prices that cannot', async () => {
    const { all, code } = await examined(
      [],
      {},
      stored('{"look":{"theme":"pink"},"keys":{"nothing":"x"},"prices":7}'),
    );
    const notes = all.filter(({ area }) => area === 'Settings');
    expect(notes.map(({ says }) => says)).toEqual([
      'The theme in the settings is to be auto, dark, light, mono: it is passed over.',
      expect.stringContaining('nothing'),
    ]);
    expect(all.find(({ what }) => what === 'own prices')).toMatchObject({ state: 'problem' });
    expect(code).toBe(3);
  });

  test('of a newer version', async () => {
    const { all } = await examined([], {}, stored('{"version":99}'));
    expect(all.find(({ area }) => area === 'Settings')?.says).toContain(
      'was written by a newer reflectoscope',
    );
  });
});

describe('folders', () => {
  test('a folder that is a file, or lies below one, cannot be written', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(folderFinding('cache', file, 'XDG_CACHE_HOME')).toMatchObject({
      state: 'problem',
      says: `${file} is a file, not a folder`,
      help: 'Make it writable for you, or set XDG_CACHE_HOME to a folder of yours.',
    });
    expect(folderFinding('cache', join(file, 'a', 'b'), 'X')).toMatchObject({
      state: 'problem',
      says: `${join(file, 'a', 'b')} cannot be made, since ${file} is a file`,
    });
  });

  test('a folder is tried by writing into it, and nothing stays there', () => {
    const folder = temporaryFolder();
    expect(folderFinding('cache', folder, 'X')).toMatchObject({
      state: 'ok',
      facts: { exists: true, writable: true, freeBytes: expect.any(Number) },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a path that depends on where one is, is a problem', () => {
    expect(folderFinding('cache', 'here/cache', 'XDG_CACHE_HOME')).toMatchObject({ state: 'problem' });
  });

  test('room is told as disks are sold', () => {
    expect([81_200_000_000, 1_500_000_000, 3_400_000, 0].map(roomWords)).toEqual([
      '81 GB',
      '1.5 GB',
      '3.4 MB',
      '0.0 MB',
    ]);
  });
});

test('a Node that is too old is a problem', () => {
  expect(nodeFinding('22.12.0', '22.13')).toMatchObject({
    state: 'problem',
    help: 'Install Node 22.13 or newer.',
  });
  expect(nodeFinding('22.13.0', '22.13').state).toBe('ok');
  expect(nodeFinding('24.0.0', '22.13').state).toBe('ok');
});

test('a compile cache that is not used says why', () => {
  expect(startFindings({ NODE_DISABLE_COMPILE_CACHE: '1' }, undefined)[0]?.says).toContain(
    'NODE_DISABLE_COMPILE_CACHE is set',
  );
  expect(startFindings({}, '/cache')).toMatchObject([{ state: 'ok', says: '/cache' }]);
});
