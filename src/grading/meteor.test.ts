import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METEOR_VARIANT, meteor } from './meteor.ts';

const english = { language: 'en' };

test('the example of the paper: six of six words in two chunks', () => {
  // "the president" and "spoke to the audience": P = 1, R = 6/7, F = 10 P R / (R + 9 P) = 20/23,
  // penalty = 0.5 (2/6)^3 = 1/54 (Banerjee and Lavie 2005).
  const score = meteor('the president spoke to the audience', 'the president then spoke to the audience');
  expect(score).toBeCloseTo((20 / 23) * (53 / 54), 12);
});

test('one word too many', () => {
  // P = 6/7, R = 1: F = 10 P / (1 + 9 P) = 60/61; two chunks of six matches.
  const score = meteor('the cat was sat on the mat', 'the cat sat on the mat');
  expect(score).toBeCloseTo((60 / 61) * (53 / 54), 12);
});

test('the fewest chunks decide between two ways to match a word', () => {
  // "on the mat", "sat", "the cat": three chunks of six matches.
  expect(meteor('on the mat sat the cat', 'the cat sat on the mat')).toBeCloseTo(1 - 0.5 * 0.5 ** 3, 12);
});

test('the stems of English words match, and of English only', () => {
  expect(meteor('he obeys commands', 'he obeyed command', english)).toBe(1);
  expect(meteor('he obeys commands', 'he obeyed command', { language: 'en-GB' })).toBe(1);
  // One match of three, in one chunk.
  expect(meteor('he obeys commands', 'he obeyed command')).toBeCloseTo((1 / 3) * 0.5, 12);
  expect(meteor('he obeys commands', 'he obeyed command', { language: 'de' })).toBeCloseTo((1 / 3) * 0.5, 12);
});

test('an exact match goes before a stem', () => {
  expect(meteor('commands command', 'command commands', english)).toBeCloseTo(1 - 0.5, 12);
});

test('nothing in common is 0, and so is an empty text', () => {
  expect(meteor('this is a cat', 'non matching hypothesis')).toBe(0);
  expect(meteor('', 'a')).toBe(0);
  expect(meteor('a', '')).toBe(0);
  expect(meteor('a', [])).toBe(0);
});

test('case does not count, punctuation does', () => {
  expect(meteor('Guten Tag', 'guten tag')).toBe(1);
  expect(meteor('Guten Tag!', 'Guten Tag.')).toBeLessThan(1);
});

test('a script without spaces is matched by its characters', () => {
  expect(meteor('\u4ed6\u8865\u5145\u9053', '\u4ed6\u8865\u5145\u9053')).toBe(1);
  expect(meteor('\u4ed6\u8865\u5145', '\u4ed6\u8865\u5145\u9053')).toBeGreaterThan(0.7);
});

test('the best of the references counts', () => {
  expect(meteor('a b', ['x y', 'a b'])).toBe(1);
});

test('the variant says what it leaves out', () => {
  expect(METEOR_VARIANT).toContain('no synonyms');
});

describe('whatever the texts', () => {
  const text = fc
    .array(fc.constantFrom('the', 'cat', 'cats', 'sat', 'on', '.', 'Mat'), { maxLength: 12 })
    .map(words => words.join(' '));

  test('it lies between 0 and 1, and is 1 for the same text', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const score = meteor(a, b, english);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        if (a !== '') expect(meteor(a, a, english)).toBe(1);
      }),
    );
  });

  test('thousands of equal words come to an end', () => {
    const score = meteor('the a the a '.repeat(1000), 'a the the a '.repeat(1000), english);
    expect(score).toBeGreaterThan(0.5);
  });
});
