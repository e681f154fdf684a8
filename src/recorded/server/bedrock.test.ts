/** The local Bedrock as anybody's program meets it: the plain SDK over a socket. */
import {
  BedrockClient,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, onTestFinished, test } from 'vitest';
import { instantClock } from '../../run/clock.ts';
import { listRecordings, recordingOf } from '../recordings.ts';
import { PROTOCOLS, plainClient } from '../testing/sdk-clients.ts';
import { aFolder, aScenario, QUESTION, recordInto } from '../testing/small-recording.ts';
import { answersOf, fallback, firstOf } from './answerers.ts';
import { type LocalBedrockOptions, localBedrock, type Served } from './bedrock.ts';
import { listen } from './listen.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const QUESTION_TURN = { role: 'user' as const, content: [{ text: QUESTION.text }] };

async function served(options: LocalBedrockOptions) {
  const server = await listen(localBedrock(options), { clock: instantClock() });
  onTestFinished(() => server.close());
  return server;
}

async function servedRecording(more: Partial<LocalBedrockOptions> = {}) {
  const folder = aFolder();
  await recordInto(folder, aScenario());
  return served({ answerer: answersOf(listRecordings(folder)), ...more });
}

/** As any client sends it. */
const post = (url: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe.each(PROTOCOLS)('over %s', protocol => {
  test('Converse gives the recorded answer whole, with its usage and a request id', async () => {
    const { url } = await servedRecording();
    const client = plainClient(url, protocol);
    const { output, stopReason, usage, metrics, $metadata } = await client.send(
      new ConverseCommand({ modelId: SONNET, messages: [QUESTION_TURN] }),
    );
    expect(output?.message).toEqual({
      role: 'assistant',
      content: [
        {
          reasoningContent: {
            reasoningText: { text: 'The quick answer will do.', signature: expect.any(String) },
          },
        },
        { text: 'It costs ten cents.\n\n**Answer:** 0.10' },
      ],
    });
    expect(stopReason).toBe('end_turn');
    expect(usage?.totalTokens).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
    expect(metrics?.latencyMs).toBeGreaterThan(0);
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('ConverseStream gives the same in pieces', async () => {
    const { url } = await servedRecording();
    const client = plainClient(url, protocol);
    const { stream = [] } = await client.send(
      new ConverseStreamCommand({ modelId: SONNET, messages: [QUESTION_TURN] }),
    );
    let text = '';
    const members = new Set<string>();
    for await (const item of stream) {
      text += item.contentBlockDelta?.delta?.text ?? '';
      for (const name of Object.keys(item)) members.add(name);
    }
    expect(text).toBe('It costs ten cents.\n\n**Answer:** 0.10');
    expect([...members]).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
  });

  test('an ARN of a profile is answered as the profile in it', async () => {
    const { url } = await servedRecording();
    const modelId = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${SONNET}`;
    const client = plainClient(url, protocol);
    const { stopReason } = await client.send(new ConverseCommand({ modelId, messages: [QUESTION_TURN] }));
    expect(stopReason).toBe('end_turn');
  });

  test('a turn that nobody recorded is refused, and it is said which one and what there is', async () => {
    const { url } = await servedRecording();
    const client = plainClient(url, protocol);
    const messages = [{ role: 'user' as const, content: [{ text: 'Why is the sky blue?' }] }];
    await expect(client.send(new ConverseCommand({ modelId: SONNET, messages }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `No recording holds this turn of the conversation with ${SONNET}. The turn is "Why is the sky blue?". From here recordings answer: "A bat and a ball cost $1.10; the bat costs $1.0…".`,
    });
  });
});

test('who has no answer leaves it to the next, and to the fallback at last', async () => {
  const folder = aFolder();
  await recordInto(folder, aScenario());
  const answerer = firstOf([answersOf(listRecordings(folder)), fallback('echo', 1)]);
  const { url } = await served({ answerer });
  const client = plainClient(url, 'h2');
  const messages = [{ role: 'user' as const, content: [{ text: 'Hello there' }] }];
  const { output } = await client.send(new ConverseCommand({ modelId: 'acme.rocket-v1', messages }));
  expect(output?.message?.content).toEqual([{ text: 'Hello there' }]);
});

test('what is recorded several times comes in turn, again and again', async () => {
  const folder = aFolder();
  const { file } = await recordInto(folder, aScenario());
  const info = recordingOf(file);
  const answers = ['one', 'two'].map(text => ({
    deltas: [],
    ending: {
      kind: 'finished' as const,
      afterMs: 0,
      stopReason: 'end_turn',
      serverMs: 0,
      content: [{ text }],
    },
  }));
  const { answerFrom, requestKey } = await import('../recordings.ts');
  const request = {
    model: SONNET,
    system: [],
    messages: [QUESTION_TURN],
    cachePoints: [],
    inferenceConfig: {},
  };
  const read = async () => new Map([[requestKey(request), { request, answers }]]);
  const answerer = answerFrom(info ? [info] : [], read, 'from the first');
  const said = [];
  for (let time = 0; time < 5; time++) said.push(await answerer(request));
  expect(
    said.map(
      answer => 'ending' in answer && answer.ending.kind === 'finished' && answer.ending.content[0]?.text,
    ),
  ).toEqual(['one', 'two', 'one', 'two', 'one']);
});

describe('what Bedrock refuses', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['no JSON', '{', 'SerializationException', /^The body of the request is not JSON\.$/],
    ['no messages', {}, 'ValidationException', /^messages: /],
    ['an empty conversation', { messages: [] }, 'ValidationException', /at least one message/],
    [
      'an answer first',
      { messages: [{ role: 'assistant', content: [{ text: 'Hm.' }] }] },
      'ValidationException',
      /must start with a user message/,
    ],
    [
      'a blank text',
      { messages: [{ role: 'user', content: [{ text: 'a' }, { text: '' }] }] },
      'ValidationException',
      /messages\.0\.content\.1 is blank/,
    ],
    [
      'a turn of white space',
      { messages: [{ role: 'user', content: [{ text: ' ' }] }] },
      'ValidationException',
      /messages\.0\.content\.0 is blank/,
    ],
    [
      'a turn without content',
      { messages: [{ role: 'user', content: [] }] },
      'ValidationException',
      /messages\.0 is empty/,
    ],
    [
      'a role that there is not',
      { messages: [QUESTION_TURN, { role: 'tool', content: [{ text: 'a' }] }] },
      'ValidationException',
      /^messages\.1\.role/,
    ],
  ])('%s', async (_what, body, type, message) => {
    const { url } = await servedRecording();
    const response = await post(url, `/model/${SONNET}/converse`, body);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, type]);
    expect(await response.json()).toEqual({ message: expect.stringMatching(message) });
  });

  test.each(['/model/x/invoke', '/model/x/invoke-with-response-stream', '/somewhere', '//'])(
    '%s, which is no operation of this one',
    async path => {
      const { url } = await servedRecording({ listed: { models: [], region: 'us-east-1' } });
      const response = await post(url, path, {});
      expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
        404,
        'UnknownOperationException',
      ]);
    },
  );
});

test('a name that leads here by a trick is not answered, where only this machine is', async () => {
  const { url } = await servedRecording({ onlyLoopback: true });
  const body = { messages: [QUESTION_TURN] };
  const { port } = new URL(url);
  const statuses = [];
  for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`, `evil.example:${port}`]) {
    const http = await import('node:http');
    statuses.push(
      await new Promise(resolve => {
        const path = `/model/${SONNET}/converse`;
        http
          .request({ port, host: '127.0.0.1', path, method: 'POST', headers: { host } }, response => {
            response.resume();
            resolve(response.statusCode);
          })
          .end(JSON.stringify(body));
      }),
    );
  }
  expect(statuses).toEqual([200, 200, 200, 403]);
});

test('the control plane lists the models that are recorded', async () => {
  const { url } = await servedRecording({
    listed: { models: [SONNET, 'amazon.nova-lite-v1:0', 'acme.rocket-v1'], region: 'us-east-1' },
  });
  const client = new BedrockClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  const { modelSummaries = [] } = await client.send(new ListFoundationModelsCommand({}));
  expect(
    modelSummaries.map(({ modelId, inferenceTypesSupported }) => [modelId, inferenceTypesSupported]),
  ).toEqual([
    ['anthropic.claude-sonnet-4-6', ['INFERENCE_PROFILE']],
    ['amazon.nova-lite-v1:0', ['ON_DEMAND']],
    ['acme.rocket-v1', ['ON_DEMAND']],
  ]);
  const list = (typeEquals: 'SYSTEM_DEFINED' | 'APPLICATION') =>
    client.send(new ListInferenceProfilesCommand({ typeEquals }));
  const { inferenceProfileSummaries = [] } = await list('SYSTEM_DEFINED');
  expect(inferenceProfileSummaries.map(({ inferenceProfileId }) => inferenceProfileId)).toEqual([SONNET]);
  expect((await list('APPLICATION')).inferenceProfileSummaries).toEqual([]);
});

test('whoever looks on is told of every request', async () => {
  const told: Served[] = [];
  const { url } = await servedRecording({ onReply: one => told.push(one) });
  await post(url, `/model/${SONNET}/converse`, { messages: [QUESTION_TURN] });
  await post(
    url,
    `/model/${SONNET}/converse`,
    { messages: [QUESTION_TURN] },
    { 'x-reflectoscope-fault': 'bad-checksum' },
  );
  await post(url, '/nowhere', {});
  expect(told.map(({ operation, fault }) => [operation, fault])).toEqual([
    ['converse', undefined],
    // A document has no frames.
    ['converse', { name: 'bad-checksum@middle', happened: false }],
    ['other', undefined],
  ]);
  expect(told[0]?.answer).toMatchObject({ from: expect.stringMatching(/\.jsonl round 0$/) });
});
