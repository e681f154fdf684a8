import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembering } from './remembering.ts';

test('a remembering function says what the other one says, whatever it was asked before', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 })), fc.integer({ min: 1, max: 4 }), (texts, most) => {
      const length = remembering(text => text.length, most);
      expect(texts.map(length)).toEqual(texts.map(text => text.length));
    }),
  );
});

test('a result is computed once, and again only after many others', () => {
  const asked: string[] = [];
  const remembered = remembering(text => {
    asked.push(text);
    return text;
  }, 2);
  for (const text of ['a', 'b', 'a', 'a', 'b']) remembered(text);
  expect(asked).toEqual(['a', 'b']);
  for (const text of ['c', 'd', 'e', 'f', 'a']) remembered(text);
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
});
