import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { meterOfRun } from '../run/meter.ts';
import { threadOf } from '../run/run.ts';
import { invocationLogs } from './invocation-logs.ts';
import { invocationOf } from './invocation-record.ts';
import { createConversations } from './invocation-threads.ts';
import { sourceFile } from './source-file.ts';
import { memoryFile, readAll, texts } from './testing/memory-file.ts';

const MODEL = 'us.anthropic.claude-sonnet-4-6';
let requests = 0;

function record(change: object = {}) {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-11-24T10:00:00Z',
    accountId: '123456789012',
    region: 'us-east-1',
    requestId: `req-${requests++}`,
    operation: 'Converse',
    modelId: MODEL,
    ...change,
  };
}

const user = (text: string) => ({ role: 'user', content: [{ text }] });
const assistant = (text: string) => ({ role: 'assistant', content: [{ text }] });

function converse(messages: object[], text: string, change: object = {}) {
  return record({
    input: {
      inputContentType: 'application/json',
      inputBodyJson: { messages, inferenceConfig: { maxTokens: 100 } },
      inputTokenCount: 10,
    },
    output: {
      outputBodyJson: {
        output: { message: assistant(text) },
        stopReason: 'end_turn',
        metrics: { latencyMs: 900 },
        usage: {
          inputTokens: 10,
          outputTokens: 5,
          cacheReadInputTokenCount: 3,
          cacheWriteInputTokens: 7,
          cacheDetails: [{ ttl: '1h', inputTokens: 4 }],
        },
      },
    },
    ...change,
  });
}

const lines = (...records: object[]) => records.map(one => JSON.stringify(one)).join('\n');
const read = (...records: object[]) => readAll(invocationLogs, memoryFile(lines(...records)));

describe('a conversation', () => {
  const first = converse([user('What is 2 + 2?')], '5');
  const second = converse([user('What is 2 + 2?'), assistant('5'), user('Sure?')], '4', {
    timestamp: '2026-11-24T10:00:05Z',
  });
  const other = converse([user('Hello')], 'Hi', { timestamp: '2026-11-24T10:00:01Z' });

  test('is one run, however many others are between; a call that belongs to none is a run of one round', async () => {
    const { runs, problems } = await read(first, other, second);
    expect(problems).toEqual([]);
    expect(runs.map(texts)).toEqual([['5', '4'], ['Hi']]);
    expect(runs[0]).toMatchObject({
      startedAt: '2026-11-24T10:00:00.000Z',
      settings: { model: MODEL },
      question: { text: 'What is 2 + 2?' },
      imported: { from: 'bedrock-logs', unknown: ['settings', 'marks'] },
      calls: [
        {
          timing: { serverMs: 900, wallMs: 900 },
          usage: { input: 10, output: 5, cacheRead: 3, cacheWrite5m: 3, cacheWrite1h: 4 },
          stopReason: 'end_turn',
          request: { inferenceConfig: { maxTokens: 100 } },
        },
        { startedAt: 5000, request: { extends: 0, messages: [assistant('5'), user('Sure?')] } },
      ],
    });
  });

  test('has the price that the catalogue has for its model', async () => {
    const { runs } = await read(first);
    expect(runs[0]?.prices).toMatchObject([{ model: MODEL, input: 3.3 }]);
    expect(runs[0] && meterOfRun(runs[0]).cost).toBeGreaterThan(0);
  });

  test('goes on in another file, gzipped', async () => {
    const { runs } = await readAll(
      invocationLogs,
      memoryFile(gzipSync(lines(first, other)), 'a.json.gz'),
      memoryFile(gzipSync(lines(second)), 'b.json.gz'),
    );
    expect(runs.map(texts)).toEqual([['5', '4'], ['Hi']]);
  });

  test('of which more came later is another run', async () => {
    const [short] = (await read(first)).runs;
    const [long] = (await read(first, second)).runs;
    expect(short?.id).not.toBe(long?.id);
    expect((await read(first)).runs[0]?.id).toBe(short?.id);
  });

  test('is gone on with also where what was thought is not sent back', async () => {
    const thought = converse([user('Q')], '', {
      output: {
        outputBodyJson: {
          output: {
            message: {
              role: 'assistant',
              content: [
                { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } },
                { text: 'A' },
              ],
            },
          },
        },
      },
    });
    const { runs } = await read(thought, converse([user('Q'), assistant('A'), user('Sure?')], 'B'));
    expect(runs.map(texts)).toEqual([['A', 'B']]);
    expect(runs[0]?.calls[0]).toMatchObject({ thinking: 'hm' });
  });

  test('has a call that failed, and the attempt after it in the same round', async () => {
    const failed = record({
      errorCode: 'ThrottlingException',
      input: { inputBodyJson: { messages: [user('Q')] } },
    });
    const { runs } = await read(failed, converse([user('Q')], 'A'));
    expect(runs).toHaveLength(1);
    expect(runs[0]?.rounds).toHaveLength(1);
    expect(runs[0]?.calls).toMatchObject([
      { status: 'failed', error: { name: 'ThrottlingException', retryable: true } },
      { status: 'finished', text: 'A' },
    ]);
  });
});

