import { expect, test } from 'vitest';
import { bhive } from './bhive.ts';
import { memoryFile, readAll, texts } from './testing/memory-file.ts';

const said = (role: string, text: string) => ({
  role,
  content: [{ text }, { cachePoint: { type: 'default' } }],
});
const SONNET = 'anthropic.claude-sonnet-4-6';
const NOVA = 'amazon.nova-lite-v1:0';
const used = (modelid: string, inputTokens: number) => ({
  modelid,
  inputTokens,
  outputTokens: 5,
  totalTokens: inputTokens + 5,
  cacheReadInputTokens: 3,
  cacheWriteInputTokens: 2,
});
const read = (output: unknown) =>
  readAll(bhive, memoryFile(JSON.stringify(output, null, 2), 'runs/out.json'));

const OUTPUT = {
  response: '4',
  parsed_response: null,
  thinking: ['hm', 'ah'],
  chat_history: [
    {
      modelid: SONNET,
      chat_history: [
        said('user', '2 + 2?'),
        said('assistant', '5'),
        said('user', 'Sure?'),
        said('assistant', '4'),
      ],
      thinking_history: ['hm', 'ah'],
    },
  ],
  usage: { [SONNET]: used(SONNET, 40) },
  metrics: { [SONNET]: { latencyMs: 2500 } },
  cost: { value: 0.0123, currency: 'USD' },
  stopReason: 'end_turn',
  trace: {},
};

test('rounds, thinking and cache points are read; tokens, time and cost are sums, and of no round', async () => {
  const { runs, problems } = await read(OUTPUT);
  expect(problems).toEqual([]);
  expect(texts(runs[0])).toEqual(['5', '4']);
  expect(runs[0]).toMatchObject({
    question: { text: '2 + 2?', id: 'out' },
    settings: { model: SONNET, cache: '5m' },
    imported: {
      from: 'bhive',
      unknown: ['timing', 'usage', 'settings', 'marks'],
      totals: {
        usage: { input: 40, output: 5, cacheRead: 3, cacheWrite5m: 2, cacheWrite1h: 0 },
        costUsd: 0.0123,
        wallMs: 2500,
      },
    },
    calls: [
      { thinking: 'hm', request: { cachePoints: [{ after: 0, ttl: '5m' }] }, stopReason: 'unknown' },
      {
        thinking: 'ah',
        stopReason: 'end_turn',
        request: { cachePoints: [{ after: 0 }, { after: 1 }, { after: 2 }] },
      },
    ],
  });
  expect(runs[0]?.calls.map(call => call?.usage)).toEqual([undefined, undefined]);
});

test('several models are lanes, and the answer of the aggregator is a round of its own', async () => {
  const chat = (...answers: string[]) =>
    answers.flatMap((answer, index) => [said('user', `Q${index}`), said('assistant', answer)]);
  const { runs } = await read({
    ...OUTPUT,
    chat_history: [
      { modelid: SONNET, chat_history: [...chat('a0', 'a1'), said('assistant', 'all')] },
      { modelid: NOVA, chat_history: chat('b0', 'b1') },
    ],
    usage: { [SONNET]: used(SONNET, 1), [NOVA]: used(NOVA, 2), judge: used('judge', 4) },
  });
  expect(runs[0]?.rounds.map(({ kind }) => kind)).toEqual(['answer', 'debate', 'aggregate']);
  expect(runs[0]?.calls.map(call => call && [call.round, call.lane, call.model, call.text])).toEqual([
    [0, 0, SONNET, 'a0'],
    [0, 1, NOVA, 'b0'],
    [1, 0, SONNET, 'a1'],
    [1, 1, NOVA, 'b1'],
    [2, 0, 'judge', 'all'],
  ]);
  expect(runs[0]?.imported?.totals?.usage?.input).toBe(7);
});

test('what is none is told', async () => {
  expect((await read({ response: 'x' })).problems).toEqual([
    { problem: 'It has no chat_history of a model.' },
  ]);
});
