import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Price } from '../run/price.ts';
import { Settings } from '../run/settings.ts';
import { type EstimateInput, estimateRun } from './estimate.ts';
import { ANSWER_TOKENS } from './estimate-assumptions.ts';
import { prices } from './testing/money.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const PRICE: Price = {
  model: SONNET,
  input: 3,
  output: 15,
  cacheRead: 0.3,
  cacheWrite5m: 3.75,
  cacheWrite1h: 6,
  asOf: '2026-11-10',
  source: 'a test',
};

const estimate = (settings: object = {}, changes: Partial<EstimateInput> = {}) =>
  estimateRun({
    settings: Settings.parse({ model: SONNET, thinking: { type: 'off' }, ...settings }),
    question: { text: 'word '.repeat(100) },
    turn: 'check '.repeat(30),
    price: PRICE,
    recorded: [],
    ...changes,
  });

describe('tokens', () => {
  test('of recorded answers go before the assumed ones', () => {
    const recorded = [
      { output: 300, text: 200 },
      { output: 500, text: 400 },
    ];
    expect(estimate({ strategy: { rounds: 1 } }, { recorded }).outputTokens).toEqual({
      low: 600,
      high: 1000,
    });
    expect(estimate({ strategy: { rounds: 1 } }).outputTokens).toEqual({
      low: 2 * ANSWER_TOKENS.low,
      high: 2 * ANSWER_TOKENS.high,
    });
  });

  test('of a prompt grow by an answer and a turn a round, and by the question where the turn repeats it', () => {
    const recorded = [{ output: 200, text: 200 }];
    const { promptTokens } = estimate({ strategy: { rounds: 1 } }, { recorded });
    // 104 once for the question, 104 + 38 + 200 in round 1.
    expect(promptTokens).toEqual({
      low: Math.round(104 * 0.85) + Math.round(142 * 0.85 + 170),
      high: Math.round(104 * 1.25) + Math.round(142 * 1.25 + 250),
    });
    const repeated = estimate({ strategy: { rounds: 1 } }, { recorded, turn: 'word '.repeat(130) });
    expect(repeated.promptTokens.low - promptTokens.low).toBe(85);
  });

  test('of newer Claude are about 30 % more', () => {
    const older = estimate({ strategy: { rounds: 0 } });
    const newer = estimate({ model: 'us.anthropic.claude-opus-4-8', strategy: { rounds: 0 } });
    expect(newer.promptTokens.low / older.promptTokens.low).toBeCloseTo(1.3, 1);
    expect(newer.outputTokens.high).toBe(Math.round(1.3 * ANSWER_TOKENS.high));
  });

  test.each<[string, object, number]>([
    ['a budget, by all of it', { thinking: { type: 'budget', tokens: 2000 } }, 3000],
    ['a low effort', { thinking: { type: 'effort', level: 'low' } }, 2000],
    ['a high effort, to the limit of a call', { thinking: { type: 'effort', level: 'high' } }, 4096],
    ['a limit, which it lowers', { maxTokens: 500 }, 500],
    [
      'a model that always thinks',
      { model: 'us.anthropic.claude-opus-5-5', thinking: { type: 'default' } },
      4096,
    ],
    ['a model that nobody knows', { model: 'a.model', thinking: { type: 'default' } }, 4096],
  ])('at the high end are changed by %s', (_name, settings, high) => {
    const { outputTokens } = estimate({ strategy: { rounds: 0 }, ...settings });
    expect(outputTokens.high).toBe(high);
    expect(outputTokens.low).toBeLessThanOrEqual(104);
  });

  test('of thinking that is sent back stand in the later prompts, at the high end', () => {
    const thinking = { type: 'budget', tokens: 1024 };
    const dropped = estimate({ thinking, strategy: { rounds: 1 } });
    const sent = estimate({ thinking, strategy: { rounds: 1, sendReasoning: true } });
    expect(sent.promptTokens.high - dropped.promptTokens.high).toBe(1024);
    expect(sent.promptTokens.low).toBe(dropped.promptTokens.low);
  });
});

