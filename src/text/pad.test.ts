import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit as padded, truncate } from './pad.ts';
import { textWidth } from './width.ts';

describe('fit', () => {
  test.each([
    ['pads on the right', 'ab', 5, 'left', 'ab   '],
    ['pads on the left', 'ab', 5, 'right', '   ab'],
    ['pads on both sides', 'ab', 5, 'center', ' ab  '],
    ['cuts with an ellipsis', 'abcdef', 4, 'left', 'abc…'],
    ['never shows half a wide character', '世界世界', 4, 'left', '世… '],
    ['turns line breaks into spaces', 'a\nb\tc', 6, 'left', 'a b c '],
    ['has no room', 'abc', 0, 'left', ''],
    ['has room for the ellipsis only', 'abc', 1, 'left', '…'],
  ] as const)('%s', (_name, text, width, align, result) => {
    expect(padded(text, width, align)).toBe(result);
  });

  test('takes exactly the cells it is given, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom('left' as const, 'right' as const, 'center' as const),
        (text, width, align) => {
          expect(textWidth(padded(text, width, align))).toBe(width);
        },
      ),
    );
  });
});

test('what is short enough is not cut', () => {
  expect(truncate('Bat and ball', 12)).toBe('Bat and ball');
  expect(truncate('Bat and ball', 11)).toBe('Bat and ba…');
});
