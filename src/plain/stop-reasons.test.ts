import { expect, test } from 'vitest';
import { stopWords } from './stop-reasons.ts';

test.each([undefined, 'end_turn', 'stop_sequence'])('%s is not worth a word', reason => {
  expect(stopWords(reason)).toBeUndefined();
});

test.each([
  ['max_tokens', 'The answer reached the longest length (max tokens) and is cut off.'],
  ['refusal', 'The model refused to answer.'],
  ['something_new', 'The service stopped the answer: something_new.'],
])('a stop for %s is said in a sentence', (reason, words) => {
  expect(stopWords(reason)).toBe(words);
});

test('a text that the limit left no room for is said to have been thought away, with what would help', () => {
  expect(stopWords('max_tokens', ' ')).toMatch(/^Thinking took the whole .* allow more with --max-tokens\.$/);
  expect(stopWords('max_tokens', 'It is')).toMatch(/is cut off\.$/);
  expect(stopWords('end_turn', '')).toBeUndefined();
});
