import { describe, expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import type { CallError, NewEvent } from '../run/events.ts';
import { MODEL, THROTTLED } from '../run/testing/sample-run.ts';
import { type CallToMake, LONGEST_RETRY_AFTER_MS, MAX_ATTEMPTS, performCall } from './perform.ts';
import { CANCELLED, finishes, type Script, says, scriptedModel, streams } from './testing/scripted-model.ts';

const TO_MAKE: CallToMake = {
  call: 0,
  round: 0,
  lane: 0,
  purpose: 'answer',
  request: {
    model: MODEL,
    system: [],
    messages: [{ role: 'user', content: [{ text: 'Why?' }] }],
    cachePoints: [{ after: 0, ttl: '5m' }],
    inferenceConfig: { maxTokens: 10 },
    additionalModelRequestFields: { thinking: { type: 'adaptive' } },
  },
};

interface Options {
  readonly random?: () => number;
  readonly toMake?: CallToMake;
  /** Cancels the call when it has told this many events. */
  readonly cancelAfter?: number;
}

/** Makes one call with a model that follows the scripts, and writes down what was told and when. */
async function perform(scripts: readonly Script[], options: Options = {}) {
  const clock = instantClock();
  const controller = new AbortController();
  const model = scriptedModel(clock, scripts);
  const told: NewEvent[] = [];
  const times: number[] = [];
  const error = await performCall(options.toMake ?? TO_MAKE, {
    model,
    clock,
    signal: controller.signal,
    random: options.random ?? (() => 0),
    emit(event) {
      told.push(event);
      times.push(clock.now());
      if (told.length === options.cancelAfter) controller.abort();
    },
  });
  return { error, told, times, requests: model.requests, types: told.map(event => event.type) };
}

const fails = (error: CallError): Script => [{ type: 'fails', error }];

describe('a call that goes well', () => {
  test('is told from its start to its end', async () => {
    const { error, told, types } = await perform([says(['The ', 'ball'])]);
    expect(error).toBeUndefined();
    expect(types).toEqual(['call.started', 'call.delta', 'call.delta', 'call.finished']);
    expect(told.at(-1)).toMatchObject({
      stopReason: 'end_turn',
      usage: { input: 100, output: 10 },
      timing: { firstDeltaMs: 10, serverMs: 5, wallMs: 20 },
      content: [{ text: 'The ball' }],
    });
  });

  test('is recorded as it was sent', async () => {
    const { told, requests } = await perform([says(['x'])]);
    const { model, ...request } = TO_MAKE.request;
    expect(told[0]).toMatchObject({ model, request, call: 0, round: 0, lane: 0, purpose: 'answer' });
    expect(requests).toEqual([TO_MAKE.request]);
  });

  test('is recorded without the messages of the call that it extends', async () => {
    const messages = ['a', 'b', 'c'].map(text => ({ role: 'user', content: [{ text }] }));
    const toMake = {
      ...TO_MAKE,
      request: { ...TO_MAKE.request, messages },
      extends: { call: 4, messages: 2 },
    };
    const { told, requests } = await perform([says(['x'])], { toMake });
    expect(told[0]).toMatchObject({ request: { extends: 4, messages: [{ content: [{ text: 'c' }] }] } });
    expect(requests[0]?.messages).toHaveLength(3);
  });

  test('may think before it speaks: thinking is the first thing that came', async () => {
    const thinks: Script = [
      { type: 'waits', ms: 30 },
      { type: 'delta', channel: 'thinking', text: 'Hm.' },
      { type: 'waits', ms: 30 },
      { type: 'delta', channel: 'text', text: 'So.' },
      finishes('So.'),
    ];
    const { told } = await perform([thinks]);
    expect(told[1]).toMatchObject({ channel: 'thinking', text: 'Hm.' });
    expect(told.at(-1)).toMatchObject({ timing: { firstDeltaMs: 30, wallMs: 60 } });
  });

  test('may say nothing at all', async () => {
    const { told } = await perform([[finishes('')]]);
    expect(told.at(-1)).toMatchObject({ type: 'call.finished', timing: { serverMs: 5, wallMs: 0 } });
    expect(told.at(-1)).not.toHaveProperty('timing.firstDeltaMs');
  });
});

describe('retries', () => {
  test('a failure before anything came is retried, and the wait is told before it is waited', async () => {
    const { error, told, types, times } = await perform([fails(THROTTLED), says(['x'])], {
      random: () => 0.5,
    });
    expect(error).toBeUndefined();
    expect(types).toEqual(['call.started', 'call.retried', 'call.delta', 'call.finished']);
    expect(told[1]).toEqual({
      type: 'call.retried',
      call: 0,
      attempt: 1,
      attempts: MAX_ATTEMPTS,
      reason: THROTTLED,
      waitMs: 750,
    });
    expect(times).toEqual([0, 0, 760, 760]);
    expect(told.at(-1)).toMatchObject({ timing: { firstDeltaMs: 10, wallMs: 10 } });
  });

  test('the waits grow, with a jitter of half, and the fourth failure is the last', async () => {
    const waits = async (random: number) =>
      (await perform([fails(THROTTLED)], { random: () => random })).told.flatMap(event =>
        event.type === 'call.retried' ? event.waitMs : [],
      );
    expect(await waits(0)).toEqual([500, 1000, 2000]);
    expect(await waits(0.999_999)).toEqual([1000, 2000, 4000]);
    const { error, types, requests } = await perform([fails(THROTTLED)]);
    expect(error).toEqual(THROTTLED);
    expect(requests).toHaveLength(MAX_ATTEMPTS);
    expect(types).toEqual(['call.started', 'call.retried', 'call.retried', 'call.retried', 'call.failed']);
  });

  test('what the service asks to wait is waited, and a jitter of at most a second', async () => {
    const waits = async (retryAfterMs: number, random: number) => {
      const asked = { ...THROTTLED, retryAfterMs };
      const { told, times } = await perform([fails(asked), says(['x'])], { random: () => random });
      expect(times.at(-1)).toBe((told[1] as { waitMs: number }).waitMs + 10);
      return told[1];
    };
    expect(await waits(7000, 0)).toMatchObject({ type: 'call.retried', waitMs: 7000 });
    expect(await waits(7000, 0.5)).toMatchObject({ waitMs: 7500 });
    expect(await waits(LONGEST_RETRY_AFTER_MS, 0.999_999)).toMatchObject({ waitMs: 121_000 });
    expect(await waits(0, 0.5)).toMatchObject({ waitMs: 0 });
  });

  test('what is more than a call waits is not waited, and said', async () => {
    const asked = { ...THROTTLED, remedy: 'Wait.', retryAfterMs: LONGEST_RETRY_AFTER_MS + 1000 };
    const { error, types } = await perform([fails(asked), says(['never asked'])]);
    expect(types).toEqual(['call.started', 'call.failed']);
    expect(error).toEqual({
      ...asked,
      remedy:
        'It asks to wait for 2 m 01 s, and a call waits for 2 m 00 s at most: go on with the run then. Wait.',
    });
    const never = await perform([fails({ ...THROTTLED, retryAfterMs: 1e15 })]);
    expect(never.error?.remedy).toMatch(/^It asks to wait for more than an hour,/);
  });

  test('a failure after the first delta is not retried: that would repeat paid work', async () => {
    const { error, told, types } = await perform([
      [...streams(['The ', 'ba']), ...fails(THROTTLED)],
      says(['never asked']),
    ]);
    expect(error).toEqual(THROTTLED);
    expect(types).toEqual(['call.started', 'call.delta', 'call.delta', 'call.failed']);
    expect(told.at(-1)).toMatchObject({ error: THROTTLED, timing: { firstDeltaMs: 10, wallMs: 20 } });
  });

  test('a failure after thinking is not retried either', async () => {
    const thinking: Script = [{ type: 'delta', channel: 'thinking', text: 'Hm.' }, ...fails(THROTTLED)];
    expect((await perform([thinking])).requests).toHaveLength(1);
  });

  test('a failure that may have to be paid is not retried, though nothing was seen', async () => {
    const silent = { ...THROTTLED, name: 'StreamStalled', charged: 'unknown' as const };
    const { types } = await perform([fails(silent), says(['never asked'])]);
    expect(types).toEqual(['call.started', 'call.failed']);
  });

  test('a failure that no retry could help is not retried', async () => {
    const refused: CallError = { name: 'ValidationException', message: 'No.', retryable: false };
    const { error, types } = await perform([fails(refused), says(['never asked'])]);
    expect(error).toEqual(refused);
    expect(types).toEqual(['call.started', 'call.failed']);
  });
});

describe('cancelling', () => {
  test('in mid-stream ends the call and keeps what was told', async () => {
    const { error, types } = await perform([says(['a', 'b', 'c'])], { cancelAfter: 2 });
    expect(error).toEqual(CANCELLED);
    expect(types).toEqual(['call.started', 'call.delta', 'call.failed']);
  });

  test('just before a failure makes no further attempt', async () => {
    const { error, types } = await perform([fails(THROTTLED), says(['x'])], { cancelAfter: 1 });
    expect(error).toEqual(THROTTLED);
    expect(types).toEqual(['call.started', 'call.failed']);
  });

  test('while it waits for a retry ends the wait', async () => {
    const { error, types, times } = await perform([fails(THROTTLED), says(['x'])], { cancelAfter: 2 });
    expect(error).toEqual(CANCELLED);
    expect(types).toEqual(['call.started', 'call.retried', 'call.failed']);
    expect(times.at(-1)).toBe(0);
  });
});

describe('a model with a bug', () => {
  test('that throws something else is not taken for a failed call', async () => {
    await expect(perform([[{ type: 'breaks', message: 'x is undefined' }]])).rejects.toThrow(TypeError);
  });

  test('that ends its stream without an end is not taken for a good end', async () => {
    await expect(perform([streams(['a'])])).rejects.toThrow('without finishing it');
  });
});
