import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCutLog, createEventLog, logOf } from './event-log.ts';
import type { AnyEvent } from './events.ts';
import { longEvents, sampleEvents } from './testing/sample-run.ts';

const EVENTS = sampleEvents();

test('every event is in exactly one entry, in order', () => {
  const entries = logOf(EVENTS);
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(EVENTS.length);
  const seqs = entries.map(({ event }) => event.seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect(entries.at(-1)?.event.type).toBe('run.finished');
});

test('deltas of one channel that follow each other are one entry, with all of their text', () => {
  const of = (type: string) => logOf(EVENTS).filter(({ event }) => event.type === type);
  const deltas = EVENTS.filter(event => event.type === 'call.delta');
  const characters = deltas.reduce((sum, event) => sum + String(event.text).length, 0);
  expect(of('call.delta').length).toBeLessThan(deltas.length);
  expect(of('call.delta').reduce((sum, entry) => sum + entry.characters, 0)).toBe(characters);
  for (const entry of of('call.started')) expect(entry.count).toBe(1);
});

test('an entry belongs to the round of its call, and what names none to the round that it came in', () => {
  const late: AnyEvent[] = [
    { seq: 0, at: 0, type: 'later.kind' },
    { seq: 1, at: 1, type: 'round.started', round: 1, kind: 'reflection' },
    { seq: 2, at: 2, type: 'later.kind' },
  ];
  expect(logOf(late).map(({ round }) => round)).toEqual([0, 1, 1]);
  const rounds = logOf(EVENTS).map(({ round }) => round);
  expect(new Set(rounds)).toEqual(
    new Set(EVENTS.flatMap(event => (event.type === 'round.started' ? Number(event.round) : []))),
  );
});

test('what was told before does not change, and is the same object until something new comes', () => {
  fc.assert(
    fc.property(fc.nat(EVENTS.length - 1), place => {
      const log = createEventLog();
      EVENTS.slice(0, place).forEach(log.push);
      const before = log.entries();
      const copy = structuredClone(before);
      expect(log.entries()).toBe(before);
      EVENTS.slice(place).forEach(log.push);
      expect(before).toEqual(copy);
      expect(log.entries()).not.toBe(before);
    }),
  );
});

test('up to any place it is the log of what happened by then, however one goes back and forth', () => {
  const events: AnyEvent[] = longEvents(3, 12);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: events.length }), { maxLength: 20 }), places => {
      const log = createCutLog(events);
      for (const place of places) expect(log.upTo(place)).toEqual(logOf(events.slice(0, place)));
    }),
  );
});

test('whole entries of it stay the same objects, and it goes on with a list that grows', () => {
  const events: AnyEvent[] = longEvents(2, 5);
  const log = createCutLog(events);
  const whole = log.upTo(events.length);
  expect(log.upTo(events.length)).toBe(whole);
  expect(log.upTo(4)[1]).toBe(whole[1]);
  events.push({ seq: 99, at: 9999, type: 'later.kind' });
  expect(log.upTo(events.length)).toEqual(logOf(events));
});
