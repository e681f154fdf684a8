import { describe, expect, test, vi } from 'vitest';
import { errorFrame, eventFrame } from '../recorded/frames.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { answering, streamOf } from '../recorded/testing/local-bedrock.ts';
import { createClient } from './client.ts';
import { converseModel } from './converse.ts';
import { against, untroubled } from './testing/against-local.ts';
import { inventHome } from './testing/invented-home.ts';

const delta = (contentBlockIndex: number, body: object) =>
  eventFrame('contentBlockDelta', { contentBlockIndex, delta: body, p: 'abcdefghijk' });
const thinking = (body: object) => delta(0, { reasoningContent: body });
const stop = (contentBlockIndex: number) => eventFrame('contentBlockStop', { contentBlockIndex });

const WHOLE = [
  eventFrame('messageStart', { role: 'assistant', p: 'abc' }),
  thinking({ text: 'Ten cents is ' }),
  thinking({ text: 'the trap.' }),
  thinking({ signature: 'c2ln' }),
  thinking({ signature: 'bmVk' }),
  stop(0),
  delta(1, { reasoningContent: { redactedContent: Buffer.from('hidden').toString('base64') } }),
  stop(1),
  delta(2, { text: 'The ball costs ' }),
  delta(2, { text: '5 ¢ — 🎾.' }),
  stop(2),
  eventFrame('messageStop', { stopReason: 'end_turn', p: 'a' }),
  eventFrame('metadata', {
    usage: {
      inputTokens: 24,
      outputTokens: 388,
      totalTokens: 2922,
      cacheReadInputTokens: 1200,
      cacheWriteInputTokens: 1310,
      cacheDetails: [
        { ttl: '1h', inputTokens: 1000 },
        { ttl: '5m', inputTokens: 310 },
      ],
      serverToolUsage: {},
    },
    metrics: { latencyMs: 3100 },
    p: 'abcdefghijklmnopqrstuvwxyz',
  }),
];

const WHOLE_EVENT = {
  type: 'finished',
  stopReason: 'end_turn',
  usage: { input: 24, output: 388, cacheRead: 1200, cacheWrite5m: 310, cacheWrite1h: 1000 },
  serverMs: 3100,
  content: [
    { reasoningContent: { reasoningText: { text: 'Ten cents is the trap.', signature: 'c2lnbmVk' } } },
    { reasoningContent: { redactedContent: 'aGlkZGVu' } },
    { text: 'The ball costs 5 ¢ — 🎾.' },
  ],
};

describe('a call over HTTP/2', () => {
  test('streams thinking and text, and ends with usage and the blocks verbatim', async () => {
    const { model, server } = await against(streamOf(WHOLE));
    const got = await collect(model.stream(aRequest(), untroubled()));
    expect(got.thinking).toBe('Ten cents is the trap.');
    expect(got.deltas).toHaveLength(4);
    expect(got.text).toBe('The ball costs 5 ¢ — 🎾.');
    expect(got.finished).toEqual(WHOLE_EVENT);
    expect(got.error).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    await server.requests[0]?.disconnected;
  });

  test('does not care how the bytes are cut', async () => {
    const bytes = [...Buffer.concat(WHOLE)].map(byte => Uint8Array.of(byte));
    const { model } = await against(streamOf(bytes));
    const got = await collect(model.stream(aRequest(), untroubled()));
    expect(got.finished).toEqual(WHOLE_EVENT);
    expect(got.text).toBe('The ball costs 5 ¢ — 🎾.');
  });

  test('passes over events and union members that it does not know', async () => {
    const { model } = await against(
      streamOf([
        eventFrame('messageStart', { role: 'assistant' }),
        eventFrame('weatherReport', { sunny: true }),
        eventFrame('contentBlockStart', {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: 'a', name: 'b' } },
        }),
        delta(0, { toolUse: { input: '{"a":' } }),
        delta(0, { toolUse: { input: '1}' } }),
        delta(1, { hologram: { text: 'no' } }),
        delta(2, { reasoningContent: { riddle: 'no' } }),
        delta(3, { text: 'yes' }),
        ...WHOLE.slice(-2),
      ]),
    );
    const got = await collect(model.stream(aRequest(), untroubled()));
    expect(got.deltas).toEqual([{ type: 'delta', channel: 'text', text: 'yes' }]);
    expect(got.finished?.content).toEqual([{ text: 'yes' }]);
  });

  test('is whole as soon as its usage is known, whatever becomes of the connection', async () => {
    for (const afterwards of ['stall', 'reset-connection'] as const) {
      const { model } = await against(streamOf(WHOLE, afterwards));
      const got = await collect(model.stream(aRequest(), untroubled()));
      expect(got.finished).toEqual(WHOLE_EVENT);
      expect(got.error).toBeUndefined();
    }
    const { model } = await against(streamOf([...WHOLE, errorFrame('TooLate', 'nobody listens')]));
    expect((await collect(model.stream(aRequest(), untroubled()))).error).toBeUndefined();
  });

  test('keeps a stop reason that nobody has heard of', async () => {
    const { model } = await against(
      streamOf([eventFrame('messageStop', { stopReason: 'refusal' }), ...WHOLE.slice(-1)]),
    );
    expect((await collect(model.stream(aRequest(), untroubled()))).finished?.stopReason).toBe('refusal');
  });
});

