import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorFrame, eventFrame, exceptionFrame } from '../recorded/frames.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { httpError, type Reply, streamOf } from '../recorded/testing/local-bedrock.ts';
import { createClient } from './client.ts';
import { converseModel } from './converse.ts';
import { against, untroubled } from './testing/against-local.ts';

const MODEL = 'us.anthropic.claude-sonnet-4-6';
const OPENING = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'The ball ' } }),
];
const STOP = eventFrame('messageStop', { stopReason: 'end_turn' });
const METADATA = eventFrame('metadata', {
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
  metrics: { latencyMs: 1 },
});

const withBadChecksum = (frame: Uint8Array) => frame.with(frame.length - 1, (frame.at(-1) ?? 0) ^ 0xff);

const html = (status: number): Reply => ({
  kind: 'http',
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Please log in to the network.</body></html>',
  afterMs: 0,
});

async function failureAfter(reply: Reply) {
  const { model, server } = await against(reply);
  const { error, text, finished } = await collect(model.stream(aRequest(), untroubled()));
  expect(finished).toBeUndefined();
  expect(server.requests).toHaveLength(1);
  await server.requests[0]?.disconnected;
  return { text, ...error, message: error?.message.replace(server.url, 'URL') };
}

describe('an error before the stream', () => {
  test.each([
    [403, 'AccessDeniedException', `This account may not call ${MODEL}.`, false],
    [403, 'ExpiredTokenException', 'The AWS credentials have expired.', false],
    [403, 'UnrecognizedClientException', 'AWS did not accept the credentials.', false],
    [404, 'ResourceNotFoundException', `Bedrock knows no model ${MODEL}.`, false],
    [400, 'ValidationException', `Bedrock refused the request to ${MODEL}.`, false],
    [400, 'ServiceQuotaExceededException', 'A quota of this account is used up.', false],
    [429, 'ThrottlingException', `Bedrock is throttling calls to ${MODEL}.`, true],
    [429, 'ModelNotReadyException', `${MODEL} is not ready yet.`, true],
    [408, 'ModelTimeoutException', `${MODEL} took too long to answer.`, true],
    [424, 'ModelErrorException', `${MODEL} failed while it was answering.`, true],
    [500, 'InternalServerException', 'URL had a fault of its own.', true],
    [503, 'ServiceUnavailableException', 'URL had a fault of its own.', true],
  ])('%i %s is told once, and never retried here', async (status, name, message, retryable) => {
    const failure = await failureAfter(httpError(status, name, 'In its own words.'));
    expect(failure).toMatchObject({ name, message, retryable, text: '', original: 'In its own words.' });
    expect(failure).toHaveProperty('remedy', expect.stringMatching(/\w\.$/));
  });

  test('carries how long to wait, when the service says so', async () => {
    const throttled = httpError(429, 'ThrottlingException', 'Slow down.', { 'retry-after': '3' });
    expect(await failureAfter(throttled)).toMatchObject({ retryAfterMs: 3000 });
  });

  test.each([
    [502, true],
    [403, false],
    [200, false],
  ])('a page of HTML with status %i is not an answer of Bedrock', async (status, retryable) => {
    expect(await failureAfter(html(status))).toMatchObject({
      message: expect.stringMatching(/^URL answered with something that is not Bedrock's protocol/),
      retryable,
    });
  });

  test('an empty 500 is named by its status', async () => {
    const empty: Reply = { kind: 'http', status: 500, headers: {}, body: '', afterMs: 0 };
    expect(await failureAfter(empty)).toMatchObject({
      message: "URL answered with something that is not Bedrock's protocol (HTTP 500).",
      retryable: true,
    });
  });

  test.each(['reset-stream', 'reset-connection', 'close-connection'] as const)(
    'a %s without any answer is a broken connection',
    async afterwards => {
      expect(await failureAfter({ kind: 'nothing', afterwards })).toMatchObject({
        message: 'The connection to URL broke.',
        retryable: true,
      });
    },
  );
});

describe('an error in mid-stream keeps the text so far', () => {
  test.each([
    ['throttlingException', 'ThrottlingException', `Bedrock is throttling calls to ${MODEL}.`, true],
    [
      'modelStreamErrorException',
      'ModelStreamErrorException',
      `${MODEL} failed while it was answering.`,
      true,
    ],
    ['internalServerException', 'InternalServerException', 'URL had a fault of its own.', true],
    ['serviceUnavailableException', 'ServiceUnavailableException', 'URL had a fault of its own.', true],
    ['validationException', 'ValidationException', `Bedrock refused the request to ${MODEL}.`, false],
    ['brandNewException', 'BrandNewException', `The call to ${MODEL} failed.`, false],
  ])('%s', async (type, name, message, retryable) => {
    const frames = [...OPENING, exceptionFrame(type, 'In its own words.')];
    expect(await failureAfter(streamOf(frames))).toMatchObject({
      text: 'The ball ',
      name,
      message,
      retryable,
      original: 'In its own words.',
    });
  });

  test('an error message that is no exception', async () => {
    const frames = [...OPENING, errorFrame('InternalFailure', 'In its own words.')];
    expect(await failureAfter(streamOf(frames))).toMatchObject({
      text: 'The ball ',
      name: 'InternalFailure',
      message: 'URL had a fault of its own.',
      retryable: true,
    });
  });

  test.each([
    ['cut off in the middle of a frame', METADATA.subarray(0, 40)],
    ['a frame with a wrong checksum', withBadChecksum(METADATA)],
  ])('%s', async (_what, damaged) => {
    expect(await failureAfter(streamOf([...OPENING, damaged]))).toMatchObject({
      text: 'The ball ',
      message: 'The answer from URL was damaged on its way.',
      retryable: true,
    });
  });

  test.each([
    ['an end without messageStop', OPENING, 'The stream ended before the answer was finished.'],
    [
      'an end in the first bytes of a frame',
      [...OPENING, STOP.subarray(0, 3)],
      'The stream ended before the answer was finished.',
    ],
    [
      'an end without metadata',
      [...OPENING, STOP],
      'The stream ended after the answer but before its usage was reported.',
    ],
    [
      'metadata without usage',
      [...OPENING, STOP, eventFrame('metadata', { metrics: { latencyMs: 1 } })],
      'The stream ended after the answer but before its usage was reported.',
    ],
  ])('%s', async (_what, frames, message) => {
    expect(await failureAfter(streamOf(frames))).toMatchObject({
      text: 'The ball ',
      name: 'StreamInterrupted',
      message,
      remedy: 'The text so far is kept. Check the network, then try again.',
      retryable: true,
    });
  });

  test.each(['reset-stream', 'reset-connection', 'close-connection'] as const)('%s', async afterwards => {
    const failure = await failureAfter(streamOf(OPENING, afterwards));
    expect(failure).toMatchObject({ text: 'The ball ', retryable: true });
    // A connection may also just end, as far as the SDK says.
    expect(['The connection to URL broke.', 'The stream ended before the answer was finished.']).toContain(
      failure.message,
    );
  });
});

describe('an endpoint where no Bedrock is', () => {
  async function failureAt(endpoint: string) {
    const client = createClient({ anonymous: true, endpoint });
    onTestFinished(() => client.destroy());
    const model = converseModel({ client, idleTimeoutMs: 20_000, endpoint });
    return (await collect(model.stream(aRequest(), untroubled()))).error;
  }

  test('nobody listens', async () => {
    const { server } = await against(streamOf([]));
    await server.close();
    for (const endpoint of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
      expect(await failureAt(endpoint)).toMatchObject({
        message: `${endpoint} refused the connection.`,
        remedy: 'Check that something listens at that address, or leave --endpoint out.',
        retryable: true,
      });
    }
  });

  test('a server that speaks HTTP/1.1 only', async () => {
    const server = createServer((_request, response) => response.end());
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await failureAt(endpoint)).toMatchObject({
      message: `${endpoint} does not answer in HTTP/2, as Bedrock does.`,
      remedy: 'Check --endpoint, and whether a proxy stands between.',
      retryable: false,
    });
  });

  test('https where there is only http', async () => {
    const { server } = await against(streamOf([]));
    const endpoint = server.url.replace('http:', 'https:');
    expect(await failureAt(endpoint)).toMatchObject({
      message: `No secure connection to ${endpoint} could be made.`,
      retryable: false,
    });
  });
});
