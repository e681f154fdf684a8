import { describe, expect, test } from 'vitest';
import type { CachePoint, CallRequest, NewEvent } from '../run/events.ts';
import type { Usage } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { Settings } from '../run/settings.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  inOrder,
  MODEL,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
} from '../run/testing/sample-run.ts';
import { cacheNote } from './caching.ts';
import { branched } from './testing/branched.ts';

const POINT: CachePoint = { after: 0, ttl: '5m' };
const LAST: CachePoint = { after: 2, ttl: '5m' };
const QUESTION = 'How many bees?';
const WROTE: Partial<Usage> = { input: 4, output: 10, cacheWrite5m: 2000 };

interface Given {
  readonly request?: Partial<CallRequest>;
  readonly usage?: Partial<Usage>;
  readonly model?: string;
  readonly at?: number;
  readonly lane?: number;
}

function asked(call: number, text: string, { request, model = MODEL, at, lane = 0 }: Given = {}): NewEvent {
  const whole = call === 0 ? requestOf(text) : requestOf(text, { call: 0, answer: 'Nine.' });
  const points = call === 0 ? [POINT] : [LAST];
  const started = callStarted(call, call, {
    model,
    lane,
    request: { ...whole, cachePoints: points, ...request },
  });
  return at === undefined ? started : ({ ...started, at } as NewEvent);
}

/** One call. */
function one(given: Given, settings = SETTINGS): Run {
  const end = given.usage ? [callFinished(0, given.usage)] : [];
  return runOf(runStarted({ settings }), asked(0, QUESTION, given), ...end);
}

/** A call that wrote 2,000 tokens, and a second one that should read them. */
function two(second: Given, first: Given = {}): Run {
  return runOf(
    runStarted(),
    asked(0, QUESTION, first),
    callFinished(0, first.usage ?? WROTE),
    asked(1, 'Check.', second),
    callFinished(1, second.usage ?? { input: 2100, output: 10 }),
  );
}

const note = (run: Run, id = run.calls.length - 1) => {
  const call = run.calls[id];
  if (!call) throw new Error('no such call');
  return cacheNote(run, call);
};
const used = (run: Run) => {
  const found = note(run);
  return 'effect' in found ? found.effect : undefined;
};
const why = (run: Run) => {
  const found = note(run);
  return found.kind === 'not-engaged' ? found.why : found.kind === 'used' ? found.missed?.why : undefined;
};

describe('what the cache did', () => {
  test('reads and writes are told with what they saved and cost, against fresh input', () => {
    const usage = { input: 4, output: 10, cacheRead: 1301, cacheWrite5m: 200, cacheWrite1h: 65 };
    const effect = used(one({ usage }));
    expect(effect).toMatchObject({ read: 1301, written5m: 200, written1h: 65 });
    // 1,301 tokens at 2.70 less a million; 200 at 0.75 more and 65 at 3.00 more.
    expect(effect?.readSaved).toBeCloseTo(0.0035127, 10);
    expect(effect?.writeExtra).toBeCloseTo(0.000345, 10);
  });

  test('at an unknown rate it is not known what that cost', () => {
    const model = 'us.amazon.nova-lite-v1:0';
    expect(used(one({ model, usage: { cacheRead: 1500 } }))).toMatchObject({
      readSaved: undefined,
      writeExtra: 0,
    });
  });

  test('a read without a cache point is implicit caching, whatever the settings say', () => {
    const usage = { input: 4, output: 10, cacheRead: 900 };
    expect(note(one({ usage, request: { cachePoints: [] } }))).toMatchObject({
      kind: 'implicit',
      effect: { read: 900 },
    });
  });

  test('a whole read of what was cached is nothing to explain', () => {
    const run = two({ usage: { input: 4, output: 10, cacheRead: 2000, cacheWrite5m: 90 } });
    expect(note(run)).toMatchObject({ kind: 'used', missed: undefined });
  });
});

