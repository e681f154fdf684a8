import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import { promptTokens } from '../run/cost.ts';
import type { WholeRequest } from '../run/model.ts';
import { type Call, threadOf } from '../run/run.ts';
import type { Answer } from './answer.ts';
import { answerFrom, listRecordings, requestKey, usageUnder } from './recordings.ts';
import { anyUsage } from './testing/arbitrary.ts';
import { aFolder, aScenario, play, type Recorded, recordInto } from './testing/small-recording.ts';

/** The requests of a recorded run as they were sent. */
function requestsOf({ run }: Recorded): WholeRequest[] {
  return run.calls.flatMap((call: Call | undefined) => {
    if (!call) return [];
    const { extends: _parent, messages: _new, ...rest } = call.request;
    return [{ ...rest, model: call.model, messages: threadOf(run, call) } as WholeRequest];
  });
}

function finished(answer: Answer | { message: string }) {
  if (!('ending' in answer) || answer.ending.kind !== 'finished') throw new Error('not finished');
  return { ...answer, ending: answer.ending };
}

describe('the folder of recordings', () => {
  test('is listed by file name, without what is no transcript', async () => {
    const folder = aFolder();
    await recordInto(folder, aScenario({ model: 'us.amazon.nova-lite-v1:0' }));
    await recordInto(folder, aScenario());
    writeFileSync(join(folder, 'a-note.jsonl'), '{"hello": "world"}\n');
    writeFileSync(join(folder, 'README.md'), '# Recordings\n');
    expect(listRecordings(folder).map(({ head }) => head.settings.model)).toEqual([
      'us.amazon.nova-lite-v1:0',
      'us.anthropic.claude-sonnet-4-6',
    ]);
  });

  test('may be missing', () => {
    expect(listRecordings(join(aFolder(), 'nowhere'))).toEqual([]);
  });
});

