import { expect, test } from 'vitest';
import { UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';

test('our words are without signs in ASCII, and with them as they are', () => {
  const words = 'a · b ×3 saved −$0.0010 …';
  expect(WORD_SIGNS.words(words)).toBe('a | b x3 saved -$0.0010 ...');
  expect(UNICODE_SIGNS.words(words)).toBe(words);
});

test('a mark is its word, with a sign before it where there are signs', () => {
  expect(WORD_SIGNS.mark('✓', 'FIX')).toBe('FIX');
  expect(UNICODE_SIGNS.mark('✓', 'FIX')).toBe('✓ FIX');
});
