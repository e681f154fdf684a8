import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import { cost, promptTokens } from '../run/cost.ts';
import type { CachePoint, Message, NewEvent } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Usage } from '../run/price.ts';
import { type Call, priceOfCall, type Run, threadOf } from '../run/run.ts';
import { Settings } from '../run/settings.ts';
import {
  callFinished,
  callStarted,
  delta,
  MODEL,
  PRICE,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
} from '../run/testing/sample-run.ts';
import { estimateTokens } from '../text/tokens.ts';
import { type CallEstimate, estimateCall } from './estimate-call.ts';
import { RECORDINGS, recordedRun } from './testing/recorded.ts';

const OFF = Settings.parse({ model: MODEL, thinking: { type: 'off' } });
const point = (after: CachePoint['after'], ttl: CachePoint['ttl'] = '5m'): CachePoint => ({ after, ttl });
const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
const said = (text: string): Message => ({ role: 'assistant', content: [{ text }] });

const ANSWER = 'The ball costs 0.10.';
const THREAD = [user(QUESTION.text), said(ANSWER), user('Check it.')];

/** A run whose first round has ended with this usage, and its cache point after the question. */
function afterOne(
  usage: Partial<Usage>,
  started: Parameters<typeof runStarted>[0] = {},
  ...more: NewEvent[]
): Run {
  return runOf(
    runStarted({ settings: OFF, ...started }),
    roundStarted(0),
    callStarted(0, 0, { request: { ...requestOf(QUESTION.text), cachePoints: [point(0)] } }),
    delta(0, ANSWER),
    callFinished(0, usage, { text: ANSWER }),
    roundFinished(0),
    ...more,
  );
}

function requestWith(changes: Partial<WholeRequest> = {}): WholeRequest {
  return {
    model: MODEL,
    system: [],
    messages: THREAD,
    cachePoints: [point(2)],
    inferenceConfig: { maxTokens: 4096 },
    ...changes,
  };
}

const CACHED = { input: 24, output: 40, cacheWrite5m: 1310 };
/** Of the answer and the next turn. */
const NEW = [ANSWER, 'Check it.'].map(text => estimateTokens(text) + 4);
const NEW_LOW = NEW.reduce((total, tokens) => total + Math.round(tokens * 0.85), 0);
const NEW_HIGH = NEW.reduce((total, tokens) => total + Math.round(tokens * 1.25), 0);

