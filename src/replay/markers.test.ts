import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent, NewEvent } from '../run/events.ts';
import {
  callFailed,
  callStarted,
  delta,
  graded,
  inOrder,
  noted,
  onceMore,
  probeRound,
  QUESTION,
  roundFinished,
  roundStarted,
  runStarted,
  sampleEvents,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { STOPS, stopsOf } from './markers.ts';
import { createPlayer } from './player.ts';

const markersOf = (events: readonly AnyEvent[]) => createPlayer(events).markers();
const wordsOf = (...events: readonly NewEvent[]) =>
  markersOf(inOrder([runStarted(), ...events])).map(({ words }) => words);

describe('marked are', () => {
  test('rounds, retries, and what a round did to the answer, where it happened', () => {
    expect(markersOf(sampleEvents()).map(({ kind, atMs, sign, words }) => [kind, atMs, sign, words])).toEqual(
      [
        ['round', 100, '│', 'round 0 begins'],
        ['retry', 300, '○', 'retry in round 0'],
        ['round', 1000, '│', 'round 1 begins'],
        ['flip', 1500, '✓', 'FIX in round 1'],
      ],
    );
  });
  test('failures of calls and of the run, and calls that somebody ended', () => {
    expect(
      wordsOf(roundStarted(0), callStarted(0, 0), callFailed(0), { type: 'run.finished', outcome: 'failed' }),
    ).toEqual(['round 0 begins', 'a call failed in round 0', 'the run failed']);
    const cancelled = { name: 'Cancelled', message: 'It was cancelled.', retryable: true };
    expect(wordsOf(roundStarted(0), callStarted(0, 0), callFailed(0, cancelled)).at(-1)).toBe(
      'a call was ended in round 0',
    );
  });
  test('what broke an answer, and no round that kept it', () => {
    const round = (index: number, correct: boolean): NewEvent[] => [
      roundStarted(index),
      callStarted(index, index),
      delta(index, 'x'),
      {
        type: 'call.finished',
        call: index,
        stopReason: 'end_turn',
        usage: { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
        content: [],
      },
      graded(index, 'x', correct),
      roundFinished(index),
    ];
    const flips = markersOf(
      inOrder([runStarted(), ...round(0, true), ...round(1, true), ...round(2, false)]),
    );
    expect(flips.filter(({ kind }) => kind === 'flip').map(({ words }) => words)).toEqual([
      'BREAK in round 2',
    ]);
  });
  test('without a reference, answers that changed and that came back, when the round ends', () => {
    const question = { ...QUESTION, reference: [] };
    const ungraded = (index: number, answer: string) =>
      wholeRound(index, `Answer: ${answer}`).filter(({ type }) => type !== 'answer.graded');
    const events = inOrder([
      runStarted({ question }),
      ...ungraded(0, '1'),
      ...ungraded(1, '2'),
      ...ungraded(2, '2'),
      ...ungraded(3, '1'),
    ]);
    expect(markersOf(events).flatMap(one => (one.kind === 'flip' ? [[one.words, one.sign]] : []))).toEqual([
      ['changed in round 1', '≠'],
      ['flip back in round 3', '↩'],
    ]);
  });
  test('notes, as long as they were not taken back, also one that comes later', () => {
    expect(wordsOf(...wholeRound(0, '1'), noted(0, 'look'), noted(0, ''))).toEqual([
      'round 0 begins',
      'note on round 0',
    ]);
    const player = createPlayer(sampleEvents());
    player.append({ seq: 18, at: 99_000, type: 'user.noted', round: 1, text: 'odd' });
    expect(player.markers().at(-1)).toMatchObject({ kind: 'note', words: 'note on round 1', atMs: 1700 });
  });
  test('an answer that was made once more, and what it did then', () => {
    const events = [
      ...wholeRound(0, '0.10'),
      ...wholeRound(1, '0.10'),
      ...onceMore(1, { call: 2, again: 1, answer: '0.05', correct: true }),
    ];
    const right = events.map(event =>
      event.type === 'answer.graded' && event.correct === null ? { ...event, correct: false } : event,
    ) as NewEvent[];
    expect(wordsOf(...right)).toContain('FIX in round 1');
  });
  test('no probe: it neither fixes nor breaks', () => {
    const words = wordsOf(...wholeRound(0, '0.05'), ...probeRound(1, 'pressure', '0.10'));
    expect(words).toEqual(['round 0 begins', 'round 1 begins']);
  });
});

describe('what somebody wants to stop at', () => {
  const markers = markersOf(sampleEvents());
  test.each([
    ['nothing', []],
    ['flips', ['FIX in round 1']],
    ['markers', ['retry in round 0', 'round 1 begins', 'FIX in round 1']],
  ] as const)('%s', (at, words) => {
    expect(stopsOf(markers, at).map(one => one.words)).toEqual(words);
    expect(STOPS).toContain(at);
  });
});

test('whatever was lost, repeated or out of order: markers are in their order and within the run', () => {
  const [first, ...rest] = sampleEvents();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...rest), fc.nat(5000)), { maxLength: 40 }), list => {
      const player = createPlayer([first, ...list.map(([event, at]) => ({ ...event, at }))] as AnyEvent[]);
      const markers = player.markers();
      const { durationMs } = player.position();
      expect(markers.map(({ count }) => count)).toEqual(
        markers.map(({ count }) => count).sort((a, b) => a - b),
      );
      expect(markers.map(({ atMs }) => atMs)).toEqual(markers.map(({ atMs }) => atMs).sort((a, b) => a - b));
      for (const { atMs, sign } of markers) {
        expect(atMs >= 0 && atMs <= durationMs).toBe(true);
        expect([...sign]).toHaveLength(1);
      }
    }),
  );
});
