import { describe, expect, test } from 'vitest';
import { compareTurn, readComparison } from './pairwise.ts';

describe('a comparison of two answers', () => {
  test('shows the question and both answers', () => {
    const turn = compareTurn('What is 3 + 4?', 'It is 7.', 'It is 8.');
    expect(turn).toContain('<question>\nWhat is 3 + 4?\n</question>');
    expect(turn.indexOf('It is 7.')).toBeLessThan(turn.indexOf('It is 8.'));
  });

  test.each([
    ['Well.\n{"better": "A", "reason": "It adds up."}', 'first', 'It adds up.'],
    ['```json\n{"better": "Answer B", "reason": "A says "8"."}\n```', 'second', 'A says "8".'],
    ['{"better": "A", "reason": "no"} then {"better": "b", "reason": "yes"}', 'second', 'yes'],
    ['A has a slip.\n**Better:** B', 'second', 'A has a slip.'],
    ['{"better": "both", "reason": "Equal."}', 'unknown', 'Equal.'],
    ['I like the first.', 'unknown', ''],
    ['', 'unknown', ''],
  ])('is read tolerantly: %j', (text, better, reason) => {
    expect(readComparison(text)).toEqual({ better, reason });
  });
});
