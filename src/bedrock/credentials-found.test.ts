import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FoundCredentials, findCredentials } from './credentials-found.ts';
import { inventHome } from './testing/invented-home.ts';
import { type CredentialServices, startCredentialServices } from './testing/local-credentials.ts';

const EXPIRATION = '2031-05-06T07:08:09.000Z';
const GIVEN = {
  accessKeyId: 'AKIDGIVEN',
  secretAccessKey: 'secret-given',
  sessionToken: 'token-given',
  expiration: EXPIRATION,
};
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 'secret' };
const REGION = { AWS_REGION: 'eu-west-1' };
const keyLines = 'aws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n';

async function services(options = {}): Promise<CredentialServices> {
  const started = await startCredentialServices(GIVEN, options);
  onTestFinished(() => started.close());
  return started;
}

/** What is found on an invented machine: these files, these variables and nothing else. */
function found(
  files: Record<string, string>,
  variables: Record<string, string>,
  { wish = {}, offline = false, limitMs = 10_000 } = {},
): Promise<FoundCredentials> {
  return findCredentials(inventHome(files, variables).env, wish, { limitMs, offline });
}

describe('who gave the credentials', () => {
  test('the environment', async () => {
    const { taken, signs } = await found({}, { ...KEYS, ...REGION });
    expect(taken).toEqual({ kind: 'found', from: 'the keys in the environment' });
    expect(signs).toEqual(['keys in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)']);
  });

  test('keys of a profile, which go before those of the environment once it is named', async () => {
    const { taken, signs, profile } = await found(
      { '.aws/config': `[profile work]\nregion = eu-north-1\n${keyLines}` },
      { ...KEYS, AWS_PROFILE: 'work' },
    );
    expect(taken).toEqual({ kind: 'found', from: 'keys of the profile' });
    expect(signs).toHaveLength(2);
    expect(profile).toMatchObject({ name: 'work', from: 'AWS_PROFILE', isThere: true, of: 1, gives: 'keys' });
  });

  test('a credential_process, with when they expire', async () => {
    const said = JSON.stringify({
      Version: 1,
      AccessKeyId: 'AKIDPROCESS',
      SecretAccessKey: 's',
      Expiration: EXPIRATION,
    });
    const { taken } = await found(
      {
        '.aws/config': '[default]\ncredential_process = cat said.json\n'.replace(
          'said.json',
          `"$HOME/said.json"`,
        ),
        'said.json': said,
      },
      REGION,
    );
    expect(taken).toEqual({
      kind: 'found',
      from: 'the credential_process of the profile',
      expiresAt: EXPIRATION,
    });
  });

  test('SSO', async () => {
    const { url, requests } = await services();
    const session = 'work-session';
    const token = { accessToken: 'sso-token', expiresAt: '2031-01-01T00:00:00Z', region: 'eu-west-1' };
    const { taken } = await found(
      {
        '.aws/config': `[profile work]\nsso_session = ${session}\nsso_account_id = 123456789012\nsso_role_name = reader\nregion = eu-west-1\n[sso-session ${session}]\nsso_region = eu-west-1\nsso_start_url = https://example.org/start\n`,
        [`.aws/sso/cache/${createHash('sha1').update(session).digest('hex')}.json`]: JSON.stringify(token),
      },
      { AWS_PROFILE: 'work', AWS_ENDPOINT_URL_SSO: url },
    );
    expect(requests[0]).toContain('/federation/credentials');
    expect(taken).toEqual({ kind: 'found', from: 'an SSO session of the profile', expiresAt: EXPIRATION });
  });

  test('a web identity', async () => {
    const { url } = await services();
    const home = inventHome({ 'web-token': 'web-identity-token' }, {});
    const env = {
      ...REGION,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(home.folder, 'web-token'),
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/reader',
      AWS_ENDPOINT_URL_STS: url,
    };
    const { taken, signs } = await found({}, env);
    expect(signs).toEqual(['a web identity in AWS_WEB_IDENTITY_TOKEN_FILE']);
    expect(taken).toEqual({
      kind: 'found',
      from: 'the web identity in AWS_WEB_IDENTITY_TOKEN_FILE',
      expiresAt: EXPIRATION,
    });
  });

  test('a container', async () => {
    const { url } = await services();
    const { taken } = await found({}, { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` });
    expect(taken).toEqual({ kind: 'found', from: 'the credentials of the container', expiresAt: EXPIRATION });
  });

  test('an instance', async () => {
    const { url } = await services();
    const { taken } = await found(
      {},
      { ...REGION, AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url },
    );
    expect(taken).toMatchObject({
      kind: 'found',
      from: 'the metadata service of the instance or container',
      expiresAt: expect.any(String),
    });
  });

  test('an API key, which goes before all else and says when it expires if it is a short one', async () => {
    const url =
      'bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Date=20311224T180000Z&X-Amz-Expires=3600&Version=1';
    const short = `bedrock-api-key-${Buffer.from(url).toString('base64')}`;
    const { taken, signs } = await found({}, { ...KEYS, ...REGION, AWS_BEARER_TOKEN_BEDROCK: short });
    expect(taken).toEqual({
      kind: 'found',
      from: 'the API key in AWS_BEARER_TOKEN_BEDROCK',
      expiresAt: '2031-12-24T19:00:00.000Z',
    });
    expect(signs).toHaveLength(2);
    const long = await found({}, { ...REGION, AWS_BEARER_TOKEN_BEDROCK: 'ABSKanything' });
    expect(long.taken).toEqual({ kind: 'found', from: 'the API key in AWS_BEARER_TOKEN_BEDROCK' });
    const odd = await found({}, { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-%%%' });
    expect(odd.taken).toEqual({ kind: 'found', from: 'the API key in AWS_BEARER_TOKEN_BEDROCK' });
  });
});

describe('where there are none', () => {
  test('nothing is asked on an empty machine, and nothing offline', async () => {
    expect((await found({}, {})).taken).toEqual({ kind: 'none' });
    const { url, requests } = await services();
    const env = { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` };
    const { taken, signs } = await found({}, env, { offline: true });
    expect({ taken, asked: requests.length }).toEqual({ taken: { kind: 'not asked' }, asked: 0 });
    expect(signs).toEqual(["a container's credentials at AWS_CONTAINER_CREDENTIALS_FULL_URI"]);
  });

  test('a region alone is no credential', async () => {
    expect((await found({}, REGION)).taken).toEqual({ kind: 'none' });
  });

  test('a profile that was named and gives none is broken', async () => {
    const { taken, profile } = await found({}, { ...REGION, AWS_PROFILE: 'gone' });
    expect(taken).toMatchObject({ kind: 'broken' });
    expect(profile).toMatchObject({ name: 'gone', isThere: false, of: 0 });
  });

  test('a source that never answers is given up', async () => {
    const { url } = await services({ hang: true });
    const env = { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` };
    const { taken } = await found({}, env, { limitMs: 50 });
    expect(taken).toMatchObject({
      kind: 'broken',
      error: {
        name: 'TimeoutError',
        message: 'Where the AWS credentials come from, nobody answered in time.',
      },
    });
  });

  test('half of a pair is said', async () => {
    const { flaws, signs } = await found(
      {},
      { AWS_SECRET_ACCESS_KEY: 'x', AWS_WEB_IDENTITY_TOKEN_FILE: '/x' },
    );
    expect(flaws).toEqual([
      'AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID, so it does not count.',
      'AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN, so it does not count.',
    ]);
    expect(signs).toEqual(['a web identity in AWS_WEB_IDENTITY_TOKEN_FILE']);
  });
});

describe('where the region comes from', () => {
  const files = { '.aws/config': '[default]\nregion = eu-south-2\n[profile p]\nregion = ap-east-1\n' };
  test.each([
    ['the flag', { AWS_REGION: 'us-east-1' }, { region: 'us-west-2' }, 'us-west-2', '--region'],
    ['AWS_REGION', { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'x' }, {}, 'us-east-1', 'AWS_REGION'],
    [
      'the one that the SDK ignores',
      { AWS_DEFAULT_REGION: 'us-east-2' },
      {},
      'us-east-2',
      'AWS_DEFAULT_REGION',
    ],
    ['the default profile', {}, {}, 'eu-south-2', 'profile default'],
    ['the profile of the flag', {}, { profile: 'p' }, 'ap-east-1', 'profile p'],
  ])('%s', async (_what, env, wish, name, from) => {
    const { region } = await found(files, env as Record<string, string>, { wish, offline: true });
    expect(region).toEqual({ kind: 'found', name, from });
  });

  test('what is no region is told without what it is', async () => {
    const { region } = await found({}, { AWS_REGION: 'AKIA-in-the-wrong-place' }, { offline: true });
    expect(region).toEqual({ kind: 'odd', from: 'AWS_REGION' });
  });
});
