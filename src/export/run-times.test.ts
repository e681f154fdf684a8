import { describe, expect, test } from 'vitest';
import { isTimed } from '../run/run.ts';
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
import { evenlyPaced, momentsOf, timesOf } from './run-times.ts';

describe('a run of which no times are known', () => {
  const imported = (unknown: string[]) =>
    runOf(runStarted({ imported: { from: 'test', file: 'f', unknown } }));

  test('says so by what its source does not tell', () => {
    expect(isTimed(imported(['timing']))).toBe(false);
    expect(isTimed(imported(['usage']))).toBe(true);
    expect(isTimed(runOf(runStarted()))).toBe(true);
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