describe('tokens in', () => {
  test('are as the earlier call of the thread told them, and only what is new is estimated', () => {
    const { prompt, counted } = estimateCall(afterOne(CACHED), requestWith());
    expect(counted).toBe(1334);
    expect(prompt).toEqual({ low: 1334 + NEW_LOW, high: 1334 + NEW_HIGH });
  });

  test('of the same request once more are known', () => {
    const request = requestWith({ messages: THREAD.slice(0, 1), cachePoints: [point(0)] });
    expect(estimateCall(afterOne(CACHED), request).prompt).toEqual({ low: 1334, high: 1334 });
  });

  test.each<[string, Partial<WholeRequest>]>([
    ['another model', { model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' }],
    ['another system prompt', { system: [{ text: 'Be brief.' }] }],
    ['another question', { messages: [user('Why?')] }],
  ])('are all estimated with %s', (_what, changes) => {
    const { prompt, counted } = estimateCall(afterOne(CACHED), requestWith(changes));
    expect(counted).toBe(0);
    expect(prompt.low).toBeLessThan(prompt.high);
    expect(prompt.high).toBeLessThan(200);
  });

  test('of an answer that was changed are estimated, and what stands before it is not counted anew', () => {
    const run = afterOne(
      CACHED,
      {},
      roundStarted(1),
      callStarted(1, 1, { request: requestOf('Check it.', { call: 0, answer: ANSWER }) }),
      callFinished(1, { input: 1350, output: 10 }),
      roundFinished(1),
    );
    const messages = THREAD.with(1, said('The ball costs 0.20.'));
    expect(estimateCall(run, requestWith({ messages })).counted).toBe(1334);
  });

  test('of thinking that is sent back are at most what it had when it was thought', () => {
    const thought: Message = {
      role: 'assistant',
      content: [{ reasoningContent: { redactedContent: 'AAAA' } }, { text: ANSWER }],
    };
    const run = afterOne({ ...CACHED, output: 900 });
    const { prompt } = estimateCall(run, requestWith({ messages: THREAD.with(1, thought) }));
    expect(prompt.low).toBe(1334 + NEW_LOW);
    expect(prompt.high).toBeGreaterThan(1334 + 900);
  });

  test('of newer Claude are about 30 % more', () => {
    const messages = [user('word '.repeat(1000))];
    const of = (model: string) => estimateCall(afterOne(CACHED), requestWith({ model, messages })).prompt.low;
    expect(
      of('us.anthropic.claude-opus-4-8') / of('us.anthropic.claude-haiku-4-5-20251001-v1:0'),
    ).toBeCloseTo(1.3, 1);
  });
});

describe('the cache', () => {
  const cacheOf = (run: Run, changes: Partial<WholeRequest> = {}) =>
    estimateCall(run, requestWith(changes)).cache;

  test('is read as far as the call before wrote it, at most', () => {
    expect(cacheOf(afterOne(CACHED))).toEqual({
      kind: 'used',
      read: 1310,
      prefix: { low: 1334 + NEW_LOW, high: 1334 + NEW_HIGH },
      sure: true,
      ttl: '5m',
    });
  });

  test.each<[string, Partial<WholeRequest>]>([
    ['another model', { model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' }],
    ['other thinking', { additionalModelRequestFields: { thinking: { type: 'adaptive' } } }],
    ['another first turn', { messages: THREAD.with(0, user('Why?')) }],
  ])('has nothing to read with %s', (_what, changes) => {
    expect(cacheOf(afterOne(CACHED), changes)).not.toHaveProperty('read', 1310);
  });

  test('has nothing to read once its time is over for sure', () => {
    const later: NewEvent[] = [{ type: 'user.noted', round: 0, text: 'x', at: 400_000 } as NewEvent];
    expect(cacheOf(afterOne(CACHED, {}, ...later))).toMatchObject({ kind: 'used', read: 0, sure: true });
  });

  test('is not used by a prompt under the minimum of the model', () => {
    expect(cacheOf(afterOne({ input: 60, output: 40 }))).toEqual({
      kind: 'under-minimum',
      minimum: 1024,
      longest: 60 + NEW_HIGH,
    });
  });

  test('is perhaps used where the minimum lies within the estimate', () => {
    const messages = [user('word '.repeat(1000))];
    expect(cacheOf(afterOne({ input: 60, output: 40 }), { messages, cachePoints: [point(0)] })).toMatchObject(
      {
        kind: 'used',
        read: 0,
        sure: false,
      },
    );
  });

  test('is read up to a point in common, when the thread is another one from there on', () => {
    const system = [{ text: 'word '.repeat(1500) }];
    const first = { ...requestOf(QUESTION.text), system, cachePoints: [point('system'), point(0)] };
    const run = runOf(
      runStarted({ settings: OFF }),
      roundStarted(0),
      callStarted(0, 0, { request: first }),
      delta(0, ANSWER),
      callFinished(0, { output: 9, cacheWrite5m: 1600 }),
      roundFinished(0),
    );
    const request = requestWith({
      system,
      messages: [user('Why?')],
      cachePoints: [point('system'), point(0)],
    });
    const cache = cacheOf(run, request);
    expect(cache).toMatchObject({ kind: 'used', sure: true });
    expect(cache.kind === 'used' && cache.read).toBeGreaterThan(1400);
    expect(cache.kind === 'used' && cache.read).toBeLessThan(1600);
  });

  test.each<[string, object]>([
    ['off', { cache: 'off' }],
    ['not-asked', {}],
  ])('is %s without a cache point', (kind, settings) => {
    const run = afterOne(CACHED, { settings: { ...OFF, ...settings } });
    expect(cacheOf(run, { cachePoints: [] })).toEqual({ kind });
  });

  test('is not offered by some models, and nobody knows it of others', () => {
    const of = (model: string) => cacheOf(afterOne(CACHED), { model, cachePoints: [] }).kind;
    expect(of('a.model')).toBe('not-in-catalogue');
    expect(of('us.meta.llama3-3-70b-instruct-v1:0')).toBe('not-offered');
  });
});

describe('tokens out', () => {
  test('are as assumed of any answer, widened by what the model wrote in this run', () => {
    const of = (output: number) => estimateCall(afterOne({ ...CACHED, output }), requestWith()).output;
    expect(of(200)).toEqual({ low: 80, high: 1000 });
    expect(of(30)).toEqual({ low: 30, high: 1000 });
    expect(of(3000)).toEqual({ low: 80, high: 3000 });
  });

  test('are at most what the request allows', () => {
    const run = afterOne(CACHED);
    const { output, limit } = estimateCall(run, requestWith({ inferenceConfig: { maxTokens: 50 } }));
    expect({ output, limit }).toEqual({ output: { low: 40, high: 50 }, limit: 50 });
  });
});

describe('the cost', () => {
  const run = afterOne(CACHED);

  test('is a range from a read prefix and a short answer to nothing kept and a long one', () => {
    const { usd, usdAtMost, prompt } = estimateCall(run, requestWith());
    const price = PRICE;
    expect(usd?.low).toBeCloseTo(
      cost(
        { input: 0, output: 40, cacheRead: 1310, cacheWrite5m: prompt.low - 1310, cacheWrite1h: 0 },
        price,
      ) ?? Number.NaN,
    );
    const dropped = { input: 0, cacheRead: 0, cacheWrite5m: prompt.high, cacheWrite1h: 0 };
    expect(usd?.high).toBeCloseTo(cost({ ...dropped, output: 1000 }, price) ?? Number.NaN);
    expect(usdAtMost).toBeCloseTo(cost({ ...dropped, output: 4096 }, price) ?? Number.NaN);
  });

  test('is unknown without a price, at a tier that has none, and at a rate that nobody knows', () => {
    const of = (prices: (typeof PRICE)[], changes: Partial<WholeRequest> = {}) => {
      const { usd, usdAtMost, unknown } = estimateCall(afterOne(CACHED, { prices }), requestWith(changes));
      return { usd, usdAtMost, unknown };
    };
    expect(of([])).toEqual({ usd: undefined, usdAtMost: undefined, unknown: 'no-price' });
    expect(of([PRICE], { serviceTier: 'priority' })).toMatchObject({ usd: undefined, unknown: 'no-tier' });
    expect(of([{ ...PRICE, cacheWrite5m: null }])).toMatchObject({ usd: undefined, unknown: 'no-rate' });
    expect(of([PRICE])).toMatchObject({ unknown: undefined });
  });
});

test('the settings are those of the round, and the model that of the request', () => {
  const run = afterOne(
    CACHED,
    {},
    {
      type: 'user.edited',
      round: 1,
      change: { thinking: { type: 'budget', tokens: 2000 } },
    },
  );
  expect(estimateCall(run, requestWith()).output.high).toBe(3000);
  expect(estimateCall(run, requestWith(), 0).output.high).toBe(1000);
  expect(estimateCall(run, requestWith({ model: 'a.model' })).model).toBe('a.model');
});

describe('of recorded runs', () => {
  /** The run as it was before a call, and the call as it would have been sent then. */
  function before(run: Run, call: Call): { past: Run; request: WholeRequest } {
    const past = {
      ...run,
      at: call.startedAt,
      calls: run.calls.slice(0, call.id),
      rounds: run.rounds.filter(round => round.index < call.round),
    };
    const { system } = run.settings;
    const ask = { model: call.model, messages: threadOf(run, call), ...(system !== undefined && { system }) };
    const cached = past.calls.flatMap(one => one?.request.cachePoints ?? []);
    return { past, request: prepare({ ...ask, shared: { cached } }, run.settings) };
  }

  test('what came of each call lies within its estimate', async () => {
    const outside: string[] = [];
    let calls = 0;
    for (const name of RECORDINGS) {
      const run = await recordedRun(name);
      for (const call of run.calls) {
        if (!call?.usage) continue;
        calls++;
        const { past, request } = before(run, call);
        const { prompt, usd, usdAtMost, cache, limit, output } = estimateCall(past, request);
        const { usage } = call;
        const tokens = promptTokens(usage);
        const paid = cost(usage, priceOfCall(run, call));
        if (tokens < prompt.low || tokens > prompt.high) outside.push(`${name} ${call.id} in`);
        if (usage.cacheRead > (cache.kind === 'used' ? cache.read : 0))
          outside.push(`${name} ${call.id} read`);
        if (usage.output > limit) outside.push(`${name} ${call.id} out`);
        if ((usd === undefined) !== (paid === undefined)) outside.push(`${name} ${call.id} price`);
        // A verdict or a bare number may be shorter than answers are on average.
        const isShort = usage.output < output.low;
        if ((paid ?? 0) > (usdAtMost ?? 0) || (!isShort && (paid ?? 0) < (usd?.low ?? 0)))
          outside.push(`${name} ${call.id} cost`);
      }
    }
    expect(calls).toBeGreaterThan(90);
    expect(outside).toEqual([]);
  });
});

test('every estimate is a range of whole tokens with its ends in order, and never a price of nothing', () => {
  const words = fc.string({ maxLength: 400 });
  const tokens = fc.integer({ min: 0, max: 5000 });
  const usage = fc.record({ input: tokens, output: tokens, cacheRead: tokens, cacheWrite5m: tokens });
  const requests = fc.record({
    turns: fc.array(words, { minLength: 1, maxLength: 5 }),
    cached: fc.boolean(),
    maxTokens: fc.integer({ min: 1, max: 10_000 }),
    model: fc.constantFrom(MODEL, 'a.model', 'us.amazon.nova-lite-v1:0'),
  });
  fc.assert(
    fc.property(usage, requests, (told, { turns, cached, maxTokens, model }) => {
      const messages = [user(QUESTION.text), ...turns.map((text, n) => (n % 2 ? user(text) : said(text)))];
      const cachePoints = cached ? [point(messages.length - 1)] : [];
      const request = requestWith({ model, messages, cachePoints, inferenceConfig: { maxTokens } });
      const estimate: CallEstimate = estimateCall(afterOne(told), request);
      const { prompt, output, limit, usd, usdAtMost, counted, cache } = estimate;
      expect([prompt.low, prompt.high, output.low, output.high].every(Number.isInteger)).toBe(true);
      expect(prompt.low).toBeLessThanOrEqual(prompt.high);
      expect(counted).toBeLessThanOrEqual(prompt.low);
      expect(output.low).toBeLessThanOrEqual(output.high);
      expect(output.high).toBeLessThanOrEqual(limit);
      if (cache.kind === 'used') expect(cache.read).toBeLessThanOrEqual(cache.prefix.high);
      expect(usd === undefined).toBe(model !== MODEL);
      if (usd) expect(usd.low).toBeLessThanOrEqual(usd.high);
      if (usd) expect(usd.high).toBeLessThanOrEqual(usdAtMost ?? 0);
      if (usd && prompt.low > 0) expect(usd.low).toBeGreaterThan(0);
    }),
  );
});