describe('the cache', () => {
  const long = { question: { text: 'word '.repeat(3000) } };
  test.each<[string, object, Partial<EstimateInput>, object]>([
    ['is off', { cache: 'off' }, {}, { kind: 'off' }],
    ['is not offered', { model: 'us.deepseek.r1-v1:0' }, {}, { kind: 'not-offered' }],
    ['is not asked for of an unknown model', { model: 'a.model' }, {}, { kind: 'not-in-catalogue' }],
    ['reads from round 1 on after a long question', {}, long, { kind: 'reads', earliest: 1, latest: 1 }],
    [
      'has nothing to read in a single call',
      { strategy: { rounds: 0 } },
      long,
      { kind: 'never', longest: 0 },
    ],
    ['reads at some round, perhaps', {}, {}, { kind: 'reads', earliest: 2, latest: null }],
    [
      'stays under the minimum',
      { strategy: { rounds: 1 } },
      {},
      { kind: 'never', minimum: 1024, longest: 130 },
    ],
  ])('%s', (_name, settings, changes, outlook) => {
    expect(estimate(settings, changes).caching).toMatchObject(outlook);
  });

  test('makes a single call with a long question dearer, and several cheaper', () => {
    const usd = (cache: string, rounds: number) => estimate({ cache, strategy: { rounds } }, long).usd;
    expect(usd('5m', 0)?.low).toBeGreaterThan(usd('off', 0)?.low ?? Number.NaN);
    expect(usd('1h', 0)?.low).toBeGreaterThan(usd('5m', 0)?.low ?? Number.NaN);
    expect(usd('5m', 3)?.high).toBeLessThan(usd('off', 3)?.high ?? Number.NaN);
  });
});

describe('the cost', () => {
  test('is the sum of the tokens at their rates', () => {
    const { usd, promptTokens, outputTokens } = estimate({ cache: 'off' });
    for (const end of ['low', 'high'] as const) {
      expect(usd?.[end]).toBeCloseTo((promptTokens[end] * 3 + outputTokens[end] * 15) / 1e6, 10);
    }
  });

  test('is not known without a price, at a tier without one, and at a rate that nobody knows', () => {
    expect(estimate({}, { price: undefined })).toMatchObject({ usd: undefined, unknown: 'no-price' });
    expect(estimate({ tier: 'priority' })).toMatchObject({ usd: undefined, unknown: 'no-tier' });
    const rateless = { ...PRICE, cacheWrite5m: null };
    const long = { text: 'word '.repeat(3000) };
    expect(estimate({}, { price: rateless, question: long })).toMatchObject({
      usd: undefined,
      unknown: 'no-rate',
    });
  });
});

describe('a rule that may stop early', () => {
  test('widens the low end to the calls that it needs', () => {
    const { calls, stops, outputTokens } = estimate({ stop: { answerStable: 2 } });
    expect(calls).toEqual({ low: 2, high: 4 });
    expect(outputTokens.low).toBe(2 * ANSWER_TOKENS.low);
    expect(stops).toEqual(['answer-stable']);
  });

  test('by cost ends at the cap or one call above it', () => {
    const { usd, calls } = estimate({ cache: 'off', stop: { maxCost: 0.02 } });
    const dearest = estimate({ cache: 'off' }).usd;
    expect(calls).toEqual({ low: 2, high: 4 });
    expect(usd?.high).toBeGreaterThan(0.02);
    expect(usd?.high).toBeLessThan(dearest?.high ?? 0);
    // Either all four calls are made, or 2 cents are spent.
    expect(usd?.low).toBe(dearest?.low);
  });

  test('leaves no promise about the cache in rounds that will not be', () => {
    const long = { question: { text: 'word '.repeat(3000) } };
    expect(estimate({}, long).caching).toMatchObject({ kind: 'reads', earliest: 1 });
    const capped = estimate({ stop: { maxCost: 0.0001 } }, long);
    expect(capped.calls.high).toBe(1);
    expect(capped.caching).toMatchObject({ kind: 'never', longest: 0 });
  });

  test('by time may leave a single call', () => {
    expect(estimate({ stop: { maxSeconds: 5 } })).toMatchObject({
      calls: { low: 1, high: 4 },
      stops: ['max-seconds'],
    });
  });

  test('by tokens counts prompts too, and says nothing where the cap is out of reach', () => {
    expect(estimate({ stop: { maxTokensTotal: 1500 } }).calls).toEqual({ low: 2, high: 4 });
    expect(estimate({ stop: { maxTokensTotal: 1e6 } }).stops).toEqual([]);
  });
});

