import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callFinished,
  callStarted,
  MODEL,
  PRICE,
  requestOf,
  runOf,
  runStarted,
  usageOf,
} from '../run/testing/sample-run.ts';
import { prices, usages } from './testing/money.ts';
import { RECORDINGS, recordedRun } from './testing/recorded.ts';
import { rowOf, thread, usagesOf } from './testing/threads.ts';
import { countedCalls } from './what-if.ts';
import { perfectUsage } from './what-if-perfect.ts';

const ROUNDING = 1e-9;

describe('perfect caching is never dearer than the run was', () => {
  test.each(RECORDINGS)('in the recording %s', async name => {
    const run = await recordedRun(name);
    const { cost } = rowOf(run, 'perfect-caching');
    const actual = rowOf(run, 'as-it-was').cost;
    if (cost !== undefined) expect(cost).toBeLessThanOrEqual((actual ?? Number.NaN) + ROUNDING);
  });

  test('for any usage and price, wherever both are known, nor than no caching', () => {
    fc.assert(
      fc.property(fc.array(usages, { minLength: 1, maxLength: 4 }), prices, (all, price) => {
        const run = thread(all, { price });
        const { cost } = rowOf(run, 'perfect-caching');
        const actual = rowOf(run, 'as-it-was').cost;
        const none = rowOf(run, 'no-caching').cost ?? Number.NaN;
        if (cost === undefined) return;
        expect(cost).toBeLessThanOrEqual(none + ROUNDING);
        if (actual !== undefined) expect(cost).toBeLessThanOrEqual(actual + ROUNDING);
      }),
    );
  });
});

test('the end of a prompt is written where that costs no more than fresh input', () => {
  const run = thread([{ input: 2000 }], { price: { ...PRICE, cacheWrite5m: 0 } });
  expect(usagesOf(perfectUsage(run, countedCalls(run)))).toEqual([usageOf({ cacheWrite5m: 2000 })]);
});

test('what was really read is read, also where no earlier call is known', () => {
  const run = thread([{ input: 500, cacheRead: 1500 }]);
  expect(usagesOf(perfectUsage(run, countedCalls(run)))).toEqual([usageOf({ input: 500, cacheRead: 1500 })]);
});

test('a call that was cut off has written its prompt, one that was refused has not', () => {
  const after = (charged: 'no' | 'unknown') => {
    const request = requestOf('The same prompt.');
    const run = runOf(
      runStarted({ prices: [{ ...PRICE, model: MODEL }] }),
      callStarted(0, 0, { request }),
      callFailed(0, { name: 'Cancelled', message: 'Cut off.', retryable: false, charged }),
      callStarted(1, 0, { request }),
      callFinished(1, { input: 2000 }),
    );
    return usagesOf(perfectUsage(run, countedCalls(run))).map(({ cacheRead }) => cacheRead);
  };
  expect(after('unknown')).toEqual([2000]);
  expect(after('no')).toEqual([0]);
});

test('a round for which a model was chosen that caches nothing stays fresh', () => {
  const QWEN = 'qwen.qwen3-32b-v1:0';
  const request = requestOf('The same prompt.');
  const run = runOf(
    runStarted({ prices: [{ ...PRICE, model: MODEL }] }),
    callStarted(0, 0, { request }),
    callFinished(0, { input: 2000 }),
    callStarted(1, 1, { request, model: QWEN }),
    callFinished(1, { input: 2000 }),
    callStarted(2, 2, { request, model: QWEN }),
    callFinished(2, { input: 2000 }),
    callStarted(3, 3, { request }),
    callFinished(3, { input: 2000 }),
  );
  expect(usagesOf(perfectUsage(run, countedCalls(run)))).toEqual([
    usageOf({ cacheWrite5m: 2000 }),
    usageOf({ input: 2000 }),
    usageOf({ input: 2000 }),
    usageOf({ cacheRead: 2000 }),
  ]);
});