describe('the words of other calls are understood', () => {
  const invoked = (asked: object, came: unknown) =>
    record({
      operation: 'InvokeModelWithResponseStream',
      input: { inputBodyJson: asked },
      output: { outputBodyJson: came },
    });

  test('a stream of ConverseStream', async () => {
    const { runs } = await read(
      record({
        operation: 'ConverseStream',
        input: { inputBodyJson: { system: [{ text: 'S' }], messages: [user('Q')] } },
        output: {
          outputBodyJson: [
            { messageStart: { role: 'assistant' } },
            { contentBlockDelta: { delta: { reasoningContent: { text: 'h' } }, contentBlockIndex: 0 } },
            { contentBlockDelta: { delta: { reasoningContent: { text: 'm' } }, contentBlockIndex: 0 } },
            {
              contentBlockDelta: { delta: { reasoningContent: { signature: 'sig' } }, contentBlockIndex: 0 },
            },
            { contentBlockDelta: { delta: { text: 'A' }, contentBlockIndex: 1 } },
            { contentBlockDelta: { delta: { text: 'B' }, contentBlockIndex: 1 } },
            { messageStop: { stopReason: 'max_tokens' } },
            { metadata: { usage: { inputTokens: 1, outputTokens: 2 }, metrics: { latencyMs: 7 } } },
          ],
        },
      }),
    );
    expect(runs[0]?.calls[0]).toMatchObject({
      text: 'AB',
      thinking: 'hm',
      stopReason: 'max_tokens',
      usage: { input: 1, output: 2 },
      timing: { serverMs: 7 },
      content: [{ reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } }, { text: 'AB' }],
      request: { system: [{ text: 'S' }] },
    });
  });

  test('Anthropic, whole and streamed', async () => {
    const asked = {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 9,
      thinking: { type: 'enabled', budget_tokens: 2000 },
      system: 'S',
      messages: [{ role: 'user', content: 'Q' }],
    };
    const whole = invoked(asked, {
      content: [{ type: 'text', text: 'A' }],
      stop_reason: 'end_turn',
      usage: {
        input_tokens: 5,
        output_tokens: 6,
        cache_read_input_tokens: 7,
        cache_creation_input_tokens: 8,
        cache_creation: { ephemeral_1h_input_tokens: 8 },
      },
    });
    const streamed = invoked({ ...asked, messages: [{ role: 'user', content: 'R' }] }, [
      { type: 'message_start', message: { usage: { input_tokens: 5, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'A' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'B' } },
      { type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 6 } },
      {
        type: 'message_stop',
        'amazon-bedrock-invocationMetrics': { invocationLatency: 800, firstByteLatency: 200 },
      },
    ]);
    const { runs } = await read(whole, streamed);
    expect(runs[0]?.calls[0]).toMatchObject({
      text: 'A',
      usage: { input: 5, output: 6, cacheRead: 7, cacheWrite5m: 0, cacheWrite1h: 8 },
      request: {
        inferenceConfig: { maxTokens: 9 },
        additionalModelRequestFields: { thinking: { type: 'enabled' } },
      },
    });
    expect(runs[1]?.calls[0]).toMatchObject({
      text: 'AB',
      stopReason: 'max_tokens',
      usage: { input: 5, output: 6 },
      timing: { firstDeltaMs: 200, serverMs: 800 },
    });
  });

  test.each([
    [
      'Llama',
      { prompt: 'Q' },
      { generation: 'A', stop_reason: 'stop', prompt_token_count: 3, generation_token_count: 4 },
    ],
    [
      'Titan',
      { inputText: 'Q' },
      [
        { outputText: 'A', index: 0 },
        {
          outputText: '',
          completionReason: 'FINISH',
          'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 4 },
        },
      ],
    ],
    [
      'OpenAI',
      { messages: [{ role: 'user', content: 'Q' }] },
      {
        choices: [{ message: { role: 'assistant', content: 'A' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 2 }, completion_tokens: 4 },
      },
    ],
  ])('%s', async (_name, asked, came) => {
    const { runs } = await read(invoked(asked, came));
    expect(runs[0]?.calls[0]).toMatchObject({
      text: 'A',
      usage: { input: 3, output: 4 },
      request: { messages: [user('Q')] },
    });
  });

  test('the answer of `aws logs`, an export with times, and bodies that are texts', async () => {
    const one = converse([user('Q')], 'A');
    const stringed = { ...one, input: { inputBodyJson: JSON.stringify({ messages: [user('Q')] }) } };
    for (const content of [
      JSON.stringify({ events: [{ message: JSON.stringify(one) }] }, null, 2),
      `2026-11-24T10:00:00.000Z ${JSON.stringify(one)}\n`,
      JSON.stringify(stringed),
      JSON.stringify([one]),
    ]) {
      const { runs, problems } = await readAll(invocationLogs, memoryFile(content));
      expect([runs.map(texts), problems]).toEqual([[['A']], []]);
      expect(runs[0]?.calls[0] && threadOf(runs[0], runs[0].calls[0])).toEqual([user('Q')]);
    }
  });
});