test('whatever the settings: low is never above high, and nothing is negative', () => {
  const settings = fc.record({
    cache: fc.constantFrom('off', '5m', '1h'),
    strategy: fc.record({ rounds: fc.integer({ min: 0, max: 20 }), sendReasoning: fc.boolean() }),
    stop: fc.record(
      {
        answerStable: fc.integer({ min: 2, max: 30 }),
        maxCost: fc.double({ min: 1e-6, max: 1, noNaN: true }),
        maxTokensTotal: fc.integer({ min: 1, max: 1e6 }),
        maxSeconds: fc.integer({ min: 1, max: 100 }),
      },
      { requiredKeys: [] },
    ),
    maxTokens: fc.integer({ min: 1, max: 64_000 }),
    model: fc.constantFrom(
      SONNET,
      'us.amazon.nova-lite-v1:0',
      'us.anthropic.claude-opus-4-1-20250805-v1:0',
      'a.model',
    ),
  });
  fc.assert(
    fc.property(settings, prices, fc.string({ maxLength: 3000 }), (chosen, price, text) => {
      const { usd, calls, promptTokens, outputTokens } = estimate(chosen, { price, question: { text } });
      expect(calls.low).toBeGreaterThanOrEqual(1);
      for (const range of [calls, promptTokens, outputTokens, ...(usd ? [usd] : [])]) {
        expect(range.low).toBeGreaterThanOrEqual(0);
        expect(range.low).toBeLessThanOrEqual(range.high);
      }
    }),
  );
});

describe('a bound of the calls', () => {
  const bound = { calls: 5, others: [] };
  test('is the high end, and a single call the low one', () => {
    const bounded = estimate({}, { bound });
    expect(bounded).toMatchObject({ calls: { low: 1, high: 5 }, bound });
    const reflected = estimate({ strategy: { rounds: 4 } });
    expect(bounded.usd?.high).toBeGreaterThanOrEqual(reflected.usd?.high ?? 0);
    expect(bounded.usd?.low).toBeLessThan(reflected.usd?.low ?? 0);
  });
  test('is at the price of the dearest model that may be asked', () => {
    const dear = { model: 'a-judge', price: { ...PRICE, model: 'a-judge', input: 30, output: 150 } };
    const usd = (others: readonly (typeof dear)[]) =>
      estimate({ cache: 'off' }, { bound: { calls: 5, others } }).usd;
    expect(usd([dear])?.high).toBeCloseTo(10 * (usd([])?.high ?? 0));
    expect(usd([dear])?.low).toBe(usd([])?.low);
  });
  test('has no cost where the price of another model is not known', () => {
    const others = [{ model: 'a-judge', price: undefined }];
    expect(estimate({}, { bound: { calls: 5, others } })).toMatchObject({
      usd: undefined,
      unknown: 'no-price',
    });
  });
  test('promises nothing of the cache', () => {
    expect(estimate({ cache: '5m' }, { bound }).caching).toEqual({ kind: 'many-threads' });
    expect(estimate({ cache: 'off' }, { bound }).caching).toEqual({ kind: 'off' });
  });
});
