import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../../text/width.ts';
import { editText, textState } from './text-editing.ts';
import { textView } from './text-view.ts';

const home = (text: string) => editText(textState(text), { type: 'home' });

test('a text that fits is shown whole, with a space under the cursor at its end', () => {
  expect(textView(textState('son'), 10)).toEqual({ before: 'son', at: ' ', after: '', column: 3 });
  expect(textView(home('son'), 10)).toEqual({ before: '', at: 's', after: 'on', column: 0 });
});

test('of a long text the part around the cursor is shown', () => {
  expect(textView(textState('abcdefghij'), 6)).toEqual({ before: '…ghij', at: ' ', after: '', column: 5 });
  expect(textView(home('abcdefghij'), 6)).toEqual({ before: '', at: 'a', after: 'bcde…', column: 0 });
  const middle = { text: 'abcdefghij', cursor: 7 };
  expect(textView(middle, 6)).toEqual({ before: '…efg', at: 'h', after: '…', column: 4 });
});

test('a wide character is never cut in half', () => {
  expect(textView(textState('世界世界世界'), 6)).toEqual({ before: '…世界', at: ' ', after: '', column: 5 });
});

test('line breaks are shown', () => {
  expect(textView(textState('a\nb', true), 10).before).toBe('a⏎b');
});

test('it is never wider than its place, and the column is where the cursor is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.nat(40),
      fc.integer({ min: 3, max: 30 }),
      (text, steps, width) => {
        let state = textState(text);
        for (let step = 0; step < steps; step++) state = editText(state, { type: 'left' });
        const { before, at, after, column } = textView(state, width);
        expect(textWidth(before) + textWidth(at) + textWidth(after)).toBeLessThanOrEqual(width);
        expect(textWidth(before)).toBe(column);
      },
    ),
  );
});
