import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { EMPTY_TEXT, editText, textState } from './text-editing.ts';
import { textField } from './text-field.ts';

const text = (spans: readonly { text: string }[]) => spans.map(span => span.text).join('');
const focused = { focused: true, placeholder: 'write' };
const left = { focused: false, placeholder: 'write' };

test('the cursor is where one writes', () => {
  const field = textField(textState('a世b'), 10, focused);
  expect(text(field.line)).toBe('a世b ');
  expect(field.cursor).toBe(4);
  const back = editText(textState('a世b'), { type: 'left' });
  expect(textField(back, 10, focused).cursor).toBe(3);
});

test('an empty field has its hint, after the cursor when it has the keyboard', () => {
  expect(textField(EMPTY_TEXT, 10, left)).toEqual({
    line: [{ text: 'write', style: 'muted' }],
    cursor: undefined,
  });
  const field = textField(EMPTY_TEXT, 10, focused);
  expect(text(field.line)).toBe(' write');
  expect(field.cursor).toBe(0);
});

test('without the keyboard the beginning of a text is shown, its line breaks as ⏎', () => {
  expect(text(textField(textState('one\ntwo', true), 20, left).line)).toBe('one⏎two');
  expect(text(textField(textState('abcdefghij'), 6, left).line)).toBe('abcde…');
});

test('never wider than the place, and the cursor is in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.nat(30),
      fc.integer({ min: 3, max: 30 }),
      (typed, steps, width) => {
        let state = textState(typed, true);
        for (let step = 0; step < steps; step++) state = editText(state, { type: 'left' });
        const field = textField(state, width, focused);
        expect(lineWidth(field.line)).toBeLessThanOrEqual(width);
        expect(field.cursor).toBeLessThan(width);
        expect(lineWidth(textField(state, width, left).line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