describe('a recorded answer', () => {
  test('is found for every turn, with its words, times and usage', async () => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const answerer = answerFrom(listRecordings(folder));
    const requests = requestsOf(recorded);
    expect(requests).toHaveLength(2);
    for (const [index, request] of requests.entries()) {
      const call = recorded.run.calls[index];
      const answer = finished(await answerer(request));
      expect(
        answer.deltas
          .filter(delta => delta.channel === 'text')
          .map(delta => delta.text)
          .join(''),
      ).toBe(call?.text);
      expect(answer.deltas[0]?.afterMs).toBe(call?.timing?.firstDeltaMs);
      expect(answer.ending).toMatchObject({
        afterMs: call?.timing?.wallMs,
        usage: call?.usage,
        content: call?.content,
        serverMs: call?.timing?.serverMs,
      });
    }
  });

  test('makes the same run again', async () => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const again = await play(answerFrom(listRecordings(folder)), instantClock(), recorded.settings);
    expect(again).toEqual(recorded.run);
  });

  test('that failed fails again, with the same text', async () => {
    const folder = aFolder();
    const fail = { after: 0.5, name: 'modelStreamErrorException', message: 'The model broke.' };
    const rounds = [{ text: 'It costs five cents, because ten would be too much.', fail }];
    const recorded = await recordInto(folder, aScenario({ rounds }));
    const again = await play(answerFrom(listRecordings(folder)), instantClock(), recorded.settings);
    expect(again).toEqual(recorded.run);
    expect(again.calls[0]).toMatchObject({
      status: 'failed',
      text: 'It costs five cents, beca',
      error: { name: 'ModelStreamErrorException', original: 'The model broke.' },
    });
  });

  test('is the answer whatever is cached, at the price of what is', async () => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const answerer = answerFrom(listRecordings(folder));
    const [, request] = requestsOf(recorded);
    if (!request) throw new Error('no second round');
    const cached = finished(await answerer(request));
    const plain = finished(await answerer({ ...request, cachePoints: [] }));
    expect(plain.deltas).toEqual(cached.deltas);
    expect(plain.ending.usage).toEqual(cached.ending.usage && usageUnder(cached.ending.usage, []));
  });

  test.each<[string, (request: WholeRequest) => WholeRequest]>([
    ['another model', request => ({ ...request, model: 'us.amazon.nova-lite-v1:0' })],
    [
      'another question',
      request => ({ ...request, messages: [{ role: 'user', content: [{ text: 'Why?' }] }] }),
    ],
    [
      'another answer in between',
      request => ({
        ...request,
        messages: request.messages.with(1, { role: 'assistant', content: [{ text: 'Seven.' }] }),
      }),
    ],
    ['a system prompt', request => ({ ...request, system: [{ text: 'Be brief.' }] })],
    [
      'other thinking',
      request => ({ ...request, additionalModelRequestFields: { thinking: { type: 'adaptive' } } }),
    ],
    [
      'a further round',
      request => ({ ...request, messages: [...request.messages, ...request.messages.slice(1)] }),
    ],
  ])('is not given for %s', async (_what, change) => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const request = change(requestsOf(recorded).at(-1) ?? ({} as WholeRequest));
    expect(await answerFrom(listRecordings(folder))(request)).toEqual({
      message: `No recording holds this turn of the conversation with ${request.model}.`,
    });
  });

  test('is found in whichever recording has it', async () => {
    const folder = aFolder();
    const one = await recordInto(folder, aScenario());
    const other = await recordInto(folder, aScenario(), { system: 'Be brief.' });
    const answerer = answerFrom(listRecordings(folder));
    for (const request of [...requestsOf(one), ...requestsOf(other)]) {
      expect(await answerer(request)).toHaveProperty('deltas');
    }
  });

  test('of a call that never ended is not there', async () => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const lines = readFileSync(recorded.file, 'utf8').split('\n');
    writeFileSync(
      recorded.file,
      lines
        .slice(
          0,
          lines.findLastIndex(line => line.includes('"call.finished"')),
        )
        .join('\n'),
    );
    const answerer = answerFrom(listRecordings(folder));
    const [first, second] = requestsOf(recorded);
    if (!first || !second) throw new Error('two rounds were recorded');
    expect(await answerer(first)).toHaveProperty('deltas');
    expect(await answerer(second)).toHaveProperty('message');
  });

  test('is not looked for in a file that cannot be read, and the file is named', async () => {
    const folder = aFolder();
    const recorded = await recordInto(folder, aScenario());
    const [request] = requestsOf(recorded);
    const answerer = answerFrom(listRecordings(folder));
    rmSync(recorded.file);
    if (!request) throw new Error('nothing was recorded');
    expect(await answerer(request)).toEqual({
      message: `No recording holds this turn of the conversation with ${request.model}. There is no file ${recorded.file}.`,
    });
  });
});

test('two requests are the same whatever the limits and the cache points', async () => {
  const folder = aFolder();
  const [first, second] = requestsOf(await recordInto(folder, aScenario()));
  if (!first || !second) throw new Error('two rounds were recorded');
  expect(requestKey(first)).not.toBe(requestKey(second));
  const other = { ...first, cachePoints: [], inferenceConfig: { maxTokens: 1 } };
  expect(requestKey(other)).toBe(requestKey(first));
});

describe('usage under other cache points', () => {
  const points = fc.constantFrom<WholeRequest['cachePoints']>(
    [],
    [{ after: 0, ttl: '5m' }],
    [
      { after: 'system', ttl: '1h' },
      { after: 0, ttl: '1h' },
    ],
  );

  test('is the same prompt and the same answer', () => {
    fc.assert(
      fc.property(anyUsage, points, (usage, cachePoints) => {
        const under = usageUnder(usage, cachePoints);
        expect(promptTokens(under)).toBe(promptTokens(usage));
        expect(under.output).toBe(usage.output);
        expect(usageUnder(under, cachePoints)).toEqual(under);
      }),
    );
  });

  test('is all fresh without any, and written for as long as they say', () => {
    const usage = { input: 4, output: 9, cacheRead: 20, cacheWrite5m: 300, cacheWrite1h: 0 };
    expect(usageUnder(usage, [])).toEqual({
      input: 324,
      output: 9,
      cacheRead: 0,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
    });
    expect(usageUnder(usage, [{ after: 0, ttl: '5m' }])).toEqual(usage);
    expect(usageUnder(usage, [{ after: 0, ttl: '1h' }])).toEqual({
      ...usage,
      cacheWrite5m: 0,
      cacheWrite1h: 300,
    });
  });
});
