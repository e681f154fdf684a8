import { expect, test } from 'vitest';
import { plainInline } from './inline.ts';
import { diffWords } from './words.ts';

function inline(oldText: string, newText: string): string {
  return plainInline(diffWords(oldText, newText));
}

test('removed and added words stand in brackets of their own', () => {
  expect(
    inline(
      'Let the ball cost x; the bat costs one dollar more, so the sum is 1.10.',
      'Let the ball cost x; then the bat costs x + 1.00, so the sum is 1.10.',
    ),
  ).toBe('Let the ball cost x; {+then+} the bat costs [-one dollar more-]{+x + 1.00+}, so the sum is 1.10.');
});

test('a mark ends with its line', () => {
  expect(inline('a\nold one\nold two\nz', 'a\nz')).toBe('a\n[-old one-]\n[-old two-]\nz');
});

test('a line that was replaced whole stands above the line that replaced it', () => {
  expect(inline('Sum: 5\nI hope this helps.', 'Sum: 5\nCheck it again!')).toBe(
    'Sum: 5\n[-I hope this helps.-]\n{+Check it again!+}',
  );
});

test('a text without changes is the text', () => {
  expect(inline('one\n\ntwo', 'one\n\ntwo')).toBe('one\n\ntwo');
});
