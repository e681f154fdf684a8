import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saved } from '../run/cost.ts';
import { meterOfRun } from '../run/meter.ts';
import type { Usage } from '../run/price.ts';
import {
  inOrder,
  PRICE,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  usageOf,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { cacheBalance, cacheEffect } from './caching-money.ts';
import { branched } from './testing/branched.ts';
import { prices, usages } from './testing/money.ts';

const rounds = (...all: readonly Partial<Usage>[]) =>
  runOf(runStarted(), ...all.flatMap((usage, index) => wholeRound(index, `${index}`, { usage })));
const WRITE = { input: 4, output: 10, cacheWrite5m: 2000 };
const READ = { input: 4, output: 10, cacheRead: 2000 };
const balance = (...all: readonly Partial<Usage>[]) => cacheBalance(rounds(...all));

describe('what writing cost and reading saved', () => {
  test('for any usage and price the difference is what the meter calls saved', () => {
    fc.assert(
      fc.property(usages, prices, (usage, price) => {
        const run = runOf(
          runStarted({ prices: [{ ...price, model: PRICE.model }] }),
          ...wholeRound(0, 'x', { usage }),
        );
        const [call] = run.calls;
        if (!call) throw new Error('no call');
        const { readSaved, writeExtra } = cacheEffect(run, call, usage);
        const whole = saved(usage, price);
        if (whole === undefined) expect(readSaved === undefined || writeExtra === undefined).toBe(true);
        else expect((readSaved ?? Number.NaN) - (writeExtra ?? Number.NaN)).toBeCloseTo(whole, 9);
      }),
    );
  });

  test('over a whole run as well', () => {
    const run = theRun(sampleEvents());
    const found = cacheBalance(run);
    expect((found?.readSaved ?? 0) - (found?.writeExtra ?? 0)).toBeCloseTo(meterOfRun(run).saved ?? 0, 12);
  });

  test('nothing is said where nothing was cached, or where the price is unknown', () => {
    expect(balance({ input: 10 })).toBeUndefined();
    const unpriced = runOf(runStarted({ prices: [] }), ...wholeRound(0, 'x', { usage: WRITE }));
    expect(cacheBalance(unpriced)).toBeUndefined();
  });
});

describe('when it breaks even', () => {
  test('after one write the first read pays for it, which is estimated', () => {
    expect(balance(WRITE)).toMatchObject({ readSaved: 0, breakEven: { kind: 'ahead', rounds: 1 } });
  });

  test('a write for an hour takes two reads', () => {
    expect(balance({ input: 4, cacheWrite1h: 2000 })?.breakEven).toEqual({ kind: 'ahead', rounds: 2 });
  });

  test('in the round in which the sum is no longer negative', () => {
    expect(balance({ input: 10 }, WRITE, READ)?.breakEven).toEqual({ kind: 'reached', round: 2 });
  });

  test('with small reads it takes as many rounds as they say', () => {
    // The write cost 1.5 thousandths more; each read saves 0.27.
    const small = { input: 4, cacheRead: 100 };
    expect(balance(WRITE, small)?.breakEven).toEqual({ kind: 'ahead', rounds: 5 });
  });

  test('never, when the last rounds only wrote', () => {
    expect(balance(WRITE, WRITE)?.breakEven).toEqual({ kind: 'never' });
  });

  test('it need not where a write costs nothing extra', () => {
    expect(balance(READ)?.breakEven).toEqual({ kind: 'not-needed' });
    const free = { ...PRICE, cacheWrite5m: 0 };
    const run = runOf(runStarted({ prices: [free] }), ...wholeRound(0, 'x', { usage: usageOf(WRITE) }));
    expect(cacheBalance(run)?.breakEven).toEqual({ kind: 'not-needed' });
  });
});

describe('of a branch', () => {
  const parent = [
    runStarted(),
    ...wholeRound(0, '1', { usage: WRITE }),
    ...wholeRound(1, '2', { usage: WRITE }),
  ];
  const ownBalance = (...own: readonly Partial<Usage>[]) =>
    cacheBalance(
      branched(inOrder(parent), 1, ...own.flatMap((usage, at) => wholeRound(2 + at, `${at}`, { usage }))),
    );

  test('only its own calls count: what they read was paid before', () => {
    expect(ownBalance(READ)).toMatchObject({ writeExtra: 0, breakEven: { kind: 'not-needed' } });
    expect(ownBalance(READ)?.readSaved).toBeCloseTo(2000 * 2.7e-6, 12);
    expect(ownBalance({ input: 10 })).toBeUndefined();
  });

  test('what it wrote itself has to be paid back by itself', () => {
    expect(ownBalance(WRITE)).toMatchObject({ readSaved: 0, breakEven: { kind: 'ahead', rounds: 1 } });
    expect(ownBalance(WRITE, READ)?.breakEven).toEqual({ kind: 'reached', round: 3 });
  });
});
