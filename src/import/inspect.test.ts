import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ImportError } from './importer.ts';
import { importerFor } from './importers.ts';
import { inspectLogs } from './inspect.ts';
import { beginningOf, sourceFile } from './source-file.ts';
import { makeZip, type ZipContent } from './testing/make-zip.ts';
import { memoryFile, readAll, texts } from './testing/memory-file.ts';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: unknown) => ({ role: 'assistant', content });

function modelEvent(input: object[], answer: unknown, change: object = {}) {
  return {
    event: 'model',
    timestamp: '2025-05-12T20:28:26.000+00:00',
    completed: '2025-05-12T20:28:27.500+00:00',
    model: 'bedrock/us.anthropic.claude-sonnet-4-6',
    input,
    config: { max_tokens: 50, temperature: 0.5 },
    output: {
      choices: [{ message: assistant(answer), stop_reason: 'stop' }],
      usage: {
        input_tokens: 10,
        output_tokens: 4,
        input_tokens_cache_read: 3,
        input_tokens_cache_write: 2,
        total_cost: 0.1,
      },
      time: 1.25,
    },
    ...change,
  };
}

function sample(change: object = {}) {
  return {
    id: 1,
    epoch: 1,
    input: 'How far is it?',
    target: '12 km',
    uuid: 'u',
    scores: { match: { value: 'I', answer: '11' } },
    model_usage: { m: { input_tokens: 10, total_cost: 0.25 } },
    events: [modelEvent([user('How far is it?')], 'It is 11 km.')],
    ...change,
  };
}

function log(samples: object[], change: object = {}) {
  return {
    version: 2,
    status: 'success',
    eval: {
      run_id: 'r',
      task: 'distances',
      task_id: 't',
      created: '2025-05-12T20:00:00+00:00',
      model: 'bedrock/us.anthropic.claude-sonnet-4-6',
    },
    samples,
    ...change,
  };
}

const read = (value: unknown) =>
  readAll(inspectLogs, memoryFile(typeof value === 'string' ? value : JSON.stringify(value)));
const readSample = async (change: object) => (await read(log([sample(change)]))).runs[0];

function zipFile(content: Uint8Array, name = 'log.eval') {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return sourceFile(path);
}

test('a sample is a run, with its tokens, its time, its mark and its price', async () => {
  const { runs, problems } = await read(log([sample()]));
  expect(problems).toEqual([]);
  expect(runs[0]).toMatchObject({
    startedAt: '2025-05-12T20:28:26.000Z',
    question: { id: 'distances-1', domain: 'distances', text: 'How far is it?', reference: ['12 km'] },
    settings: { model: 'us.anthropic.claude-sonnet-4-6' },
    imported: {
      from: 'inspect',
      place: 'sample 1, epoch 1',
      unknown: ['settings'],
      totals: { costUsd: 0.25 },
    },
    prices: [{ model: 'us.anthropic.claude-sonnet-4-6' }],
    rounds: [{ grades: [{ extracted: '11', correct: false, score: 0, method: 'match of Inspect, I' }] }],
    calls: [
      {
        text: 'It is 11 km.',
        stopReason: 'end_turn',
        usage: { input: 10, output: 4, cacheRead: 3, cacheWrite5m: 2 },
        timing: { wallMs: 1250 },
        request: { inferenceConfig: { maxTokens: 50, temperature: 0.5 } },
      },
    ],
  });
});

test('self_critique becomes an answer, and a round with its critique and its revision', async () => {
  const question = user('How far is it?');
  const critique = 'The answer forgets the detour.';
  const again = user(`Improve it.\n[Critique]: ${critique}`);
  const run = await readSample({
    events: [
      modelEvent([question], 'It is 11 km.'),
      modelEvent([user('Please critique: It is 11 km.')], critique),
      modelEvent([question, assistant('It is 11 km.'), again], 'It is 12 km.'),
    ],
  });
  expect(run?.rounds.map(({ kind, calls }) => [kind, calls])).toEqual([
    ['answer', [0]],
    ['reflection', [1, 2]],
  ]);
  expect(run?.calls.map(call => call?.purpose)).toEqual(['answer', 'critique', 'revise']);
  expect(run?.calls[2]?.request).toMatchObject({
    extends: 0,
    messages: [assistantBlock('It is 11 km.'), {}],
  });
  expect(run?.rounds[1]?.grades).toMatchObject([{ call: 2 }]);
});

const assistantBlock = (text: string) => ({ role: 'assistant', content: [{ text }] });

