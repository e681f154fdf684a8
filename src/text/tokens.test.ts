import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateTokens } from './tokens.ts';

test.each([
  ['', 0],
  [' \n\t', 0],
  ['The ball', 2],
  ['a', 1],
  // Seventeen letters at 4.4 to a token.
  ['counterproductive', 4],
  ['1234567', 3],
  ['$0.05!', 5],
  ['世界你好', 4],
  ['Der Ball kostet 5 Cent.', 6],
])('%j has about %d tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test('a tokenizer that cuts finer counts more', () => {
  expect(estimateTokens('one two three four five six seven eight nine ten', 1.3)).toBe(13);
});

describe('laws', () => {
  test('an estimate is a whole number, never negative, and never more than there are characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const tokens = estimateTokens(text);
        expect(Number.isInteger(tokens)).toBe(true);
        expect(tokens).toBeGreaterThanOrEqual(0);
        expect(tokens).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('two texts with a space between have the tokens of both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(estimateTokens(`${a} ${b}`)).toBe(estimateTokens(a) + estimateTokens(b));
      }),
    );
  });
});
