import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playedTo } from './played.ts';

/** Some events, then a wait of ten seconds, then some more. */
const TIMES = [0, 100, 300, 10_300, 10_400];
const from = (atMs: number) => ({ atMs, count: TIMES.filter(time => time <= atMs).length });

describe('a wait', () => {
  test('takes as long as it took, where nobody shortens it', () => {
    expect(playedTo(TIMES, from(300), 5000)).toBe(5300);
    expect(playedTo(TIMES, from(0), 10_350)).toBe(10_350);
  });
  test('is passed over once it has lasted as long as it may', () => {
    expect(playedTo(TIMES, from(300), 999, 1000)).toBe(1299);
    expect(playedTo(TIMES, from(300), 1000, 1000)).toBe(10_300);
    expect(playedTo(TIMES, from(300), 1050, 1000)).toBe(10_350);
    expect(playedTo(TIMES, from(0), 300 + 1000 + 100, 1000)).toBe(10_400);
  });
  test('is left at once by whoever stands in the middle of it', () => {
    expect(playedTo(TIMES, from(8000), 1, 1000)).toBe(10_301);
  });
  test('that is shorter is not touched', () => {
    expect(playedTo(TIMES, from(100), 150, 1000)).toBe(250);
  });
});

test('behind the last event time goes on', () => {
  expect(playedTo(TIMES, from(10_400), 50, 1000)).toBe(10_450);
});

describe('laws', () => {
  const gaps = fc.array(fc.oneof(fc.nat(40), fc.nat(9000), fc.constant(0)), { minLength: 1, maxLength: 30 });
  const timesOf = (list: readonly number[]) => {
    let at = 0;
    return list.map(gap => (at += gap));
  };
  const idle = fc.constantFrom(1, 500, 2000, Number.POSITIVE_INFINITY);
  const standing = (times: readonly number[], atMs: number) => ({
    atMs,
    count: times.filter(time => time <= atMs).length,
  });

  test('time never goes back, and a shortened wait never brings anything later than it was', () => {
    fc.assert(
      fc.property(gaps, fc.nat(30_000), fc.nat(20_000), idle, (list, at, ms, idleMs) => {
        const times = timesOf(list);
        const to = playedTo(times, standing(times, at), ms, idleMs);
        expect(to).toBeGreaterThanOrEqual(at + ms);
        expect(playedTo(times, standing(times, at), ms + 1, idleMs)).toBeGreaterThanOrEqual(to);
      }),
    );
  });

  test('nothing is left out and nothing changes its place: in small parts every event is met in its order', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 300 }), (list, part) => {
        const times = timesOf(list);
        const met: number[] = [];
        let at = 0;
        let left = 10_000;
        while (met.length < times.length && left-- > 0) {
          while ((times[met.length] ?? Number.POSITIVE_INFINITY) <= at) met.push(times[met.length] ?? 0);
          at = playedTo(times, standing(times, at), part, 1000);
        }
        expect(met).toEqual(times);
      }),
      { numRuns: 40 },
    );
  });

  test('all of it takes no longer than its waits may', () => {
    fc.assert(
      fc.property(gaps, idle, (list, idleMs) => {
        const times = timesOf(list);
        const end = times.at(-1) ?? 0;
        const shortened = list.reduce((sum, gap) => sum + Math.min(gap, idleMs), 0);
        expect(playedTo(times, { atMs: 0, count: 0 }, shortened, idleMs)).toBe(end);
      }),
    );
  });
});