test('a thread that grows is a round for each answer; intermediate scores are of the round before them', async () => {
  const first = [user('How far is it?')];
  const run = await readSample({
    events: [
      modelEvent(first, 'It is 11 km.'),
      { event: 'score', intermediate: true, score: { value: 'I', answer: '11' } },
      modelEvent([...first, assistant('It is 11 km.'), user('Sure?')], 'It is 12 km.'),
      { event: 'score', intermediate: true, score: { value: 'C', answer: '12' } },
    ],
    scores: { closeness: { value: 0.7 }, match: { value: 'C', answer: '12' } },
  });
  expect(run?.rounds.map(({ grades }) => grades.map(({ correct, score }) => [correct, score]))).toEqual([
    [[false, 0]],
    [
      [true, 1],
      [null, 0.7],
      [true, 1],
    ],
  ]);
});

test('a model that grades is asked in the last round, and its words are no answer', async () => {
  const run = await readSample({
    events: [
      modelEvent([user('How far is it?')], 'It is 11 km.'),
      { event: 'span_begin', id: 's', type: 'scorers', name: 'scorers' },
      { event: 'span_begin', id: 't', parent_id: 's', type: 'scorer', name: 'fact' },
      modelEvent([user('Is it right?')], 'GRADE: I', { span_id: 't' }),
    ],
  });
  expect(run?.rounds).toHaveLength(1);
  expect(run?.calls.map(call => call?.purpose)).toEqual(['answer', 'grade']);
  expect(run?.rounds[0]?.grades).toMatchObject([{ call: 0 }]);
});

test('texts, messages and calls that are kept elsewhere are put back', async () => {
  const run = await readSample({
    attachments: { abc: 'A long question', def: 'A long answer' },
    message_pool: [user('attachment://abc'), assistant('first'), user('next')],
    events: [
      modelEvent([], 'attachment://def', { input_refs: [[0, 1]] }),
      modelEvent([], 'x', {
        input_refs: [[0, 1]],
        output: { choices: [{ message: assistant('attachment://nope'), stop_reason: 'length' }] },
      }),
    ],
  });
  expect(run?.calls[0]?.request.messages).toEqual([{ role: 'user', content: [{ text: 'A long question' }] }]);
  expect(run?.calls.map(call => [call?.text, call?.stopReason])).toEqual([
    ['A long answer', 'end_turn'],
    ['attachment://nope', 'max_tokens'],
  ]);
  const newer = await readSample({
    events_data: { messages: [user('pooled')], calls: [] },
    events: [modelEvent([], 'a', { input_refs: [[0, 1]] })],
  });
  expect(newer?.calls[0]?.request.messages).toEqual([{ role: 'user', content: [{ text: 'pooled' }] }]);
});

test('calls that failed are told, and the next attempt is in the same round', async () => {
  const question = [user('How far is it?')];
  const run = await readSample({
    events: [
      modelEvent(question, '', { error: 'RateLimitError: 429', output: { choices: [] } }),
      modelEvent(question, 'It is 11 km.'),
    ],
    error: { message: 'RuntimeError()', traceback: '...' },
  });
  expect(run?.rounds).toHaveLength(1);
  expect(run?.calls).toMatchObject([
    { status: 'failed', error: { name: 'RateLimitError', original: 'RateLimitError: 429' } },
    { status: 'finished', text: 'It is 11 km.' },
  ]);
  expect(run?.outcome).toMatchObject({ kind: 'failed', error: { original: 'RuntimeError()' } });
});

