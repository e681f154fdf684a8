import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import {
  callRetried,
  callStarted,
  delta,
  inOrder,
  longEvents,
  noted,
  roundStarted,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { createPlayer, SPEEDS } from './player.ts';

const endsOf = (events: readonly AnyEvent[]) =>
  events.flatMap(event => (event.type === 'round.finished' ? event.at : []));

describe('a player', () => {
  test('stands at the beginning: the run has begun and nothing else has', () => {
    const player = createPlayer(sampleEvents());
    expect(player.position()).toEqual({ atMs: 0, durationMs: 1700, ended: false });
    expect(player.run().rounds).toEqual([]);
  });

  test('shows all that happened by a moment, and nothing after it', () => {
    const player = createPlayer(sampleEvents());
    player.seek(499);
    expect(player.run().calls[0]?.text).toBe('');
    player.seek(500);
    expect(player.run().calls[0]?.text).toBe('The ball ');
    player.seek(0);
    expect(player.run().calls).toEqual([]);
  });

  test('ends with the last event, and stays within the run', () => {
    const player = createPlayer(sampleEvents());
    player.seek(1699.9);
    expect(player.position().ended).toBe(false);
    player.advance(1e9);
    expect(player.position()).toEqual({ atMs: 1700, durationMs: 1700, ended: true });
    expect(player.run()).toEqual(theRun(sampleEvents()));
    player.seek(-1e9);
    expect(player.position()).toMatchObject({ atMs: 0, ended: false });
  });

  test('knows no speed: how the time passes in between makes no difference', () => {
    const events = longEvents(3, 50);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 30 }), parts => {
        const inParts = createPlayer(events);
        for (const ms of parts) inParts.advance(ms);
        const atOnce = createPlayer(events);
        atOnce.seek(inParts.position().atMs);
        expect(inParts.run()).toEqual(atOnce.run());
        expect(inParts.position()).toEqual(atOnce.position());
      }),
    );
  });

  test('gives the same run, not a copy, while nothing happens', () => {
    const player = createPlayer(sampleEvents());
    player.seek(510);
    const before = player.run();
    player.advance(50);
    expect(player.run()).toBe(before);
  });

  test('plays a run that has no end, and one that has only begun', () => {
    const killed = createPlayer(sampleEvents().slice(0, 6));
    killed.seek(1e9);
    expect(killed.run().calls[0]?.status).toBe('streaming');
    const begun = createPlayer(sampleEvents().slice(0, 1));
    expect(begun.position()).toEqual({ atMs: 0, durationMs: 0, ended: true });
    expect(begun.step('event', 1)).toBe(false);
    begun.step('round', 1);
    begun.step('round', -1);
    expect(begun.run().rounds).toEqual([]);
  });

  test('has the run from its first event, even when that is late', () => {
    const late = inOrder([runStarted(), roundStarted(0)]).map(event => ({ ...event, at: event.at + 5000 }));
    const player = createPlayer(late);
    expect(player.run().rounds).toEqual([]);
    player.seek(5100);
    player.seek(0);
    expect(player.run().rounds).toEqual([]);
  });

  test('has nothing to play without a beginning', () => {
    expect(() => createPlayer([])).toThrow('there is no run to play');
    expect(() => createPlayer(sampleEvents().slice(1))).toThrow('a run begins with run.started');
  });

  test('knows whether the times of a run mean anything, and looks places up accordingly', () => {
    const [first, ...rest] = sampleEvents();
    const imported = { from: 'inspect', file: 'log.json', unknown: ['timing'] };
    const player = createPlayer([{ ...first, imported }, ...rest] as AnyEvent[]);
    expect(player.isTimed()).toBe(false);
    expect(player.find('0:01')).toMatchObject({ problem: expect.stringContaining('only its order') });
    expect(player.find('#1')).toEqual({ atMs: 1000 });
    expect(createPlayer(sampleEvents()).isTimed()).toBe(true);
  });

  test('offers the usual speeds, the slowest first', () => {
    expect(SPEEDS).toContain(1);
    expect(SPEEDS).toEqual([...SPEEDS].sort((a, b) => a - b));
  });
});

