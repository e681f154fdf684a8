import { expect, test, vi } from 'vitest';
import type { Environment } from '../bedrock/credentials.ts';
import { chooseSource, type SourceFlags } from './source.ts';
import { makeHome } from './testing/home.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const URL = 'http://127.0.0.1:9';

/** What is chosen in an environment, and files in the home; nobody is called. */
async function choose(
  flags: Partial<SourceFlags>,
  variables: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const { env } = makeHome(variables, files);
  // The SDK reads the environment by itself.
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return await chooseSource({ idleTimeout: 120, ...flags }, env as Environment);
  } finally {
    vi.unstubAllEnvs();
  }
}

test('without anything of AWS answers come from recordings', async () => {
  expect(await choose({})).toMatchObject({
    kind: 'offline',
    chosen: false,
    why: 'No AWS credentials were found, so answers come from recordings.',
  });
});

test('credentials without a region are not enough, and that is said', async () => {
  expect(await choose({}, KEYS)).toMatchObject({
    kind: 'offline',
    why: 'No AWS region is set, so answers come from recordings.',
  });
});

test.each<[string, Partial<SourceFlags>, Record<string, string>]>([
  ['AWS_REGION', {}, { AWS_REGION: 'eu-west-1' }],
  ['AWS_DEFAULT_REGION', {}, { AWS_DEFAULT_REGION: 'eu-west-1' }],
  ['--region', { region: 'eu-west-1' }, { AWS_REGION: 'us-west-2' }],
])('credentials and a region from %s are Bedrock', async (_name, flags, variables) => {
  expect(await choose(flags, { ...KEYS, ...variables })).toMatchObject({
    kind: 'live',
    where: 'Bedrock in eu-west-1',
    region: 'eu-west-1',
  });
});

test('an API key of Bedrock is enough beside a region', async () => {
  expect(await choose({}, { AWS_BEARER_TOKEN_BEDROCK: 'key', AWS_REGION: 'eu-west-1' })).toMatchObject({
    kind: 'live',
  });
});

test('--offline goes before credentials', async () => {
  expect(await choose({ offline: true }, { ...KEYS, AWS_REGION: 'eu-west-1' })).toMatchObject({
    kind: 'offline',
    chosen: true,
    why: 'Offline (--offline): answers come from recordings.',
  });
});

test('a profile in the files of AWS is used', async () => {
  const files = {
    '.aws/credentials': '[work]\naws_access_key_id = A\naws_secret_access_key = B\n',
    '.aws/config': '[profile work]\nregion = eu-north-1\n',
  };
  expect(await choose({ profile: 'work' }, {}, files)).toMatchObject({ where: 'Bedrock in eu-north-1' });
  expect(await choose({}, { AWS_PROFILE: 'work' }, files)).toMatchObject({ where: 'Bedrock in eu-north-1' });
});

test('a profile that is not there is an error, not a reason for recordings', async () => {
  const wanted = { code: 3, lines: expect.arrayContaining(['To look around without AWS: --offline.']) };
  await expect(choose({}, { AWS_PROFILE: 'nope' })).rejects.toMatchObject(wanted);
  await expect(choose({ profile: 'nope' }, { AWS_PROFILE: 'other' })).rejects.toThrow(/\bnope\b/);
});

test('a region that is none is an error', async () => {
  await expect(choose({ region: 'us east 1' }, KEYS)).rejects.toMatchObject({
    code: 3,
    message: expect.stringContaining('"us east 1"'),
  });
});

test('--live without credentials is an error', async () => {
  await expect(choose({ live: true })).rejects.toMatchObject({
    code: 3,
    message: expect.stringMatching(/^No AWS credentials/),
  });
});

test.each<[string, Partial<SourceFlags>, Record<string, string>]>([
  ['--endpoint', { endpoint: URL }, { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:1' }],
  [
    'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
    {},
    { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: URL, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  ],
  ['AWS_ENDPOINT_URL', {}, { AWS_ENDPOINT_URL: URL }],
])('an endpoint in %s is asked, with credentials or without', async (_name, flags, variables) => {
  expect(await choose(flags, variables)).toMatchObject({ kind: 'live', where: URL });
  expect(await choose(flags, { ...KEYS, ...variables })).toMatchObject({ kind: 'live', where: URL });
});

test('endpoints of the environment can be turned off, as the SDK has it', async () => {
  const variables = { AWS_ENDPOINT_URL: URL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect(await choose({}, variables)).toMatchObject({ kind: 'offline' });
});

test('an endpoint that is no URL is wrong use in a flag, and configuration in the environment', async () => {
  await expect(choose({ endpoint: '' })).rejects.toMatchObject({
    code: 2,
    message: expect.stringMatching(/^"" in --endpoint/),
  });
  await expect(choose({}, { AWS_ENDPOINT_URL: 'ftp://x' })).rejects.toMatchObject({
    code: 3,
    message: expect.stringMatching(/^"ftp:\/\/x" in AWS_ENDPOINT_URL is not a URL/),
  });
});

test('a profile that was named for an endpoint must be there', async () => {
  await expect(choose({ endpoint: URL, profile: 'nope' })).rejects.toMatchObject({ code: 3 });
  expect(await choose({ endpoint: URL }, { AWS_PROFILE: 'nope' })).toMatchObject({ where: URL });
});
