import { describe, expect, test } from 'vitest';
import { createClient } from '../bedrock/client.ts';
import { converseModel } from '../bedrock/converse.ts';
import { type Clock, instantClock, realClock } from '../run/clock.ts';
import type { Answer, Answerer, Ending, TimedDelta } from './answer.ts';
import { recordedHandler } from './handler.ts';
import { aRequest, collect } from './testing/collect.ts';

const USAGE = { input: 4, output: 9, cacheRead: 20, cacheWrite5m: 30, cacheWrite1h: 40 };
const DELTAS: TimedDelta[] = [
  { afterMs: 900, channel: 'thinking', text: 'Hm.' },
  { afterMs: 1400, channel: 'text', text: 'Five ' },
  { afterMs: 1475, channel: 'text', text: 'cents.' },
];
const WHOLE: Answer = {
  deltas: DELTAS,
  ending: {
    kind: 'finished',
    afterMs: 1500,
    stopReason: 'end_turn',
    usage: USAGE,
    serverMs: 1460,
    content: [{ reasoningContent: { reasoningText: { text: 'Hm.' } } }, { text: 'Five cents.' }],
  },
};

function failing(deltas: TimedDelta[], name: string): Answer {
  const ending: Ending = { kind: 'failed', afterMs: 1600, name, message: 'In its own words.' };
  return { deltas, ending };
}

/** The real client, with the handler where its sockets would be. */
function modelOver(answerer: Answerer, clock: Clock) {
  const requestHandler = recordedHandler(answerer, clock);
  const client = createClient({ anonymous: true, requestHandler });
  return converseModel({ client, idleTimeoutMs: 20_000 });
}

const untroubled = () => new AbortController().signal;

describe('an answer that is played', () => {
  test('comes at the times that the clock is told, without waiting', async () => {
    const clock = instantClock();
    await clock.sleep(5000);
    const model = modelOver(() => WHOLE, clock);
    const times: number[] = [];
    for await (const _event of model.stream(aRequest(), untroubled())) times.push(clock.now());
    expect(times).toEqual([5900, 6400, 6475, 6500]);
  });

  test('comes whole where nobody knows what it used', async () => {
    const { ending } = WHOLE;
    if (ending.kind !== 'finished') throw new Error('not finished');
    const { usage: _unknown, ...rest } = ending;
    const got = await collect(
      modelOver(() => ({ deltas: [], ending: rest }), instantClock()).stream(aRequest(), untroubled()),
    );
    expect([got.text, got.thinking, got.error]).toEqual(['Five cents.', 'Hm.', undefined]);
    expect(got.finished?.usage).toEqual({ cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 });
  });

  test('comes in its time, however long it took to find', async () => {
    const clock = instantClock();
    const slow: Answerer = async () => {
      await clock.sleep(1000);
      return WHOLE;
    };
    const times: number[] = [];
    for await (const _event of modelOver(slow, clock).stream(aRequest(), untroubled()))
      times.push(clock.now());
    expect(times).toEqual([1000, 1400, 1475, 1500]);
  });

  test('ends with its usage and its blocks', async () => {
    const got = await collect(modelOver(() => WHOLE, instantClock()).stream(aRequest(), untroubled()));
    expect(got).toMatchObject({
      text: 'Five cents.',
      thinking: 'Hm.',
      finished: { stopReason: 'end_turn', usage: USAGE, serverMs: 1460 },
    });
  });

  test('answers two calls at once, each at its own times', async () => {
    const clock = instantClock();
    const model = modelOver(() => WHOLE, clock);
    const log: string[] = [];
    const listen = async (name: string) => {
      for await (const event of model.stream(aRequest(), untroubled())) {
        log.push(`${clock.now()} ${name} ${event.type}`);
      }
    };
    await Promise.all([listen('a'), listen('b')]);
    expect(log.map(line => line.split(' ')[0])).toEqual(
      [900, 900, 1400, 1400, 1475, 1475, 1500, 1500].map(String),
    );
  });
});

describe('a call that is cancelled', () => {
  test('in mid-stream ends at once and keeps the text', async () => {
    // A clock in real time that would take minutes: only the cancelling ends the waiting.
    const clock = realClock(0.001);
    const first: TimedDelta = { afterMs: 0, channel: 'text', text: 'Five ' };
    const model = modelOver(() => ({ ...WHOLE, deltas: [first, ...DELTAS] }), clock);
    const abort = new AbortController();
    async function* stream() {
      for await (const event of model.stream(aRequest(), abort.signal)) {
        yield event;
        abort.abort();
      }
    }
    const got = await collect(stream());
    expect(got.text).toBe('Five ');
    expect(got.error?.name).toBe('Cancelled');
  });

  test('while it waits to be refused ends at once', async () => {
    const abort = new AbortController();
    const model = modelOver(() => {
      setImmediate(() => abort.abort());
      return failing([], 'ThrottlingException');
    }, realClock(0.001));
    expect((await collect(model.stream(aRequest(), abort.signal))).error?.name).toBe('Cancelled');
  });
});

describe('a failure', () => {
  test('before the first word is a refusal, at its time', async () => {
    const clock = instantClock();
    const model = modelOver(() => failing([], 'ThrottlingException'), clock);
    const { error } = await collect(model.stream(aRequest(), untroubled()));
    expect(error).toMatchObject({
      name: 'ThrottlingException',
      original: 'In its own words.',
      retryable: true,
    });
    expect(clock.now()).toBe(1600);
  });

  test.each([
    'AccessDeniedException',
    'ExpiredTokenException',
    'ModelNotReadyException',
    'BrandNewException',
  ])('%s keeps its name', async name => {
    const model = modelOver(() => failing([], name), instantClock());
    const { error } = await collect(model.stream(aRequest(), untroubled()));
    expect(error).toMatchObject({ name, original: 'In its own words.' });
  });

  test.each([
    'ThrottlingException',
    'ModelStreamErrorException',
    'InternalServerException',
    'BrandNewException',
  ])('%s in mid-stream keeps its name and the text', async name => {
    const model = modelOver(() => failing(DELTAS, name), instantClock());
    const got = await collect(model.stream(aRequest(), untroubled()));
    expect(got.text).toBe('Five cents.');
    expect(got.error).toMatchObject({ name, original: 'In its own words.' });
  });

  test.each([[DELTAS], [[]]])('of the connection is a stream that just ends', async deltas => {
    for (const name of ['StreamInterrupted', 'StreamStalled', 'TimeoutError']) {
      const model = modelOver(() => failing(deltas, name), instantClock());
      const got = await collect(model.stream(aRequest(), untroubled()));
      expect(got.deltas).toHaveLength(deltas.length);
      expect(got.error).toMatchObject({ name: 'StreamInterrupted', retryable: true });
    }
  });

  test('to have an answer is told in the words of whoever has none', async () => {
    const model = modelOver(() => ({ message: 'Only Tuesdays are recorded.' }), instantClock());
    expect((await collect(model.stream(aRequest(), untroubled()))).error).toEqual({
      name: 'NoRecordingException',
      message: 'Only Tuesdays are recorded.',
      charged: 'no',
      retryable: false,
    });
  });

  test('to find an answer is a failure of the call', async () => {
    const model = modelOver(() => {
      throw new Error('The disk is gone.');
    }, instantClock());
    expect((await collect(model.stream(aRequest(), untroubled()))).error).toMatchObject({
      original: 'The disk is gone.',
    });
  });
});

test('what is not ConverseStream is refused', async () => {
  const { response } = await recordedHandler(() => WHOLE, instantClock()).handle({
    path: '/model/a/converse',
  });
  expect([response.statusCode, response.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
});