describe('why it did nothing', () => {
  test('the prompt is shorter than the minimum of the model, which the usage tells exactly', () => {
    expect(why(one({ usage: { input: 1023 } }))).toEqual({
      kind: 'under-minimum',
      tokens: 1023,
      minimum: 1024,
      estimated: false,
    });
  });

  test('the part before the cache point is shorter, by an estimate', () => {
    const request = {
      system: [{ text: 'Be brief.' }],
      cachePoints: [{ after: 'system', ttl: '5m' }],
    } as const;
    const run = one({
      usage: { input: 1100 },
      request: { ...request, system: [...request.system], cachePoints: [...request.cachePoints] },
    });
    expect(why(run)).toMatchObject({ kind: 'under-minimum', minimum: 1024, estimated: true });
  });

  test('a prompt that reaches the minimum leaves it unexplained', () => {
    expect(why(one({ usage: { input: 1024 } }))).toEqual({ kind: 'unexplained' });
  });

  test('nobody knows the minimum of the model', () => {
    const model = 'us.amazon.nova-2-lite-v1:0';
    expect(why(one({ model, usage: { input: 9000 } }))).toEqual({ kind: 'minimum-unknown' });
  });

  test('caching was off, or the model has none, or nobody knows whether it has', () => {
    const off = Settings.parse({ ...SETTINGS, cache: 'off' });
    const request = { cachePoints: [] };
    const usage = { input: 2000 };
    expect(note(one({ usage, request }, off))).toEqual({ kind: 'off' });
    expect(note(one({ usage, request }))).toEqual({ kind: 'not-asked' });
    expect(note(one({ usage, request, model: 'qwen.qwen3-32b-v1:0' }))).toEqual({ kind: 'not-offered' });
    expect(note(one({ usage, request, model: 'nobody.knows' }))).toEqual({ kind: 'not-in-catalogue' });
  });

  test('nothing is said of a call that broke off', () => {
    const run = runOf(runStarted(), asked(0, QUESTION), callFailed(0));
    expect(note(run)).toEqual({ kind: 'unknown' });
  });
});

describe('before the end of a call', () => {
  test('an estimate tells that the minimum will be missed', () => {
    expect(note(one({}))).toMatchObject({
      kind: 'pending',
      expected: { kind: 'under-minimum', minimum: 1024, estimated: true },
    });
  });

  test('what the call before it counted is counted on', () => {
    const begun = [runStarted(), asked(0, QUESTION), callFinished(0, { input: 1020 }), asked(1, 'Check.')];
    expect(note(runOf(...begun))).toEqual({ kind: 'pending', expected: undefined });
  });

  test('nothing is expected where nothing was asked for', () => {
    expect(note(one({ request: { cachePoints: [] } }))).toEqual({ kind: 'pending', expected: undefined });
  });
});

