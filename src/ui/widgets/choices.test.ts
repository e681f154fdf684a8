import { expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { choices } from './choices.ts';

const NAMES = ['Answer', 'Diff', 'Thinking', 'Prompt'];
const text = (chosen: number, width: number) =>
  choices(NAMES, chosen, width)
    .map(span => span.text)
    .join('');

test('all are shown where they fit, the chosen one in brackets', () => {
  expect(text(1, 80)).toBe(' Answer [Diff] Thinking  Prompt ');
  expect(choices(NAMES, 1, 80)[1]).toEqual({ text: '[Diff]', style: 'selection' });
});

test('those around the chosen one are shown where they do not', () => {
  expect(text(0, 20)).toBe('[Answer] Diff ›');
  expect(text(3, 20)).toBe('‹ Thinking [Prompt]');
  expect(text(2, 12)).toBe('‹[Thinking]›');
});

test('never wider than the place, and the chosen one is always there', () => {
  for (let width = 5; width < 60; width++) {
    for (const chosen of NAMES.keys()) {
      const line = choices(NAMES, chosen, width);
      expect(lineWidth(line)).toBeLessThanOrEqual(width);
      expect(line.filter(span => span.style === 'selection')).toHaveLength(1);
    }
  }
});

test('a name that nobody has chosen leaves none in brackets, and no names are no line', () => {
  expect(text(-1, 80)).toBe(' Answer  Diff  Thinking  Prompt ');
  expect(choices([], 0, 10)).toEqual([]);
});
