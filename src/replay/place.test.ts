import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPlace, type Placed } from './place.ts';

const RUN: Placed = {
  atMs: 60_000,
  durationMs: 200_000,
  roundStarts: [
    { round: 0, atMs: 10 },
    { round: 1, atMs: 50_000 },
    { round: 2, atMs: 120_000 },
  ],
  isTimed: true,
};
const at = (text: string, run = RUN) => findPlace(text, run);
const problem = (text: string, run = RUN) => {
  const found = at(text, run);
  return 'problem' in found ? found.problem : `${found.atMs}`;
};

test.each([
  ['75%', 150_000],
  [' 0 % ', 0],
  ['100%', 200_000],
  ['12.5%', 25_000],
  ['12,5%', 25_000],
  ['83s', 83_000],
  ['83', 83_000],
  ['1.5m', 90_000],
  ['250ms', 250],
  ['1:23', 83_000],
  ['1:23.5', 83_500],
  ['0:01:23', 83_000],
  ['200.9', 200_000],
  ['+10', 70_000],
  ['-10', 50_000],
  ['−1:00', 0],
  ['+ 5s', 65_000],
  ['-1h', 0],
  ['+1h', 200_000],
  ['#2', 120_000],
  ['round 1', 50_000],
  ['Round0', 10],
  ['r2', 120_000],
])('%s', (text, ms) => {
  expect(at(text)).toEqual({ atMs: ms });
});

describe('what is no place is said', () => {
  test.each([
    ['', 'Write a place: 75%, 1:23, 83s, +10, -10 or #2.'],
    ['soon', '“soon” is no place: write 75%, 1:23, 83s, +10, -10 or #2.'],
    ['1:75', '“1:75” is no place: write 75%, 1:23, 83s, +10, -10 or #2.'],
    ['1:75:00', '“1:75:00” is no place: write 75%, 1:23, 83s, +10, -10 or #2.'],
    ['101%', '101% is behind the end: the run ends at 100%.'],
    ['4:00', '4:00 is behind the end: the run ends at 3:20.'],
    ['#7', 'There is no round 7: this run has rounds 0 to 2.'],
    ['\u001b[31m', '“” is no place: write 75%, 1:23, 83s, +10, -10 or #2.'],
  ])('%j', (text, sentence) => {
    expect(problem(text)).toBe(sentence);
  });
  test('a long one is not repeated whole', () => {
    expect(problem('x'.repeat(500)).length).toBeLessThan(100);
  });
  test('of a run with one round, or none', () => {
    expect(problem('#1', { ...RUN, roundStarts: RUN.roundStarts.slice(0, 1) })).toMatch(
      /has only round 0\.$/,
    );
    expect(problem('#1', { ...RUN, roundStarts: [] })).toMatch(/this run has none\.$/);
  });
});

test('where only the order is known, times are refused, and shares and rounds are not', () => {
  const untimed = { ...RUN, isTimed: false };
  expect(problem('1:23', untimed)).toBe(
    'The times of this run are not known, only its order: write 75% or #2.',
  );
  expect(problem('+10', untimed)).toMatch(/^The times of this run are not known/);
  expect(at('50%', untimed)).toEqual({ atMs: 100_000 });
  expect(at('#1', untimed)).toEqual({ atMs: 50_000 });
});

test('whatever is written: a place within the run, or a sentence that can be printed', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[-+#]?[0-9:.,]{0,6}(%|s|m|h|ms)?$/),
  );
  fc.assert(
    fc.property(texts, text => {
      const found = at(text);
      if ('problem' in found) expect(found.problem).toMatch(/^[^\p{Control}]+\.$/u);
      else expect(found.atMs >= 0 && found.atMs <= RUN.durationMs).toBe(true);
    }),
    { numRuns: 500 },
  );
});