describe('what is sent', () => {
  test('goes to the model by its id, decoded on the other side', async () => {
    const ids = [
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123',
    ];
    const { model, server } = await against(streamOf(WHOLE));
    for (const id of ids) await collect(model.stream(aRequest({ model: id }), untroubled()));
    expect(server.requests.map(request => request.path)).toEqual(
      ids.map(id => `/model/${id}/converse-stream`),
    );
    expect(server.requests.map(request => [request.protocol, request.method])).toEqual([
      ['h2', 'POST'],
      ['h2', 'POST'],
    ]);
    expect(server.requests[0]?.headers.authorization).toContain('AWS4-HMAC-SHA256');
  });

  test('is on the wire what the request says', async () => {
    const seen = vi.fn();
    const { model } = await against(
      answering(request => {
        seen(request);
        return { message: 'nothing' };
      }),
    );
    const request = aRequest({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'One?' }] },
        {
          role: 'assistant',
          content: [{ reasoningContent: { redactedContent: 'aGlkZGVu' } }, { text: '1' }],
        },
        { role: 'user', content: [{ text: 'Sure?' }] },
      ],
      cachePoints: [
        { after: 'system', ttl: '1h' },
        { after: 2, ttl: '1h' },
      ],
      inferenceConfig: { maxTokens: 100, temperature: 0.5 },
      additionalModelRequestFields: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    });
    await collect(model.stream(request, untroubled()));
    expect(seen).toHaveBeenCalledExactlyOnceWith(request);
  });
});

test('the SDK prints nothing, though a profile and static keys are both set', async () => {
  inventHome(
    { '.aws/credentials': '[somebody]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n' },
    {
      AWS_PROFILE: 'somebody',
      AWS_ACCESS_KEY_ID: 'AKIDSTATIC',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-west-1',
    },
  );
  const printed = vi.fn();
  const listen = <T extends object>(target: T, names: readonly (keyof T & string)[]) =>
    names.map(name => vi.spyOn(target as Record<string, () => void>, name).mockImplementation(printed));
  listen(console, ['log', 'info', 'warn', 'error', 'debug', 'trace']);
  listen(process, ['emitWarning']);
  listen(process.stdout, ['write']);
  listen(process.stderr, ['write']);
  const { server } = await against([streamOf(WHOLE), streamOf(WHOLE.slice(0, 3), 'reset-stream')]);
  // A time that no timer of Node can wait for: it would warn, and not wait.
  const idleTimeoutMs = 1e12;
  const client = createClient({ endpoint: server.url, idleTimeoutMs });
  const model = converseModel({ client, idleTimeoutMs });
  const got = await collect(model.stream(aRequest(), untroubled()));
  const broken = await collect(model.stream(aRequest(), untroubled()));
  client.destroy();
  vi.restoreAllMocks();
  expect(printed.mock.calls).toEqual([]);
  expect(got.finished).toEqual(WHOLE_EVENT);
  expect(broken.error?.message).toBe('The connection to Bedrock broke.');
  expect(server.requests[0]?.headers.authorization).toContain('Credential=AKIDPROFILE');
});
