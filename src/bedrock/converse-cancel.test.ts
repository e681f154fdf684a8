import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventFrame } from '../recorded/frames.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { streamOf } from '../recorded/testing/local-bedrock.ts';
import { instantClock } from '../run/clock.ts';
import type { StreamEvent } from '../run/model.ts';
import { converseModel } from './converse.ts';
import { against, untroubled } from './testing/against-local.ts';

const OPENING = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'The ball ' } }),
];

/** Aborts at the first delta. */
async function collectAndAbort(stream: (signal: AbortSignal) => AsyncIterable<StreamEvent>) {
  const abort = new AbortController();
  async function* watched() {
    for await (const event of stream(abort.signal)) {
      yield event;
      abort.abort();
    }
  }
  return collect(watched());
}

describe('a stream that says nothing', () => {
  const IDLE_MS = 120_000;
  // The sockets are real; only the waiting is not.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  test('is given up, and its connection closed', async () => {
    const { model, server } = await against(streamOf(OPENING, 'stall'), IDLE_MS);
    const stream = model.stream(aRequest(), untroubled())[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ text: 'The ball ' });
    const failure = collect({ [Symbol.asyncIterator]: () => stream });
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect((await failure).error).toEqual({
      name: 'StreamStalled',
      message: 'Nothing came for 120 s, so the call was given up.',
      remedy: 'The text so far is kept. Try again, or wait longer with --idle-timeout.',
      retryable: true,
      charged: 'unknown',
    });
    expect(await server.requests[0]?.ended).toBe('closed by the client');
    await server.requests[0]?.disconnected;
  });

  test('is given up before it begins, too', async () => {
    const arrived = Promise.withResolvers<void>();
    const { model, server } = await against(() => {
      arrived.resolve();
      return { kind: 'nothing', afterwards: 'stall' };
    }, IDLE_MS);
    const failure = collect(model.stream(aRequest(), untroubled()));
    await arrived.promise;
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect((await failure).error).toMatchObject({
      name: 'StreamStalled',
      remedy: 'Try again, or wait longer with --idle-timeout.',
      retryable: true,
      charged: 'unknown',
    });
    expect(await server.requests[0]?.ended).toBe('closed by the client');
    await server.requests[0]?.disconnected;
  });

  test('for a while is not yet given up', async () => {
    const more = Promise.withResolvers<void>();
    const clock = { ...instantClock(), now: () => 0, sleep: () => more.promise };
    const end = [
      eventFrame('messageStop', { stopReason: 'end_turn' }),
      eventFrame('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } }),
    ].map(bytes => ({ afterMs: 1, bytes }));
    const { model } = await against(streamOf([...OPENING, ...end]), IDLE_MS, clock);
    const stream = model.stream(aRequest(), untroubled())[Symbol.asyncIterator]();
    await stream.next();
    const rest = collect({ [Symbol.asyncIterator]: () => stream });
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
    more.resolve();
    expect((await rest).finished?.stopReason).toBe('end_turn');
  });

  test('to a slow reader is not silent', async () => {
    const items = [
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'word ' } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'word ' } } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } } },
    ];
    async function* untilAborted({ abortSignal }: { abortSignal: AbortSignal }) {
      for (const item of items) if (!abortSignal.aborted) yield item;
    }
    const send = async (_command: unknown, options: { abortSignal: AbortSignal }) => ({
      stream: untilAborted(options),
    });
    const model = converseModel({ client: { send } as never, idleTimeoutMs: IDLE_MS });
    const events: StreamEvent[] = [];
    for await (const event of model.stream(aRequest(), untroubled())) {
      events.push(event);
      await vi.advanceTimersByTimeAsync(10 * IDLE_MS);
    }
    expect(events.map(event => event.type)).toEqual(['delta', 'delta', 'finished']);
  });
});

test('cancelling before the answer begins closes the connection', async () => {
  const abort = new AbortController();
  const { model, server } = await against(() => {
    abort.abort();
    return { kind: 'nothing', afterwards: 'stall' };
  });
  const got = await collect(model.stream(aRequest(), abort.signal));
  expect(got.error).toEqual({
    name: 'Cancelled',
    message: 'The call was cancelled.',
    retryable: false,
    charged: 'unknown',
  });
  expect(await server.requests[0]?.ended).toBe('closed by the client');
  await server.requests[0]?.disconnected;
});

test('cancelling in mid-stream keeps the text and closes the connection', async () => {
  const { model, server } = await against(streamOf(OPENING, 'stall'));
  const got = await collectAndAbort(signal => model.stream(aRequest(), signal));
  expect(got.text).toBe('The ball ');
  expect(got.error).toMatchObject({ name: 'Cancelled', retryable: false });
  expect(await server.requests[0]?.ended).toBe('closed by the client');
  await server.requests[0]?.disconnected;
});

test('nothing is sent once it was cancelled', async () => {
  const { model, server } = await against(streamOf(OPENING));
  const got = await collect(model.stream(aRequest(), AbortSignal.abort()));
  expect(got.error?.name).toBe('Cancelled');
  expect(server.requests).toEqual([]);
});

test('whoever leaves the loop early closes the connection', async () => {
  const { model, server } = await against(streamOf(OPENING, 'stall'));
  for await (const event of model.stream(aRequest(), untroubled())) {
    expect(event).toEqual({ type: 'delta', channel: 'text', text: 'The ball ' });
    break;
  }
  expect(await server.requests[0]?.ended).toBe('closed by the client');
  await server.requests[0]?.disconnected;
});

test('nothing is left behind on the signal of the run', async () => {
  const { model } = await against(streamOf(OPENING));
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  await collect(model.stream(aRequest(), signal));
  expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
    added.mock.calls.map(([, listener]) => listener),
  );
});
