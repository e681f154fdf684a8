import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { longEvents, theRun } from '../run/testing/sample-run.ts';
import { createPlayer, type Player } from './player.ts';

/** The run as it was at a moment: the fold of all that had happened by then. */
function runAt(events: readonly AnyEvent[], ms: number) {
  const end = events.findIndex((event, index) => index > 0 && event.at > ms);
  return theRun(end < 0 ? events : events.slice(0, end));
}

type Move = (player: Player) => void;
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.double({ min: -10, max: 12_000, noNaN: true }).map(
    (ms): Move =>
      player =>
        player.seek(ms),
  ),
  fc.double({ min: -3000, max: 3000, noNaN: true }).map(
    (ms): Move =>
      player =>
        player.advance(ms),
  ),
  fc.constant<Move>(player => void player.stepEvent()),
  fc.constantFrom<Move>(
    player => player.stepRound(1),
    player => player.stepRound(-1),
  ),
);

describe('laws', () => {
  test('wherever one goes in a long run, and by whatever way, the run is the fold of what had happened', () => {
    const events = longEvents(3, 330);
    expect(events.length).toBeGreaterThan(3 * 256);
    fc.assert(
      fc.property(fc.array(moves, { minLength: 1, maxLength: 8 }), path => {
        const player = createPlayer(events);
        for (const move of path) {
          move(player);
          const { atMs, ended } = player.position();
          expect(player.run()).toEqual(runAt(events, atMs));
          expect(ended).toBe(player.run().seq === events.length - 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('also just before and after the places where a folded run is kept', () => {
    const events = longEvents(1, 600);
    const player = createPlayer(events);
    for (const place of [256, 257, 258, 512, 513, 514].flatMap(index => [index * 10 - 1, index * 10])) {
      for (const from of [0, 1e9]) {
        player.seek(from);
        player.seek(place);
        expect(player.run()).toEqual(runAt(events, place));
      }
    }
  });

  test('also when many events share one moment', () => {
    const gaps = fc.array(fc.constantFrom(0, 0, 0, 1, 7), { minLength: 700, maxLength: 700 });
    fc.assert(
      fc.property(gaps, fc.array(fc.nat(3000), { minLength: 2, maxLength: 6 }), (list, places) => {
        let at = 0;
        const events = longEvents(2, 344)
          .slice(0, list.length)
          .map((event, index) => {
            at += index === 0 ? 0 : (list[index] ?? 0);
            return { ...event, at };
          });
        const player = createPlayer(events);
        for (const place of places) {
          player.seek(place);
          expect(player.run()).toEqual(runAt(events, player.position().atMs));
        }
      }),
      { numRuns: 30 },
    );
  });
});
