import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHRF_PLUS_PLUS, chrf } from './chrf.ts';

const FRIENDLY = 'The relationship between Obama and Netanyahu is not exactly friendly.';
const TIES = 'The ties between Obama and Netanyahu are not particularly friendly.';

test('a published example comes out as published', () => {
  // The metric card of chrF in Hugging Face datasets, computed by sacreBLEU.
  expect(chrf(FRIENDLY, [TIES])).toBeCloseTo(61.576379378113785, 10);
});

test.each([
  ['a', 'a', 100],
  ['a b c', 'abc', 100],
  ['a b c', 'a b c', 100],
  ['', 'reference', 0],
  ['', 'c', 0],
  // One of two characters, none of one pair: precision and recall are (1/2 + 0) / 2.
  ['aa', 'ab', 25],
])('as in the tests of sacreBLEU (effective order, beta 3): "%s" and "%s"', (got, wanted, score) => {
  expect(chrf(got, [wanted], { beta: 3 })).toBeCloseTo(score, 10);
});

test('recall counts for more than precision', () => {
  // "ab" in "abcd": P = 1 and 1; R = 2/4 and 1/3, so R = 5/12: F2 = 5 R / (4 + R) = 25/53.
  expect(chrf('ab', ['abcd'])).toBeCloseTo((100 * 25) / 53, 10);
  // The other way round, P = 5/12 and R = 1: F2 = 5 P / (4 P + 1) = 25/32.
  expect(chrf('abcd', ['ab'])).toBeCloseTo((100 * 25) / 32, 10);
});

test('chrF++ counts words and pairs of words as well', () => {
  // Characters: two of two, and one of one pair; words: one of two, and none of one pair.
  expect(chrf('a b', ['a c'], { characters: 1, words: 0 })).toBeCloseTo(50, 10);
  expect(chrf('a b', ['a c'], { characters: 1, words: 2 })).toBeCloseTo(100 / 3, 10);
  expect(chrf('to do.', ['to do'], { characters: 1, words: 1 })).toBeLessThan(100);
  expect(chrf(FRIENDLY, [TIES], CHRF_PLUS_PLUS)).toBeLessThan(chrf(FRIENDLY, [TIES]));
});

test('the best of the references counts, and no reference is 0', () => {
  expect(chrf('abc', ['xyz', 'abc'])).toBe(100);
  expect(chrf('abc', [])).toBe(0);
});

test('a character outside the basic plane is one character', () => {
  expect(chrf('\u{1F600}\u{1F601}', ['\u{1F600}\u{1F602}'], { characters: 1 })).toBeCloseTo(50, 10);
});

describe('whatever the texts', () => {
  test('it lies between 0 and 100, and is 100 for the same text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const score = chrf(a, [b], CHRF_PLUS_PLUS);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100 + 1e-9);
        if (a.trim() !== '') expect(chrf(a, [a], CHRF_PLUS_PLUS)).toBeCloseTo(100, 9);
      }),
    );
  });

  test('with a beta of 1 the order of the two does not matter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(chrf(a, [b], { beta: 1 })).toBeCloseTo(chrf(b, [a], { beta: 1 }), 9);
      }),
    );
  });
});
