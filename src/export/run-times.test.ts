import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runOf,
  runStarted,
  stopped,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { recordedEvents } from '../ui/testing/recorded.ts';
import { afterPassing, evenlyPaced, momentsOf, tellsTime, timesOf } from './run-times.ts';

const times = fc
  .array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 30 })
  .map(list => list.toSorted((a, b) => a - b));

describe('how time passes', () => {
  test('as it is, where no wait is too long', () => {
    fc.assert(
      fc.property(times, fc.nat(25_000), fc.nat(5_000), (list, at, ms) => {
        expect(afterPassing(list, at, ms, Number.POSITIVE_INFINITY)).toBe(at + ms);
      }),
    );
  });

  test('never back, never slower than it is, and to no event before all before it', () => {
    fc.assert(
      fc.property(
        times,
        fc.nat(25_000),
        fc.nat(5_000),
        fc.constantFrom(0, 500, 2_000),
        (list, at, ms, cap) => {
          expect(afterPassing(list, at, ms, cap)).toBeGreaterThanOrEqual(at + ms);
        },
      ),
    );
  });

  test('in small steps as in one', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(500, 2_000), fc.integer({ min: 1, max: 40 }), (list, cap, steps) => {
        let at = 0;
        for (let step = 0; step < steps; step++) at = afterPassing(list, at, 100, cap);
        expect(at).toBe(afterPassing(list, 0, steps * 100, cap));
      }),
    );
  });

  test('what is left of a long wait is passed over', () => {
    expect(afterPassing([0, 60_000, 60_100], 0, 1_999, 2_000)).toBe(1_999);
    expect(afterPassing([0, 60_000, 60_100], 0, 2_000, 2_000)).toBe(60_000);
    expect(afterPassing([0, 60_000, 60_100], 30_000, 10, 2_000)).toBe(60_010);
  });

  test('behind the last event it goes on', () => {
    expect(afterPassing([0, 100], 100, 50, 2_000)).toBe(150);
  });
});

describe('a run of which no times are known', () => {
  const imported = (unknown: string[]) =>
    runOf(runStarted({ imported: { from: 'test', file: 'f', unknown } }));

  test('says so by what its source does not tell', () => {
    expect(tellsTime(imported(['timing']))).toBe(false);
    expect(tellsTime(imported(['usage']))).toBe(true);
    expect(tellsTime(runOf(runStarted()))).toBe(true);
  });

  test('is shown at an even pace, in its order', () => {
    const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'a')], 0);
    const paced = timesOf(evenlyPaced(events));
    expect(paced).toEqual([0, 0, 500, 900]);
    expect(evenlyPaced(events).map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
  });
});

test('times of a damaged transcript do not go back', () => {
  const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0)]);
  expect(timesOf(events.map((event, index) => ({ ...event, at: [0, 500, 200][index] ?? 0 })))).toEqual([
    0, 500, 500,
  ]);
});

describe('moments', () => {
  test('are the beginnings of rounds and the ends of those that changed the answer', async () => {
    const run = theRun(await recordedEvents('bat-and-ball.sonnet-4-6'));
    expect(momentsOf(run).map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'round: Round 0 · wrong',
      'round: Round 1 · FIX',
      'flip: FIX in round 1',
      'round: Round 2 · right',
      'round: Round 3 · right',
    ]);
  });

  test('are calls that failed, but not those that were cancelled', () => {
    const events = (name: string) => [
      runStarted(),
      ...wholeRound(0, '0.10'),
      roundStarted(1),
      callStarted(1, 1),
      callFailed(1, { name, message: 'It failed.', retryable: false }),
      stopped(),
    ];
    const kinds = (name: string) => momentsOf(runOf(...events(name))).map(({ kind }) => kind);
    expect(kinds('ThrottlingException')).toEqual(['round', 'round', 'failure']);
    expect(kinds('Cancelled')).toEqual(['round', 'round']);
  });
});
