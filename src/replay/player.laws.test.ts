import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { longEvents, theRun } from '../run/testing/sample-run.ts';
import { createPlayer, type Player, type StepUnit } from './player.ts';

/** The run as it was at a moment: the fold of all that had happened by then. */
function runAt(events: readonly AnyEvent[], ms: number) {
  const end = events.findIndex((event, index) => index > 0 && event.at > ms);
  return theRun(end < 0 ? events : events.slice(0, end));
}

const UNITS: readonly StepUnit[] = ['event', 'call', 'round', 'marker', 'flip'];

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
  fc.tuple(fc.constantFrom(...UNITS), fc.constantFrom(1 as const, -1 as const)).map(
    ([unit, direction]): Move =>
      player =>
        void player.step(unit, direction),
  ),
);

describe('laws', () => {
  test('wherever one goes in a long run, and by whatever way, the run is the fold of what had happened', () => {
    const events = longEvents(3, 330);
    fc.assert(
      fc.property(fc.array(moves, { minLength: 1, maxLength: 8 }), path => {
        const player = createPlayer(events);
        for (const move of path) {
          move(player);
          const { atMs, ended } = player.position();
          const { count } = player.happened();
          expect(player.run()).toEqual(theRun(events.slice(0, count)));
          // Of the events of this very moment some may still be to come.
          expect(events[count]?.at ?? atMs).toBeGreaterThanOrEqual(atMs);
          expect(events[count - 1]?.at ?? 0).toBeLessThanOrEqual(Math.max(0, atMs));
          expect(ended).toBe(player.run().seq === events.length - 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('at any moment that one goes to it is the fold of all that had happened by then', () => {
    const events = longEvents(2, 60);
    fc.assert(
      fc.property(
        fc.array(moves, { maxLength: 3 }),
        fc.double({ min: 0, max: 2000, noNaN: true }),
        (path, ms) => {
          const player = createPlayer(events);
          for (const move of path) move(player);
          player.seek(ms);
          expect(player.run()).toEqual(runAt(events, ms));
        },
      ),
    );
  });

  test('also just before and after the places where a folded run is kept', () => {
    const events = longEvents(1, 9000);
    const player = createPlayer(events);
    const around = [4096, 4097, 4098, 8192, 8193, 8194, 9002, 9003, 9004];
    for (const place of around.flatMap(index => [index * 10 - 1, index * 10])) {
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

  test('as many steps back as there were forward lead back to where they began', () => {
    const events = longEvents(4, 40);
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.nat(60), fc.nat(60), (unit, before, count) => {
        const player = createPlayer(events);
        for (let step = 0; step < before; step++) player.step(unit, 1);
        // The beginning is a stop, but no marker.
        const isStop = player.position().atMs > 0 || (unit !== 'marker' && unit !== 'flip');
        const standing = () => player.happened().count;
        const places = isStop ? [standing()] : [];
        for (let step = 0; step < count && player.step(unit, 1); step++) places.push(standing());
        // Where there is no stop left, the step has gone to the end.
        if (places.length > 0 && standing() !== places.at(-1)) places.push(standing());
        for (const place of places.toReversed().slice(1)) {
          player.step(unit, -1);
          expect(standing()).toBe(place);
        }
      }),
      { numRuns: 60 },
    );
  });
});
