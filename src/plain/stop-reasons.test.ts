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
