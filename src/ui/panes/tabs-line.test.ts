import { expect, test } from 'vitest';
import { line, lineWidth } from '../line.ts';
import { textOf } from '../testing/shown.ts';
import { tabsLine } from './tabs-line.ts';

const NAMES = ['answer', 'diff', 'thinking', 'prompt'];
const WORDS = [line('round 1 against 0, words'), line('1 against 0'), line('100 %')];

test('the words to the right are as many as leave the names whole', () => {
  const tabs = (width: number) => textOf(tabsLine(NAMES, 'diff', WORDS, width));
  expect(tabs(62)).toBe(' Answer [Diff] Thinking  Prompt       round 1 against 0, words');
  expect(tabs(50)).toBe(' Answer [Diff] Thinking  Prompt        1 against 0');
  expect(tabs(40)).toBe(' Answer [Diff] Thinking  Prompt    100 %');
  expect(tabs(34)).toBe(' Answer [Diff] Thinking ›    100 %');
});

test('as wide as its place, whatever that is', () => {
  for (let width = 12; width < 90; width++) {
    expect(lineWidth(tabsLine(NAMES, 'prompt', WORDS, width))).toBe(width);
    expect(textOf(tabsLine(NAMES, 'prompt', [], width))).toContain('[Prompt]');
  }
});

test('a name of two words is written as two', () => {
  expect(textOf(tabsLine(['events', 'what-if'], 'what-if', [], 40))).toBe(' Events [What if]');
});
