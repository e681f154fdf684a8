import { describe, expect, test } from 'vitest';
import { recordedHandler } from '../recorded/handler.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { httpError } from '../recorded/testing/local-bedrock.ts';
import { instantClock } from '../run/clock.ts';
import { createClient } from './client.ts';
import { converseModel } from './converse.ts';
import { against, untroubled } from './testing/against-local.ts';
import { inventHome } from './testing/invented-home.ts';

const BROKEN_PROFILE = '[profile broken]\nregion = us east 1\nendpoint_url = nowhere\nretry_mode = banana\n';

test.each([
  ['AWS_ENDPOINT_URL', 'nowhere at all'],
  ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'ftp://nowhere'],
  ['AWS_REGION', 'us east 1'],
  ['AWS_PROFILE', 'broken'],
  ['AWS_PROFILE', 'gone'],
  ['AWS_RETRY_MODE', 'banana'],
  ['AWS_MAX_ATTEMPTS', 'many'],
  ['AWS_DEFAULTS_MODE', 'banana'],
  ['AWS_USE_FIPS_ENDPOINT', 'perhaps'],
  ['AWS_USE_DUALSTACK_ENDPOINT', 'perhaps'],
  ['AWS_AUTH_SCHEME_PREFERENCE', 'banana'],
  ['AWS_BEARER_TOKEN_BEDROCK', ''],
])('recordings answer whatever %s=%s may mean', async (name, value) => {
  inventHome({ '.aws/config': BROKEN_PROFILE }, { [name]: value });
  const requestHandler = recordedHandler(() => ({ message: 'Nothing is recorded.' }), instantClock());
  const client = createClient({ anonymous: true, requestHandler });
  const got = await collect(
    converseModel({ client, idleTimeoutMs: 20_000 }).stream(aRequest(), untroubled()),
  );
  expect(got.error).toEqual({
    name: 'NoRecordingException',
    message: 'Nothing is recorded.',
    retryable: false,
    charged: 'no',
  });
});

describe('how a request is signed', () => {
  const KEYS = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-west-1',
  };

  async function authorizationWith(variables: Record<string, string>, anonymous = false) {
    inventHome({}, variables);
    const { server } = await against(httpError(400, 'ValidationException', 'Enough was seen.'));
    const client = createClient({ endpoint: server.url, anonymous });
    const model = converseModel({ client, idleTimeoutMs: 20_000 });
    const { error } = await collect(model.stream(aRequest(), untroubled()));
    expect(error?.original).toBe('Enough was seen.');
    client.destroy();
    return server.requests[0]?.headers.authorization;
  }

  test('by the keys of the environment, for the region of the environment', async () => {
    expect(await authorizationWith(KEYS)).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\//);
  });

  test('by an API key, when there is one', async () => {
    const variables = { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-abc' };
    expect(await authorizationWith(variables)).toBe('Bearer bedrock-api-key-abc');
  });

  test('by the keys, when the API key is set to nothing', async () => {
    const variables = { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: '' };
    expect(await authorizationWith(variables)).toContain('Credential=AKIDEXAMPLE');
  });

  test('by nobody, where no credentials are looked for', async () => {
    expect(await authorizationWith({}, true)).toContain('Credential=anonymous');
  });
});
