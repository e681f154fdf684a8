import { EventStreamCodec } from '@smithy/core/event-streams';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../bedrock/client.ts';
import { converseModel } from '../bedrock/converse.ts';
import { instantClock } from '../run/clock.ts';
import { promptTokens } from '../run/cost.ts';
import type { Answer, TimedDelta } from './answer.ts';
import { framesOf, wireUsage } from './frames.ts';
import { recordedHandler } from './handler.ts';
import { anyAnswer, anyUsage } from './testing/arbitrary.ts';
import { aRequest, collect } from './testing/collect.ts';

const codec = new EventStreamCodec(
  bytes => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  text => Buffer.from(text, 'utf8'),
);

/** What the SDK's own codec makes of the frames: the event's name and its body. */
function decoded(answer: Answer) {
  return framesOf(answer).map(({ bytes }) => {
    const { headers, body } = codec.decode(bytes);
    const name = headers[':event-type'] ?? headers[':exception-type'];
    return [name?.value, JSON.parse(Buffer.from(body).toString('utf8'))];
  });
}

const text = (afterMs: number, words: string): TimedDelta => ({ afterMs, channel: 'text', text: words });
const thinking = (afterMs: number, words: string): TimedDelta => ({
  afterMs,
  channel: 'thinking',
  text: words,
});

const USAGE = { input: 4, output: 9, cacheRead: 20, cacheWrite5m: 0, cacheWrite1h: 0 };
const FINISHED = {
  kind: 'finished',
  afterMs: 400,
  stopReason: 'end_turn',
  usage: USAGE,
  serverMs: 390.4,
} as const;

describe('the frames of an answer', () => {
  test('open no block, close each, and end with messageStop and metadata', () => {
    const answer: Answer = {
      deltas: [thinking(100, 'Hm.'), text(200, 'Five '), text(300, 'cents.')],
      ending: {
        ...FINISHED,
        content: [
          { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
          { text: 'Five cents.' },
        ],
      },
    };
    expect(decoded(answer)).toEqual([
      ['messageStart', { role: 'assistant' }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Hm.' } } }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { signature: 'c2ln' } } }],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'Five ' } }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'cents.' } }],
      ['contentBlockStop', { contentBlockIndex: 1 }],
      ['messageStop', { stopReason: 'end_turn' }],
      ['metadata', { usage: wireUsage(USAGE), metrics: { latencyMs: 390 } }],
    ]);
    expect(framesOf(answer).map(frame => frame.afterMs)).toEqual([
      100, 100, 100, 100, 200, 300, 300, 400, 400,
    ]);
  });

  test('of one that failed leave the last block open', () => {
    const deltas = [thinking(100, 'Hm.'), text(200, 'Five ')];
    const failed = (name: string) =>
      decoded({ deltas, ending: { kind: 'failed', afterMs: 250, name, message: 'Oh no.' } }).slice(3);
    const open = ['contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'Five ' } }];
    expect(failed('ModelStreamErrorException')).toEqual([
      open,
      ['modelStreamErrorException', { message: 'Oh no.' }],
    ]);
    // What Bedrock never says, it does not say here: such a stream just ends.
    for (const name of ['StreamInterrupted', 'StreamStalled', 'TimeoutError', 'Error']) {
      expect(failed(name)).toEqual([open]);
    }
  });

  test('begin a tool that the model wants to use with its name, and send its input as JSON', () => {
    const toolUse = { toolUseId: 't1', name: 'weather', input: { city: 'Bonn' } };
    const answer: Answer = {
      deltas: [text(100, 'I look.')],
      ending: { ...FINISHED, stopReason: 'tool_use', content: [{ text: 'I look.' }, { toolUse }] },
    };
    expect(decoded(answer).slice(3, 6)).toEqual([
      [
        'contentBlockStart',
        { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't1', name: 'weather' } } },
      ],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"city":"Bonn"}' } } }],
      ['contentBlockStop', { contentBlockIndex: 1 }],
    ]);
  });

  test('hold the texts of a run of which nobody knows how they came, nor what they used', () => {
    const { usage: _unknown, ...ending } = FINISHED;
    const reasoningContent = { reasoningText: { text: 'Hm.' } };
    expect(
      decoded({ deltas: [], ending: { ...ending, content: [{ reasoningContent }, { text: 'Five.' }] } }),
    ).toEqual([
      ['messageStart', { role: 'assistant' }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Hm.' } } }],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'Five.' } }],
      ['contentBlockStop', { contentBlockIndex: 1 }],
      ['messageStop', { stopReason: 'end_turn' }],
      ['metadata', { usage: {}, metrics: { latencyMs: 390 } }],
    ]);
  });

  test('hold every delta, though the content knows nothing of it', () => {
    const deltas = [text(1, 'a'), thinking(2, 'b'), text(3, 'c')];
    const words = decoded({ deltas, ending: { ...FINISHED, content: [{ text: 'other' }] } })
      .filter(([name]) => name === 'contentBlockDelta')
      .map(([, body]) => [body.contentBlockIndex, body.delta.text ?? body.delta.reasoningContent.text]);
    expect(words).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ]);
  });

  test('never go back in time, and end when the answer ended', () => {
    fc.assert(
      fc.property(anyAnswer, answer => {
        const times = framesOf(answer).map(frame => frame.afterMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.at(-1)).toBe(answer.ending.afterMs);
        expect(times[0]).toBe(answer.deltas[0]?.afterMs ?? answer.ending.afterMs);
      }),
    );
  });

  test('give back the answer through the real client', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, async answer => {
        const requestHandler = recordedHandler(() => answer, instantClock());
        const client = createClient({ anonymous: true, requestHandler });
        const model = converseModel({ client, idleTimeoutMs: 20_000 });
        const got = await collect(model.stream(aRequest(), new AbortController().signal));
        const { ending, deltas } = answer;
        expect(got.deltas).toEqual(
          deltas.map(({ channel, text: words }) => ({ type: 'delta', channel, text: words })),
        );
        expect(got.finished).toEqual(
          ending.kind === 'finished' && {
            type: 'finished',
            stopReason: ending.stopReason,
            usage: ending.usage,
            serverMs: ending.serverMs,
            content: ending.content,
          },
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('usage on the wire', () => {
  test('is in the terms of Bedrock: writes in one sum, and by their time-to-live, one hour first', () => {
    expect(wireUsage({ input: 1, output: 2, cacheRead: 30, cacheWrite5m: 400, cacheWrite1h: 5000 })).toEqual({
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 5433,
      cacheReadInputTokens: 30,
      cacheWriteInputTokens: 5400,
      cacheDetails: [
        { ttl: '1h', inputTokens: 5000 },
        { ttl: '5m', inputTokens: 400 },
      ],
    });
  });

  test('adds up', () => {
    fc.assert(
      fc.property(anyUsage, usage => {
        const wire = wireUsage(usage);
        expect(wire.totalTokens).toBe(promptTokens(usage) + usage.output);
        expect(wire.totalTokens).toBe(
          wire.inputTokens + wire.outputTokens + wire.cacheReadInputTokens + wire.cacheWriteInputTokens,
        );
        const detailed = wire.cacheDetails.reduce((total, detail) => total + detail.inputTokens, 0);
        expect(detailed).toBe(wire.cacheWriteInputTokens);
      }),
    );
  });
});
