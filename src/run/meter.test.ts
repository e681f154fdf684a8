import { describe, expect, test } from 'vitest';
import { NO_USAGE } from './cost.ts';
import { cacheHitRate, meterOfCall, meterOfRound, meterOfRun } from './meter.ts';
import type { Run } from './run.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  MODEL,
  PRICE,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  usageOf,
} from './testing/sample-run.ts';

const run = theRun(sampleEvents());

function roundOf(of: Run, index: number) {
  const round = of.rounds[index];
  if (!round) throw new Error(`there is no round ${index}`);
  return round;
}

describe('a whole run', () => {
  test('a round that writes to the cache saves less than nothing', () => {
    const meter = meterOfRound(run, roundOf(run, 0));
    expect(meter.cost).toBeCloseTo(0.0055845, 12);
    expect(meter.withoutCache).toBeCloseTo(0.004602, 12);
    expect(meter.saved).toBeCloseTo(-0.0009825, 12);
  });

  test('a round that reads from it saves', () => {
    const meter = meterOfRound(run, roundOf(run, 1));
    expect(meter.cost).toBeCloseTo(0.00138, 12);
    expect(meter.saved).toBeCloseTo(0.003492, 12);
  });

  test('the run is the sum of its rounds', () => {
    const meter = meterOfRun(run);
    expect(meter.usage).toEqual(usageOf({ input: 28, output: 90, cacheRead: 1310, cacheWrite5m: 1370 }));
    expect(meter.cost).toBeCloseTo(0.0069645, 12);
    expect(meter.withoutCache).toBeCloseTo(0.009474, 12);
    expect(meter.saved).toBeCloseTo(0.0025095, 12);
    expect(meter).toMatchObject({ callMs: 800, atLeast: false, failed: 0 });
  });

  test('a run without calls has used nothing', () => {
    expect(meterOfRun(runOf(runStarted()))).toMatchObject({ usage: NO_USAGE, cost: 0, atLeast: false });
  });
});

describe('calls without usage', () => {
  const opening = [runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The')];

  test('while a call streams the cost is "at least", and its time runs on', () => {
    const streaming = runOf(...opening, delta(0, ' ball'));
    expect(meterOfRun(streaming)).toMatchObject({ cost: 0, callMs: 200, atLeast: true, failed: 0 });
  });

  test('a failed call is counted, and what the others cost is "at least"', () => {
    const failed = runOf(
      ...opening,
      callFinished(0, { input: 1000 }),
      callStarted(1, 0),
      callFailed(1),
      callStarted(2, 0, { lane: 1 }),
    );
    const meter = meterOfRound(failed, roundOf(failed, 0));
    expect(meter.cost).toBeCloseTo(0.003, 12);
    expect(meter).toMatchObject({ atLeast: true, failed: 1, callMs: 500 });
  });

  test('without a price the cost is unknown from the start, never zero', () => {
    const unpriced = runOf(runStarted({ prices: [] }), ...opening.slice(1));
    expect(meterOfRun(unpriced)).toMatchObject({
      cost: undefined,
      withoutCache: undefined,
      saved: undefined,
      atLeast: true,
    });
  });
});

test('one call at an unknown price makes the cost of the run unknown, and leaves its tokens known', () => {
  const mixed = runOf(
    runStarted({ prices: [PRICE] }),
    roundStarted(0),
    callStarted(0, 0),
    callFinished(0, { input: 1000, output: 1 }),
    callStarted(1, 0, { model: 'a-model-of-your-own' }),
    callFinished(1, { input: 500, output: 1 }),
  );
  expect(mixed.calls.map(call => call?.model)).toEqual([MODEL, 'a-model-of-your-own']);
  expect(meterOfRun(mixed)).toMatchObject({
    cost: undefined,
    saved: undefined,
    usage: usageOf({ input: 1500, output: 2 }),
    atLeast: false,
  });
});

test('a call without timing has the time between its first and its last event', () => {
  const [call] = runOf(runStarted(), callStarted(0, 0), delta(0, 'x'), {
    type: 'call.failed',
    call: 0,
    error: { name: 'StreamInterrupted', message: 'It ended.', retryable: true },
  }).calls;
  expect(call && meterOfCall(run, call).callMs).toBe(200);
});

describe('the hit rate of the cache', () => {
  test('is the share of the whole prompt that was read', () => {
    expect(
      cacheHitRate(usageOf({ input: 10, output: 999, cacheRead: 60, cacheWrite5m: 20, cacheWrite1h: 10 })),
    ).toBe(0.6);
  });
  test('is unknown when nothing was sent', () => {
    expect(cacheHitRate(NO_USAGE)).toBeUndefined();
  });
});
