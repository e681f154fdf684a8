import { describe, expect, test } from 'vitest';
import type { Call } from '../run/run.ts';
import { MODEL, PRICE } from '../run/testing/sample-run.ts';
import { CACHED, PLAIN, rowOf, thread } from './testing/threads.ts';
import { whatIfs } from './what-if.ts';

describe('what is not known', () => {
  test('a service tier is named, with the model whose price there is not known', () => {
    const plain = thread(PLAIN);
    const run = { ...plain, calls: plain.calls.map(call => call && { ...call, serviceTier: 'priority' }) };
    const rows = whatIfs(run, { models: ['us.amazon.nova-lite-v1:0', 'nobody.knows'] });
    expect(rows[0]?.reason).toEqual({ kind: 'no-tier', model: MODEL, tier: 'priority' });
    expect(rows.slice(-2).map(({ reason }) => reason)).toEqual([
      { kind: 'no-tier', model: 'us.amazon.nova-lite-v1:0', tier: 'priority' },
      { kind: 'no-price', model: 'nobody.knows' },
    ]);
  });

  test('with a call that told nothing, every row is at least, and none is exact', () => {
    const plain = thread(CACHED);
    const run = { ...plain, calls: plain.calls.with(2, cutOff(plain.calls[2])) };
    const rows = whatIfs(run);
    expect(rows[0]).toMatchObject({ certainty: 'at-least', reason: { kind: 'uncounted', calls: 1 } });
    expect(rows.every(({ atLeast }) => atLeast)).toBe(true);
    expect(rows.map(({ certainty }) => certainty)).not.toContain('exact');
    expect(whatIfs(plain).some(({ atLeast }) => atLeast)).toBe(false);
  });
});

function cutOff(call: Call | undefined): Call | undefined {
  if (!call) return undefined;
  const { usage: _usage, ...rest } = call;
  return { ...rest, status: 'failed' };
}

describe("the user's own price", () => {
  const run = thread(CACHED);
  const own = (factor: number) => new Map([[MODEL, { ...PRICE, model: MODEL, input: PRICE.input * factor }]]);

  test('of the model of the run has a row of its own; as it was stays at the recorded price', () => {
    const [actual, mine] = whatIfs(run, { prices: own(2) });
    expect(actual?.cost).toBe(rowOf(run, 'as-it-was').cost);
    expect(mine).toMatchObject({ what: { kind: 'own-prices', model: MODEL }, certainty: 'exact' });
    // Twelve fresh tokens at 3 more for a million.
    expect(mine?.difference).toBeCloseTo(12 * 3e-6, 12);
  });

  test('has one row where the model is asked for, and none where it is that of the run', () => {
    const kinds = (factor: number, models: readonly string[] = []) =>
      whatIfs(run, { prices: own(factor), models }).map(({ what }) => what.kind);
    expect(kinds(2, [MODEL]).filter(kind => kind === 'own-prices')).toHaveLength(1);
    expect(kinds(2, [MODEL]).at(-1)).toBe('own-prices');
    const recorded = new Map(run.prices.map(price => [price.model, price]));
    const all = whatIfs(run, { prices: recorded }).map(({ what }) => what.kind);
    expect(all.filter(kind => kind === 'own-prices')).toEqual([]);
  });
});
