/** The whole command line against a local Bedrock, over real HTTP/2. */
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { answerFrom, listRecordings } from '../recorded/recordings.ts';
import {
  answering,
  httpError,
  type LocalBedrock,
  type Replies,
  startLocalBedrock,
} from '../recorded/testing/local-bedrock.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'secret' };
const asRecorded = answering(answerFrom(listRecordings(join(fixturesDir(), 'recordings'))));

async function bedrock(replies: Replies = asRecorded): Promise<LocalBedrock> {
  const server = await startLocalBedrock(replies);
  onTestFinished(() => server.close());
  return server;
}

const runAt = ({ url }: LocalBedrock, args: readonly string[] = [], env: Record<string, string> = {}) =>
  runMain(['run', '--endpoint', url, '--no-save', '--question', 'bat-and-ball', ...args], env);

describe('a run against an endpoint', () => {
  test('streams over HTTP/2, round after round, and is live', async () => {
    const server = await bedrock();
    const { code, stdout, stderr } = await runAt(server, ['--json']);
    const events = eventsOf(stdout);
    expect(events[0]).toMatchObject({ provenance: 'live' });
    expect(events.at(-1)).toMatchObject({ outcome: 'stopped', rule: 'max-rounds' });
    expect(server.requests.map(({ protocol }) => protocol)).toEqual(['h2', 'h2', 'h2', 'h2']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('says the same as the recording does, but for where it comes from', async () => {
    const live = await runAt(await bedrock());
    const offline = await runMain(['run', '--offline', '--no-save', '--question', 'bat-and-ball']);
    const words = (text: string) => text.replace(/^Source: .*$/m, '').replace(/\d+\.\d s\b/g, '');
    expect(live.stdout).toContain('\nSource: live\n');
    expect(words(live.stdout)).toBe(words(offline.stdout));
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'made-up keys when there are none',
      {},
      /^AWS4-HMAC-SHA256 Credential=anonymous\/\d+\/us-east-1\/bedrock\//,
    ],
    ['the keys of the environment, also without a region', KEYS, /Credential=AKIDTEST\/\d+\/us-east-1\//],
    ['the region that is set', { ...KEYS, AWS_REGION: 'eu-west-1' }, /Credential=AKIDTEST\/\d+\/eu-west-1\//],
    ['an API key before any other', { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: 'the-key' }, /^Bearer the-key$/],
  ])('is signed with %s', async (_name, env, authorization) => {
    const server = await bedrock();
    const { code } = await runAt(server, ['--rounds', '0'], env);
    expect(code).toBe(0);
    expect(server.requests[0]?.headers.authorization).toMatch(authorization);
  });

  test('that is throttled first shows the attempt, and goes on', async () => {
    const busy = httpError(429, 'ThrottlingException', 'Too many requests', { 'retry-after': '0' });
    let requests = 0;
    const server = await bedrock(request => (requests++ === 0 ? busy : asRecorded(request)));
    const { code, stdout } = await runAt(server, ['--rounds', '0']);
    expect(stdout).toMatch(
      /\nAttempt 1 of 4 failed: Bedrock is throttling calls to .* Trying again in 0\.0 s\.\n/,
    );
    expect(code).toBe(0);
  });
});

describe('a call that fails says what happened, what would help, and the original words', () => {
  test.each<[string, number, string, string, number, RegExp]>([
    [
      'a model that needs an inference profile',
      400,
      'ValidationException',
      'Invocation of model ID x with on-demand throughput isn’t supported. Retry with an inference profile.',
      1,
      /can only be called through an inference profile\. Use the profile of your region/,
    ],
    [
      'a retired model',
      404,
      'ResourceNotFoundException',
      'This model version has reached the end of its life.',
      1,
      /has been retired by Bedrock\. Choose another model: reflectoscope models lists them\./,
    ],
    [
      'a model that this account may not use',
      403,
      'AccessDeniedException',
      "You don't have access to the model with the specified model ID.",
      1,
      /This account may not call .* It needs bedrock:InvokeModelWithResponseStream/,
    ],
    [
      'expired credentials',
      403,
      'ExpiredTokenException',
      'The security token included in the request is expired',
      3,
      /The AWS credentials have expired\. Refresh them/,
    ],
    [
      'unknown keys',
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      3,
      /AWS did not accept the credentials\. Check the access key/,
    ],
  ])('%s', async (_name, status, type, original, code, sentence) => {
    const server = await bedrock(httpError(status, type, original));
    const said = await runAt(server, [], KEYS);
    expect(said.stdout).toMatch(sentence);
    expect(said.stdout).toContain(`\n  ${type}: ${original}\n`);
    expect(said.stdout).toContain('\nFailed in round 0.\n');
    expect(said.code).toBe(code);
  });

  test('an endpoint where nobody listens', async () => {
    const server = await startLocalBedrock(asRecorded);
    await server.close();
    const { code, stdout } = await runAt(server);
    expect(stdout).toContain(
      `${server.url} refused the connection. Check that something listens at that address`,
    );
    expect(stdout).toContain('ECONNREFUSED');
    expect(code).toBe(1);
  });
});
