import { describe, expect, test } from 'vitest';
import { promptTokens } from '../run/cost.ts';
import type { Run } from '../run/run.ts';
import {
  callFailed,
  callStarted,
  MODEL,
  PRICE,
  runOf,
  runStarted,
  THROTTLED,
  usageOf,
} from '../run/testing/sample-run.ts';
import { CACHED, PLAIN, rowOf, thread } from './testing/threads.ts';
import { uncountedCalls, whatIfs } from './what-if.ts';

describe('other models', () => {
  const models = (run: Run, ids?: readonly string[]) =>
    whatIfs(run, ids ? { models: ids } : {}).filter(({ what }) => what.kind === 'model');

  test('are priced for the same tokens, as an approximation', () => {
    const [row] = models(thread(PLAIN), ['us.amazon.nova-lite-v1:0']);
    // 7,800 tokens at 0.06 and 1,500 at 0.24.
    expect(row?.cost).toBeCloseTo(0.000828, 10);
    expect(row).toMatchObject({ certainty: 'estimate', reason: { kind: 'same-tokens', caches: true } });
  });

  test('have no cached tokens where they do not cache', () => {
    const [row] = models(thread(CACHED), ['qwen.qwen3-32b-v1:0']);
    const [plain] = models(
      thread(CACHED.map(usage => ({ input: promptTokens(usageOf(usage)), output: 500 }))),
      ['qwen.qwen3-32b-v1:0'],
    );
    expect(row?.cost).toBeCloseTo(plain?.cost ?? Number.NaN, 12);
    expect(row?.reason).toMatchObject({ caches: false });
  });

  test('say where the tokens of a text are more, or fewer', () => {
    const [newer, same] = models(thread(PLAIN), [
      'us.anthropic.claude-opus-4-8',
      'us.anthropic.claude-opus-4-6-v1',
    ]);
    expect(newer?.reason).toMatchObject({ tokenizer: 'that' });
    expect(same?.reason).toMatchObject({ tokenizer: undefined });
    const [older] = models(thread(PLAIN, { settings: { model: 'us.anthropic.claude-opus-5' } }), [MODEL]);
    expect(older?.reason).toMatchObject({ tokenizer: 'this' });
  });

  test('without a price are unknown', () => {
    expect(models(thread(PLAIN), ['nobody.knows'])[0]).toMatchObject({
      cost: undefined,
      certainty: 'unknown',
      reason: { kind: 'no-price', model: 'nobody.knows' },
    });
  });

  test('are a handful of the same provider and the cheapest of the others, the cheapest first', () => {
    const rows = models(thread(PLAIN));
    const ids = rows.map(({ what }) => (what.kind === 'model' ? what.model : ''));
    expect(ids).not.toContain(MODEL);
    expect(ids.filter(id => !id.includes('anthropic'))).toHaveLength(3);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.length).toBeLessThan(13);
    expect(new Set(ids).size).toBe(ids.length);
    const costs = rows.map(({ cost }) => cost ?? Number.POSITIVE_INFINITY);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });
});

describe('what is not known', () => {
  test('a run without a price has no costs, but other models have', () => {
    const run = thread(PLAIN, { price: undefined });
    expect(rowOf(run, 'as-it-was')).toMatchObject({
      cost: undefined,
      reason: { kind: 'no-price', model: MODEL },
    });
    expect(rowOf(run, 'model')).toMatchObject({ certainty: 'estimate', difference: undefined });
  });

  test('a cached token at an unknown rate, but not what it would cost uncached', () => {
    const run = thread(CACHED, { price: { ...PRICE, cacheRead: null } });
    expect(rowOf(run, 'as-it-was')).toMatchObject({
      cost: undefined,
      reason: { kind: 'no-rate', model: MODEL, rate: 'cacheRead' },
    });
    expect(rowOf(run, 'no-caching')).toMatchObject({ certainty: 'exact', difference: undefined });
  });

  test('a run in which no call has told its tokens', () => {
    const run = runOf(runStarted(), callStarted(0, 0));
    for (const { cost, reason } of whatIfs(run, { models: [MODEL] })) {
      expect(cost).toBeUndefined();
      expect(reason).toEqual({ kind: 'no-usage' });
    }
  });

  test('calls that may be charged and told nothing are counted apart', () => {
    const failed = (id: number, charged: 'no' | 'unknown') => [
      callStarted(id, id),
      callFailed(id, { ...THROTTLED, charged }),
    ];
    expect(uncountedCalls(runOf(runStarted(), ...failed(0, 'no'), ...failed(1, 'unknown')))).toBe(1);
  });
});
