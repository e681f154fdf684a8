import { describe, expect, test } from 'vitest';
import type { Price } from '../run/price.ts';
import { MODEL, PRICE, usageOf } from '../run/testing/sample-run.ts';
import { recordedRun } from './testing/recorded.ts';
import { CACHED, thread } from './testing/threads.ts';
import { countedCalls, whatIfs } from './what-if.ts';
import { cachedThere } from './what-if-there.ts';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const there = (all: Parameters<typeof thread>[0], id = HAIKU, price: Price = PRICE) => {
  const run = thread(all);
  return cachedThere(id, price, run, countedCalls(run));
};

describe('the minimum of another model', () => {
  test('leaves the prompts of a recording fresh where all are under it', async () => {
    const run = await recordedRun('ferry-no-shows.sonnet-4-6');
    const models = [HAIKU, 'us.anthropic.claude-opus-4-6-v1'];
    const rows = whatIfs(run, { models }).filter(({ what }) => what.kind === 'model');
    expect(rows.map(({ cost }) => cost?.toFixed(4))).toEqual(['0.0196', '0.0980']);
    for (const { reason } of rows) {
      expect(reason).toMatchObject({ caches: false, caching: 'none-long-enough', minimum: 4096 });
    }
  });

  test('is asked call by call: what grew long enough is written whole, and read only after that', () => {
    const { usages, ...rest } = there([
      { input: 4, cacheWrite5m: 3000 },
      { input: 4, cacheRead: 3000, cacheWrite5m: 2000 },
      { input: 4, cacheRead: 5000, cacheWrite5m: 500 },
    ]);
    expect(usages).toEqual([
      usageOf({ input: 3004 }),
      usageOf({ input: 4, cacheWrite5m: 5000 }),
      usageOf({ input: 4, cacheRead: 5000, cacheWrite5m: 500 }),
    ]);
    expect(rest).toEqual({ caches: true, caching: 'less', minimum: 4096 });
  });

  test('makes a read of a short prefix fresh, however long the prompt', () => {
    expect(there([{ input: 9000, cacheRead: 2000 }]).usages).toEqual([usageOf({ input: 11_000 })]);
  });

  test('is not asked of the model of the run, which did cache', () => {
    const short = [{ input: 4, cacheWrite5m: 10 }];
    expect(there(short, MODEL)).toMatchObject({ usages: short.map(usageOf), caching: 'same' });
  });
});

describe('a model without cache points', () => {
  test('offers none where it has no rate of cached tokens either', () => {
    const price = { ...PRICE, cacheRead: null };
    expect(there(CACHED, 'qwen.qwen3-32b-v1:0', price)).toMatchObject({
      caches: false,
      caching: 'not-offered',
    });
  });

  test('may cache by itself where it has a rate, or where nobody knows it', () => {
    expect(there(CACHED, 'qwen.qwen3-32b-v1:0').caching).toBe('no-cache-points');
    expect(there(CACHED, 'my.model', { ...PRICE, cacheRead: null }).caching).toBe('no-cache-points');
  });

  test('makes no difference where nothing was cached', () => {
    expect(there([{ input: 10 }], 'my.model')).toMatchObject({ caches: true, caching: 'same' });
  });
});