describe('why what was cached was not read', () => {
  test('the time-to-live had passed', () => {
    const late = { at: 301_200, usage: { input: 4, cacheWrite5m: 2090 } };
    const run = two(late, { at: 200 });
    expect(note(run)).toMatchObject({ kind: 'used', missed: { tokens: 2000 } });
    expect(why(run)).toEqual({ kind: 'expired', seconds: 301, ttlSeconds: 300 });
    expect(why(two({ at: 300_200 }, { at: 200 }))).toEqual({ kind: 'unexplained' });
  });

  test('an hour is an hour', () => {
    const first: Given = { at: 0, request: { cachePoints: [{ after: 0, ttl: '1h' }] } };
    expect(why(two({ at: 3_599_000 }, first))).toEqual({ kind: 'unexplained' });
    expect(why(two({ at: 3_601_000 }, first))).toEqual({ kind: 'expired', seconds: 3601, ttlSeconds: 3600 });
  });

  test('the wait for another attempt counts, and each use begins the time anew', () => {
    const wait = { ...callRetried(1, 1, 400_000), at: 1000 } as NewEvent;
    const run = runOf(
      runStarted(),
      { ...asked(0, QUESTION), at: 100 } as NewEvent,
      callFinished(0, WROTE),
      { ...asked(1, 'Check.'), at: 900 } as NewEvent,
      wait,
      callFinished(1, { input: 2100 }),
    );
    expect(why(run)).toMatchObject({ kind: 'expired', seconds: 400.9 });
  });

  test('a message changed: which, and at which character', () => {
    const messages = [{ role: 'user', content: [{ text: 'How many ants?' }] }];
    const request = { extends: undefined, messages, cachePoints: [POINT] };
    expect(why(two({ request }))).toEqual({
      kind: 'changed',
      change: { kind: 'message', message: 1, character: 10 },
    });
  });

  test('a message has another role, or is gone', () => {
    const other = { extends: undefined, messages: [{ role: 'assistant', content: [{ text: QUESTION }] }] };
    expect(why(two({ request: other }))).toMatchObject({ change: { kind: 'role', message: 1 } });
    expect(why(two({ request: { extends: undefined, messages: [] } }))).toMatchObject({
      change: { kind: 'missing', message: 1 },
    });
  });

  test('the system prompt, the model or a setting that is part of the prefix changed', () => {
    const system = { system: [{ text: 'Be brief.' }] };
    expect(why(two({ request: system }))).toMatchObject({ change: { kind: 'system', character: 1 } });
    const model = 'global.anthropic.claude-sonnet-4-6';
    expect(why(two({ model }))).toMatchObject({ change: { kind: 'model', from: MODEL, to: model } });
    const thinking = (tokens: number): Given => ({
      request: { additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: tokens } } },
    });
    expect(why(two(thinking(2048), thinking(1024)))).toMatchObject({
      change: { kind: 'setting', name: 'thinking' },
    });
    expect(why(two(thinking(2048), thinking(2048)))).toEqual({ kind: 'unexplained' });
  });

  test('the order of the fields of a setting makes no difference', () => {
    const one = { additionalModelRequestFields: { a: 1, b: { c: 2, d: 3 } } };
    const other = { additionalModelRequestFields: { b: { d: 3, c: 2 }, a: 1 } };
    expect(why(two({ request: other }, { request: one }))).toEqual({ kind: 'unexplained' });
  });

  test('too many content blocks stand between', () => {
    const content = Array.from({ length: 21 }, (_, index) => ({ text: `${index}` }));
    const request = {
      messages: [{ role: 'user', content }],
      cachePoints: [{ after: 1, ttl: '5m' as const }],
    };
    expect(why(two({ request }))).toEqual({ kind: 'too-far-back', blocks: 21 });
  });

  test('the prompt fell under the minimum', () => {
    expect(why(two({ usage: { input: 900 } }))).toMatchObject({ kind: 'under-minimum', tokens: 900 });
  });

  test('a part of it was read', () => {
    const run = two({ usage: { input: 4, cacheRead: 1500, cacheWrite5m: 590 } });
    expect(note(run)).toMatchObject({ kind: 'used', missed: { tokens: 500, why: { kind: 'unexplained' } } });
  });

  test('a call that ran at the same time had written nothing yet', () => {
    const run = runOf(
      runStarted(),
      asked(0, QUESTION),
      asked(1, 'Check.', { lane: 1 }),
      delta(0, 'Nine'),
      callFinished(0, WROTE),
      callFinished(1, { input: 4, cacheWrite5m: 2090 }),
    );
    expect(note(run)).toMatchObject({ kind: 'used', missed: undefined });
  });
});

describe('a prefix that was used last before the branch', () => {
  const parent = inOrder([
    runStarted(),
    roundStarted(0),
    asked(0, QUESTION),
    callFinished(0, WROTE),
    roundFinished(0),
  ]);
  const reading = (usage: Partial<Usage>) =>
    branched(parent, 0, roundStarted(1), asked(1, 'Check.'), callFinished(1, usage));

  test('may have expired, and nobody knows when', () => {
    expect(why(reading({ input: 2100, output: 10 }))).toEqual({ kind: 'before-branch' });
  });

  test('and was read, is no riddle', () => {
    expect(note(reading({ input: 100, cacheRead: 2000 }))).toMatchObject({ kind: 'used', missed: undefined });
  });
});