describe('event by event', () => {
  test('goes to the next thing that can be seen, and says when there is none', () => {
    const player = createPlayer(sampleEvents());
    const seen: number[] = [];
    while (player.step('event', 1)) seen.push(player.position().atMs);
    // The retry, three deltas, the end, the grade; two deltas, the end, the grade; the end of the run.
    expect(seen).toEqual([300, 400, 500, 600, 700, 800, 1200, 1300, 1400, 1500, 1700]);
    expect(player.position().ended).toBe(true);
  });

  test('shows a retry: the wait is part of what happened', () => {
    const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), callRetried(0, 1)]);
    const player = createPlayer(events);
    expect(player.step('event', 1)).toBe(true);
    expect(player.run().calls[0]?.retries).toHaveLength(1);
  });

  test('those of one moment come one by one, and all of them to whoever goes to the moment', () => {
    const events = inOrder([
      runStarted(),
      callStarted(0, 0),
      delta(0, 'a'),
      delta(0, 'b'),
      delta(0, 'c'),
    ]).map((event, index) => ({ ...event, at: [0, 0, 10, 10, 20][index] ?? 0 }));
    const player = createPlayer(events);
    for (const text of ['a', 'ab', 'abc']) {
      player.step('event', 1);
      expect(player.run().calls[0]?.text).toBe(text);
    }
    for (const text of ['ab', 'a', '']) {
      player.step('event', -1);
      expect(player.run().calls[0]?.text ?? '').toBe(text);
    }
    player.seek(10);
    expect(player.run().calls[0]?.text).toBe('ab');
  });

  test('gets to the end of a damaged run whose times go back', () => {
    const times = [0, 0, 100, 300, 50, 400];
    const events = inOrder([
      runStarted(),
      callStarted(0, 0),
      delta(0, 'a'),
      roundStarted(1),
      delta(0, 'b'),
      delta(0, 'c'),
    ]).map((event, index) => ({ ...event, at: times[index] ?? 0 }));
    const player = createPlayer(events);
    const texts: (string | undefined)[] = [];
    while (player.step('event', 1)) texts.push(player.run().calls[0]?.text);
    expect(texts).toEqual(['a', 'ab', 'abc']);
    expect(player.run()).toEqual(theRun(events));
  });
});

describe('round by round', () => {
  test('forwards: to the end of each round, then to the end of the run', () => {
    const player = createPlayer(longEvents(3, 100));
    const finished: number[] = [];
    for (let step = 0; step < 4; step++) {
      player.step('round', 1);
      finished.push(player.run().rounds.filter(round => round.finishedAt !== undefined).length);
    }
    expect(finished).toEqual([1, 2, 3, 3]);
    expect(player.position().ended).toBe(true);
  });

  test('backwards by the same stops, and then to the beginning of the run', () => {
    const events = longEvents(3, 100);
    const player = createPlayer(events);
    player.seek(1e9);
    const places: number[] = [];
    for (let step = 0; step < 5; step++) {
      player.step('round', -1);
      places.push(player.position().atMs);
    }
    expect(places).toEqual([...endsOf(events).reverse(), 0, 0]);
  });

  test('backwards in the middle of a round: to the end of the one before, where it begins', () => {
    const events = longEvents(2, 200);
    const [first = 0] = endsOf(events);
    const player = createPlayer(events);
    player.seek(first + 1500);
    player.step('round', -1);
    expect(player.position().atMs).toBe(first);
  });

  test('a round that was cut off ends with the run', () => {
    const events = inOrder([
      runStarted(),
      ...wholeRound(0, 'x'),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, 'y'),
    ]);
    const player = createPlayer(events);
    player.step('round', 1);
    player.step('round', 1);
    expect(player.position()).toMatchObject({ ended: true, atMs: 900 });
    player.step('round', -1);
    expect(player.position().atMs).toBe(600);
  });
});

describe('an event that comes behind the end', () => {
  const note = (at: number) => ({ ...noted(1, 'odd'), seq: 17, at }) as AnyEvent;

  test('is seen at once by whoever stands there, and makes the run no longer', () => {
    const player = createPlayer(sampleEvents());
    player.seek(Number.POSITIVE_INFINITY);
    player.append(note(99_000));
    expect(player.run().rounds[1]?.note).toBe('odd');
    expect(player.position()).toEqual({ atMs: 1700, durationMs: 1700, ended: true });
  });
  test('is seen by everybody else once they come there', () => {
    const player = createPlayer(sampleEvents());
    player.seek(500);
    player.append(note(1700));
    expect(player.run().rounds[1]).toBeUndefined();
    expect(player.position()).toMatchObject({ atMs: 500, ended: false });
    player.seek(Number.POSITIVE_INFINITY);
    expect(player.run().rounds[1]?.note).toBe('odd');
    player.seek(0);
    expect(player.run().rounds).toEqual([]);
    player.seek(1700);
    expect(player.run().rounds[1]?.note).toBe('odd');
  });
  test('is not put into the list that was given', () => {
    const events = sampleEvents();
    const before = events.length;
    createPlayer(events).append(note(1700));
    expect(events).toHaveLength(before);
  });
  test('may be followed by others, also after many', () => {
    const player = createPlayer(longEvents(3, 200));
    player.seek(Number.POSITIVE_INFINITY);
    for (let n = 0; n < 600; n++) player.append({ ...noted(1, `${n}`), seq: 9000 + n, at: 0 } as AnyEvent);
    expect(player.run().rounds[1]?.note).toBe('599');
    player.seek(0);
    player.seek(Number.POSITIVE_INFINITY);
    expect(player.run().rounds[1]?.note).toBe('599');
  });
});
