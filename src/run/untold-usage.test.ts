/** Calls that finished without telling their tokens: nothing of them is ever zero, or exact. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUntold, meterOfRun } from './meter.ts';
import { type ReportedUsage, wholeUsage } from './price.ts';
import {
  callFinished,
  callStarted,
  finishedUntold,
  roundStarted,
  runOf,
  runStarted,
} from './testing/sample-run.ts';

const CACHE = { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const opening = [runStarted(), roundStarted(0), callStarted(0, 0)];

describe('a reported usage', () => {
  test.each<[string, ReportedUsage]>([
    ['input and output', CACHE],
    ['output', { ...CACHE, input: 3 }],
    ['input', { ...CACHE, output: 3 }],
  ])('without %s is unknown', (_what, reported) => {
    expect(wholeUsage(reported)).toBeUndefined();
  });

  test('of zero tokens that were told is known', () => {
    expect(wholeUsage({ ...CACHE, input: 0, output: 0 })).toEqual({ ...CACHE, input: 0, output: 0 });
  });
});

test('a call that did not tell its tokens is finished, with no usage', () => {
  const [call] = runOf(...opening, finishedUntold(0, { input: 3 })).calls;
  expect(call).toMatchObject({ status: 'finished', stopReason: 'end_turn' });
  expect(call).not.toHaveProperty('usage');
});

test('a run of which no call told its tokens is untold, and failed in nothing', () => {
  const meter = meterOfRun(runOf(...opening, finishedUntold(0)));
  expect(meter).toMatchObject({ atLeast: true, counted: 0, failed: 0, callMs: 400 });
  expect(isUntold(meter)).toBe(true);
  expect(isUntold(meterOfRun(runOf(runStarted())))).toBe(false);
});

test('a run with one such call never has an exact cost, whatever the others told', () => {
  const count = fc.option(fc.nat(100_000), { nil: undefined });
  const calls = fc.array(fc.record({ input: count, output: count, cacheRead: fc.nat(100_000) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(calls, all => {
      const run = runOf(
        runStarted(),
        roundStarted(0),
        ...all.flatMap(({ input, output, cacheRead }, id) => [
          callStarted(id, 0),
          finishedUntold(id, {
            cacheRead,
            ...(input !== undefined && { input }),
            ...(output !== undefined && { output }),
          }),
        ]),
      );
      const told = all.filter(({ input, output }) => input !== undefined && output !== undefined);
      const meter = meterOfRun(run);
      expect(meter.atLeast).toBe(told.length < all.length);
      expect(meter.counted).toBe(told.length);
      expect(isUntold(meter)).toBe(told.length === 0);
      // Nothing of a call that did not tell everything is counted in part.
      expect(meter.usage.output).toBe(told.reduce((total, { output = 0 }) => total + output, 0));
      expect(meter.usage.cacheRead).toBe(told.reduce((total, { cacheRead }) => total + cacheRead, 0));
    }),
  );
});

test('what the other calls told is counted', () => {
  const run = runOf(
    ...opening,
    callFinished(0, { input: 1000 }),
    callStarted(1, 0),
    finishedUntold(1, { input: 9 }),
  );
  const meter = meterOfRun(run);
  expect(meter.cost).toBeCloseTo(0.003, 12);
  expect(meter).toMatchObject({ atLeast: true, counted: 1, usage: { input: 1000 } });
});
