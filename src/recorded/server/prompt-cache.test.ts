/** The simulated cache of a local Bedrock, as a program of anybody's reads it. */
import { type BedrockRuntimeClient, ConverseCommand, type Message } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, onTestFinished, test } from 'vitest';
import { instantClock } from '../../run/clock.ts';
import { promptTokens } from '../../run/cost.ts';
import type { Answer, Answerer } from '../answer.ts';
import { aRequest } from '../testing/collect.ts';
import { PROTOCOLS, plainClient } from '../testing/sdk-clients.ts';
import { fallback } from './answerers.ts';
import { localBedrock } from './bedrock.ts';
import { listen } from './listen.ts';
import { withoutPromptCache, withPromptCache } from './prompt-cache.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const LONG = 'The bat and the ball. '.repeat(400);

async function served(wrap: (answerer: Answerer) => Answerer, clock = instantClock()) {
  const server = await listen(localBedrock({ answerer: wrap(fallback('Five cents.', 1)) }), { clock });
  onTestFinished(() => server.close());
  return server;
}

const point = (ttl?: '5m' | '1h') => ({ cachePoint: { type: 'default' as const, ...(ttl && { ttl }) } });
const first = (ttl?: '5m' | '1h'): Message[] => [{ role: 'user', content: [{ text: LONG }, point(ttl)] }];
const second = (): Message[] => [
  { role: 'user', content: [{ text: LONG }] },
  { role: 'assistant', content: [{ text: 'Five cents.' }] },
  { role: 'user', content: [{ text: 'Are you sure?' }, point()] },
];

async function usageOf(client: BedrockRuntimeClient, messages: Message[], modelId = SONNET) {
  const { usage } = await client.send(new ConverseCommand({ modelId, messages }));
  return usage;
}

describe.each(PROTOCOLS)('over %s', protocol => {
  test('round 0 writes and round 1 reads, as Bedrock reports it', async () => {
    const clock = instantClock();
    const server = await served(answerer => withPromptCache(answerer, clock));
    const client = plainClient(server.url, protocol);
    const written = await usageOf(client, first());
    const tokens = written?.cacheWriteInputTokens ?? 0;
    expect(tokens).toBeGreaterThan(1024);
    expect(written).toMatchObject({
      cacheReadInputTokens: 0,
      cacheDetails: [{ ttl: '5m', inputTokens: tokens }],
    });
    await clock.sleep(1000);
    expect(await usageOf(client, second())).toMatchObject({ cacheReadInputTokens: tokens });
    await clock.sleep(6 * 60_000);
    expect(await usageOf(client, first())).toMatchObject({
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: tokens,
    });
  });
});

test('an hour is an hour', async () => {
  const clock = instantClock();
  const { url } = await served(answerer => withPromptCache(answerer, clock));
  const client = plainClient(url, 'h2');
  const written = await usageOf(client, first('1h'));
  expect(written?.cacheDetails).toEqual([{ ttl: '1h', inputTokens: written?.cacheWriteInputTokens }]);
  await clock.sleep(50 * 60_000);
  expect((await usageOf(client, first('1h')))?.cacheReadInputTokens).toBe(written?.cacheWriteInputTokens);
});

test('a prompt below the minimum of the model is silently not cached', async () => {
  const { url } = await served(answerer => withPromptCache(answerer, instantClock()));
  const short: Message[] = [{ role: 'user', content: [{ text: 'Short.' }, point()] }];
  expect(await usageOf(plainClient(url, 'h2'), short)).toMatchObject({
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  });
});

test('tools stand before everything, and what they have is cached with them', async () => {
  const clock = instantClock();
  const { url } = await served(answerer => withPromptCache(answerer, clock));
  const client = plainClient(url, 'h2');
  const ask = async (name: string, question: string) => {
    const toolSpec = { name, description: LONG, inputSchema: { json: {} } };
    const { usage } = await client.send(
      new ConverseCommand({
        modelId: SONNET,
        messages: [{ role: 'user', content: [{ text: question }] }],
        toolConfig: { tools: [{ toolSpec }, point()] },
      }),
    );
    await clock.sleep(1000);
    return [(usage?.cacheReadInputTokens ?? 0) > 1024, (usage?.cacheWriteInputTokens ?? 0) > 1024];
  };
  expect(await ask('weather', 'How warm?')).toEqual([false, true]);
  expect(await ask('weather', 'How cold?')).toEqual([true, false]);
  expect(await ask('forecast', 'How cold?')).toEqual([false, true]);
});

describe('what Bedrock refuses', () => {
  test.each<[string, Message[], string, RegExp]>([
    ['openai.gpt-oss-120b-1:0', first(), 'AccessDeniedException', /did not allow prompt caching/],
    [
      SONNET,
      [{ role: 'user', content: [{ text: 'a' }, ...Array(5).fill(point())] }],
      'ValidationException',
      /more than 4/,
    ],
    [
      SONNET,
      [
        ...first('5m'),
        { role: 'assistant', content: [{ text: 'b' }] },
        { role: 'user', content: [{ text: 'c' }, point('1h')] },
      ],
      'ValidationException',
      /1h cache point comes after a 5m one/,
    ],
  ])('%s', async (model, messages, name, message) => {
    const { url } = await served(answerer => withPromptCache(answerer, instantClock()));
    const asked = usageOf(plainClient(url, 'h2'), messages, model);
    await expect(asked).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  test('but not two points in one message, nor a model that nobody knows', async () => {
    const { url } = await served(answerer => withPromptCache(answerer, instantClock()));
    const two: Message[] = [{ role: 'user', content: [{ text: LONG }, point(), { text: 'a' }, point()] }];
    const client = plainClient(url, 'h2');
    expect((await usageOf(client, two))?.cacheWriteInputTokens).toBeGreaterThan(1024);
    expect(await usageOf(client, first(), 'acme.rocket-v1')).toMatchObject({ cacheWriteInputTokens: 0 });
  });
});

test('switched off, all of the prompt is fresh', async () => {
  const { url } = await served(withoutPromptCache);
  const client = plainClient(url, 'h2');
  for (const _time of [1, 2]) {
    expect(await usageOf(client, first())).toMatchObject({
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    });
  }
});

/** An answer to a prompt of so many tokens. */
function counted(input: number, more: Partial<Answer> = {}): Answerer {
  const usage = { input, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return () => ({
    ...more,
    deltas: [],
    ending: { kind: 'finished', afterMs: 0, stopReason: 'end_turn', usage, serverMs: 0, content: [] },
  });
}

const long = aRequest({
  messages: [{ role: 'user', content: [{ text: LONG }] }],
  cachePoints: [{ after: 0, ttl: '5m' }],
});

async function recordedUsage(answerer: Answerer) {
  const answer = await withPromptCache(answerer, instantClock())(long);
  if (!('ending' in answer) || answer.ending.kind !== 'finished' || !answer.ending.usage)
    throw new Error('none');
  return answer.ending.usage;
}

test('a model that counted the prompt is right about its sum', async () => {
  const usage = await recordedUsage(counted(4321));
  expect(promptTokens(usage)).toBe(4321);
  expect(usage).toMatchObject({ output: 5, cacheRead: 0 });
  expect(usage.cacheWrite5m).toBeGreaterThan(4000);
});

test('a script that says the tokens of the prompt is believed', async () => {
  expect(await recordedUsage(counted(7, { isPromptGiven: true }))).toMatchObject({
    input: 7,
    cacheWrite5m: 0,
  });
});