test('thinking keeps its signature', async () => {
  const run = await readSample({
    events: [
      modelEvent(
        [user('Q')],
        [
          { type: 'reasoning', reasoning: 'hm', signature: 's' },
          { type: 'text', text: 'A' },
        ],
      ),
    ],
  });
  expect(run?.calls[0]).toMatchObject({
    text: 'A',
    thinking: 'hm',
    content: [{ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { text: 'A' }],
  });
});

test('a log without events has its messages', async () => {
  const messages = [user('Q'), assistant('A'), user('Sure?'), assistant('B')];
  const run = await readSample({
    events: [],
    messages,
    output: { usage: { input_tokens: 1, output_tokens: 2 } },
  });
  expect(texts(run)).toEqual(['A', 'B']);
  expect(run?.calls.map(call => call?.usage?.input)).toEqual([undefined, 1]);
});

test('a log whose version is none is refused in a sentence, whatever stands there', async () => {
  for (const version of [null, 'two', [2], { toString: 1 }]) {
    const refused = read(log([sample()], { version }));
    await expect(refused).rejects.toThrow(ImportError);
    await expect(refused).rejects.toThrow('does not say its version as a number');
  }
});

test('a log of a later version is refused with what would help', async () => {
  await expect(read(log([sample()], { version: 4 }))).rejects.toThrow(/version 4 of Inspect's format/);
  await expect(read(log([sample()], { version: 3 }))).rejects.toThrow(ImportError);
  expect((await read(log([sample({ message_pool: [] })], { version: 3 }))).runs).toHaveLength(1);
});

test('NaN is taken, and a log without samples says so', async () => {
  const text = JSON.stringify(log([], { results: 0 })).replace('"results":0', '"results":{"a":NaN}');
  expect((await read(text)).problems).toEqual([
    { problem: 'The log has no samples: only its results were kept.' },
  ]);
});

describe('an .eval', () => {
  const contents = (method: number): ZipContent[] => [
    { name: '_journal/start.json', text: JSON.stringify(log([], { samples: undefined })), method },
    ...[10, 9].map(id => ({
      name: `samples/${id}_epoch_1.json`,
      text: JSON.stringify(sample({ id })),
      method,
    })),
    { name: 'header.json', text: JSON.stringify(log([], { samples: undefined })), method },
  ];

  test.each([0, 8, 93])('is read in compression %i', async method => {
    const { runs, problems } = await readAll(inspectLogs, zipFile(makeZip(contents(method))));
    expect(problems).toEqual([]);
    expect(runs.map(run => run.question.id)).toEqual(['distances-9', 'distances-10']);
  });

  test('and a .json of the same log are one run', async () => {
    const [zipped] = (await readAll(inspectLogs, zipFile(makeZip(contents(8))))).runs;
    const [plain] = (await read(log([sample({ id: 9 })]))).runs;
    expect(zipped?.id).toBe(plain?.id);
  });

  test('without its end is read as far as it goes', async () => {
    const whole = makeZip(contents(8));
    const list = whole.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    const cut = await readAll(inspectLogs, zipFile(whole.subarray(0, list - 60)));
    expect(cut.runs).toHaveLength(2);
    expect(cut.problems.at(-1)?.problem).toMatch(/^The end of the file is missing/);
    await expect(readAll(inspectLogs, zipFile(whole.subarray(0, 60)))).rejects.toThrow(
      /nothing of it can be read/,
    );
  });

  test('names a sample that is damaged, or compressed in an unknown way, and reads the others', async () => {
    const damaged = contents(8).map((one, index) => (index === 1 ? { ...one, text: '{', method: 0 } : one));
    const odd = contents(8).map((one, index) => (index === 1 ? { ...one, method: 14 } : one));
    for (const [content, words] of [
      [damaged, /It is no JSON/],
      [odd, /number 14.*inspect log convert/],
    ] as const) {
      const { runs, problems } = await readAll(inspectLogs, zipFile(makeZip(content)));
      expect(runs).toHaveLength(1);
      expect(problems).toMatchObject([
        { place: 'samples/10_epoch_1.json', problem: expect.stringMatching(words) },
      ]);
    }
  });

  test('that unpacks to far more than it is, is a trap and is named', async () => {
    const bomb = { name: 'samples/2_epoch_1.json', text: ' '.repeat(100 * 1024 * 1024), method: 8 };
    const { runs, problems } = await readAll(inspectLogs, zipFile(makeZip([...contents(8), bomb])));
    expect(runs).toHaveLength(2);
    expect(problems).toMatchObject([
      { place: bomb.name, problem: expect.stringMatching(/500 times its size/) },
    ]);
  });

  test('that is damaged anywhere is read, or told in a sentence what is wrong', async () => {
    const whole = makeZip(contents(8));
    const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'log.eval');
    const damage = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), fc.boolean(), async (changes, end, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, end) : whole);
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
        writeFileSync(path, bytes);
        try {
          await readAll(inspectLogs, sourceFile(path));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ImportError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

const LOGS = join(import.meta.dirname, '../../../shared/data/UKGovernmentBEIS_inspect_ai');

describe.skipIf(!existsSync(LOGS))('published logs (skipped without the shared data)', () => {
  const files = existsSync(LOGS)
    ? readdirSync(LOGS, { recursive: true, encoding: 'utf8' }).filter(
        name => statSync(join(LOGS, name)).isFile() && name !== 'LICENSE',
      )
    : [];

  test.each(files)('%s is known, and read or refused in a sentence', async name => {
    const path = join(LOGS, name);
    expect(importerFor(await beginningOf(path))).toBe(inspectLogs);
    if (path.endsWith('log_version_3.txt')) {
      await expect(readAll(inspectLogs, sourceFile(path))).rejects.toThrow(/version 4/);
      return;
    }
    const { runs, problems } = await readAll(inspectLogs, sourceFile(path));
    if (path.endsWith('log_with_nan.txt')) expect(problems).toHaveLength(1);
    else expect([runs.length > 0, problems]).toEqual([true, []]);
  });

  test('the messages of a log that keeps each once are whole', async () => {
    const name = files.find(one => one.endsWith('log_message_deduplication.eval')) ?? '';
    const { runs } = await readAll(inspectLogs, sourceFile(join(LOGS, name)));
    expect(runs[0]?.rounds).toHaveLength(6);
    expect(runs[0]?.calls[5]?.text).toBe('done');
    expect(runs[0]?.calls[5]?.request.messages.length).toBe(2);
  });
});
