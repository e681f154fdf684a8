import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hasSigns, readiness, regionFrom } from './credentials.ts';
import { inventHome } from './testing/invented-home.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const IN_IRELAND = { AWS_REGION: 'eu-west-1' };

/** Readiness on an invented machine: these AWS files, these variables and nothing else. */
function ready(
  files: Record<string, string>,
  variables: Record<string, string>,
  wish: { profile?: string; region?: string } = {},
) {
  return readiness(inventHome(files, variables).env, wish);
}

const profile = (name: string, lines: string) => `[profile ${name}]\n${lines}\n`;
const keyLines = 'aws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret';

describe('signs of AWS', () => {
  const none = () => false;

  test('are none on an empty machine', async () => {
    expect(hasSigns({}, {}, none)).toBe(false);
    expect(await ready({}, {})).toEqual({ kind: 'absent', why: 'no AWS credentials were found' });
  });

  test.each([
    ['keys', { AWS_ACCESS_KEY_ID: 'a' }, {}],
    ['an API key', { AWS_BEARER_TOKEN_BEDROCK: 'a' }, {}],
    ['a profile', { AWS_PROFILE: 'a' }, {}],
    ['a region', { AWS_DEFAULT_REGION: 'eu-west-1' }, {}],
    ['a profile that is asked for', {}, { profile: 'a' }],
    ['a region that is asked for', {}, { region: 'eu-west-1' }],
  ])('are %s', (_what, env, wish) => {
    expect(hasSigns(env, wish, none)).toBe(true);
  });

  test('are the AWS files, wherever they are', () => {
    const looked: string[] = [];
    const look = (file: unknown) => looked.push(String(file)) > 99;
    hasSigns({ AWS_CONFIG_FILE: '/elsewhere/config' }, {}, look);
    expect(looked).toEqual([expect.stringMatching(/[/\\]\.aws[/\\]credentials$/), '/elsewhere/config']);
    expect(hasSigns({}, {}, file => String(file).endsWith('config'))).toBe(true);
  });

  test('are not variables that are set to nothing', () => {
    expect(hasSigns({ AWS_PROFILE: '', AWS_REGION: '', AWS_ACCESS_KEY_ID: '' }, {}, none)).toBe(false);
    expect(regionFrom({ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' })).toBe('us-west-2');
    expect(regionFrom({})).toBeUndefined();
  });
});

describe('ready', () => {
  test.each([
    ['keys and a region', {}, { ...KEYS, ...IN_IRELAND }, {}, 'eu-west-1'],
    ['the region that the SDK ignores', {}, { ...KEYS, AWS_DEFAULT_REGION: 'us-west-2' }, {}, 'us-west-2'],
    ['the region that is asked for', {}, { ...KEYS, ...IN_IRELAND }, { region: 'us-west-2' }, 'us-west-2'],
    [
      'a profile with a region',
      { '.aws/config': profile('work', `region = ap-southeast-2\n${keyLines}`) },
      { AWS_PROFILE: 'work' },
      {},
      'ap-southeast-2',
    ],
    [
      'a profile that is asked for',
      { '.aws/config': profile('work', `region = ap-southeast-2\n${keyLines}`) },
      {},
      { profile: 'work' },
      'ap-southeast-2',
    ],
    [
      'the default profile',
      { '.aws/credentials': `[default]\n${keyLines}\n`, '.aws/config': '[default]\nregion = eu-central-1\n' },
      {},
      {},
      'eu-central-1',
    ],
    [
      'an API key and a region',
      {},
      { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-a', ...IN_IRELAND },
      {},
      'eu-west-1',
    ],
  ])('with %s', async (_what, files, variables, wish, region) => {
    expect(await ready(files, variables, wish)).toEqual({ kind: 'ready', region });
  });
});

describe('absent', () => {
  test.each([
    ['keys without a region', {}, KEYS, 'no AWS region is set'],
    ['an API key without a region', {}, { AWS_BEARER_TOKEN_BEDROCK: 'a' }, 'no AWS region is set'],
    ['a region without credentials', {}, IN_IRELAND, 'no AWS credentials were found'],
    [
      'a config file without credentials',
      { '.aws/config': '[default]\nregion = eu-west-1\n' },
      {},
      'no AWS credentials were found',
    ],
    [
      'half of a pair of keys',
      {},
      { AWS_ACCESS_KEY_ID: 'a', ...IN_IRELAND },
      'no AWS credentials were found',
    ],
  ])('with %s', async (_what, files, variables, why) => {
    expect(await ready(files, variables)).toEqual({ kind: 'absent', why });
  });
});

describe('broken', () => {
  const START = 'https://example.invalid/start';
  const session = `sso_session = s\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = ${START}`;
  const withSso = (lines: string) => ({
    '.aws/config': profile(
      'sso',
      `region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = r\n${lines}`,
    ),
  });
  const expired = {
    accessToken: 'a',
    expiresAt: '2020-01-01T00:00:00Z',
    region: 'eu-west-1',
    startUrl: START,
  };
  const cached = (key: string, token: object) => ({
    [`.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`]: JSON.stringify(token),
  });
  const login = profile('me', 'region = eu-west-1\nlogin_session = arn:aws:iam::123456789012:user/me');

  test.each([
    [
      'a profile that is not there',
      {},
      { AWS_PROFILE: 'gone', ...IN_IRELAND },
      'No usable AWS credentials were found for profile gone.',
      /aws configure list-profiles/,
    ],
    [
      'a profile without a region',
      { '.aws/config': profile('work', keyLines) },
      { AWS_PROFILE: 'work' },
      'Profile work is not in the AWS config file, or has no region there.',
      /--region/,
    ],
    [
      'an SSO session that was never opened',
      withSso(session),
      { AWS_PROFILE: 'sso' },
      'The AWS SSO session of profile sso has expired or was never opened.',
      /^Run: aws sso login --profile sso$/,
    ],
    [
      'an SSO session that has expired',
      { ...withSso(session), ...cached('s', expired) },
      { AWS_PROFILE: 'sso' },
      'The AWS SSO session of profile sso has expired or was never opened.',
      /^Run: aws sso login --profile sso$/,
    ],
    [
      'an SSO session of the older kind that has expired',
      { ...withSso(`sso_region = eu-west-1\nsso_start_url = ${START}`), ...cached(START, expired) },
      { AWS_PROFILE: 'sso' },
      'The AWS SSO session of profile sso has expired or was never opened.',
      /^Run: aws sso login --profile sso$/,
    ],
    [
      'a profile of aws login that nobody logged in to',
      { '.aws/config': login },
      { AWS_PROFILE: 'me' },
      'You are not logged in to AWS with profile me.',
      /^Run: aws login --profile me$/,
    ],
    [
      'a region that is none',
      {},
      { ...KEYS, AWS_REGION: 'us east 1' },
      '"us east 1" is not the name of an AWS region.',
      /us-east-1/,
    ],
    [
      'a profile whose region is none',
      { '.aws/config': profile('work', `region = us east 1\n${keyLines}`) },
      { AWS_PROFILE: 'work' },
      '"us east 1" is not the name of an AWS region.',
      /your profile/,
    ],
    [
      'a web identity whose file is missing',
      {},
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/no/such/token', AWS_ROLE_ARN: 'arn:aws:iam::1:role/r', ...IN_IRELAND },
      'A file that the AWS credentials come from is missing: /no/such/token.',
      /AWS_WEB_IDENTITY_TOKEN_FILE/,
    ],
  ])('by %s', async (_what, files, variables, message, remedy) => {
    expect(await ready(files, variables)).toEqual({
      kind: 'broken',
      error: expect.objectContaining({ message, remedy: expect.stringMatching(remedy) }),
    });
  });
});