test('what is no chat is counted, and what is no record is told', async () => {
  const embedding = record({
    modelId: 'amazon.titan-embed-text-v2:0',
    operation: 'InvokeModel',
    input: { inputBodyJson: { inputText: 'x' } },
    output: { outputBodyJson: { embedding: [1] } },
  });
  const { runs, problems } = await read(embedding, converse([user('Q')], 'A'), { a: 1 });
  expect(runs).toHaveLength(1);
  expect(problems).toEqual([
    { problem: 'It is no record of a model invocation.', place: 'line 3' },
    { problem: 'Left out as no chats (embeddings, images, other kinds): 1 record.' },
  ]);
});

test('a request that was too large for its record is read from beside the log, or told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'invocations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'log.json');
  const path = 's3://bucket/AWSLogs/data/req_input.json.gz';
  const large = { ...converse([], 'A'), input: { inputBodyS3Path: path } };
  writeFileSync(log, JSON.stringify(large));
  const without = await readAll(invocationLogs, sourceFile(log));
  expect(without.runs.map(texts)).toEqual([['A']]);
  expect(without.runs[0]?.imported?.unknown).toContain('prompts');
  expect(without.problems[0]?.problem).toContain(path);
  mkdirSync(join(folder, 'data'));
  writeFileSync(
    join(folder, 'data', 'req_input.json.gz'),
    gzipSync(JSON.stringify({ messages: [user('Q')] })),
  );
  const { runs, problems } = await readAll(invocationLogs, sourceFile(log));
  expect([runs[0]?.question.text, problems]).toEqual(['Q', []]);
});

test('when too much is open, the oldest conversation is closed', () => {
  const conversations = createConversations(500);
  const closed = Array.from({ length: 20 }, (_, index) => {
    const invocation = invocationOf(converse([user(`Question ${index}`)], 'x'.repeat(100)));
    return invocation ? conversations.add(invocation, 'f') : [];
  }).flat();
  expect(closed.length).toBeGreaterThan(10);
  expect(conversations.closedEarly).toBe(closed.length);
  expect(closed.length + conversations.end().length).toBe(20);
  expect(closed[0]?.first.thread.messages[0]?.content).toEqual([{ text: 'Question 0' }]);
  const late = invocationOf(converse([user('Question 0'), assistant('x'.repeat(100)), user('Sure?')], 'y'));
  if (late) conversations.add(late, 'f');
  expect(conversations.begunMidway).toBe(1);
});
