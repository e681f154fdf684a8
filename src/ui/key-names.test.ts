import { describe, expect, test } from 'vitest';
import { keyLabel, keyNames, typedText } from './key-names.ts';

describe('names of keys', () => {
  test.each([
    ['an arrow', '', { downArrow: true }, ['down']],
    ['an arrow with shift', '', { leftArrow: true, shift: true }, ['shift+left']],
    ['an arrow with ctrl', '', { rightArrow: true, ctrl: true }, ['ctrl+right']],
    ['tab backwards', '', { tab: true, shift: true }, ['shift+tab']],
    ['Enter', '\r', { return: true }, ['enter']],
    ['Ctrl+J, which is no Enter', '\n', {}, ['ctrl+j']],
    ['Escape', '', { escape: true }, ['escape']],
    ['Ctrl+C', 'c', { ctrl: true }, ['ctrl+c']],
    ['Alt and a letter', 'b', { meta: true }, ['alt+b']],
    ['Alt+Backspace', '', { meta: true, backspace: true }, ['alt+backspace']],
    ['a capital letter', 'G', { shift: true }, ['G']],
    ['a space', ' ', {}, ['space']],
    ['an accented letter', 'e\u0301', {}, ['e\u0301']],
    ['a chunk of keys', 'jjk', {}, ['j', 'j', 'k']],
    ['a chunk with emoji', 'a👨‍👩‍👧b', {}, ['a', '👨‍👩‍👧', 'b']],
    [
      'a chunk with Enter, Tab and Ctrl+D in it',
      'a \r\tb\u0004',
      {},
      ['a', 'space', 'enter', 'tab', 'b', 'ctrl+d'],
    ],
    ['a line break of two characters', 'a\r\nb', {}, ['a', 'enter', 'b']],
    ['a key that Ink has no name for', '', {}, []],
    ['the release of a key', 'j', { eventType: 'release' as const }, []],
    ['the repetition of a key', 'j', { eventType: 'repeat' as const }, ['j']],
  ])('%s', (_name, input, key, names) => {
    expect(keyNames(input, key)).toEqual(names);
  });
});

test('characters and the space bar type text, other keys do not', () => {
  expect(['a', '+', '世', '👨‍👩‍👧', 'space'].map(typedText)).toEqual(['a', '+', '世', '👨‍👩‍👧', ' ']);
  expect(['up', 'enter', 'ctrl+c', 'shift+left', 'alt+b'].map(typedText)).toEqual(Array(5).fill(undefined));
});

test('keys are written as people know them', () => {
  expect(['up', 'shift+left', 'pageup', 'ctrl+c', 'escape', '+', 'G'].map(keyLabel)).toEqual([
    '↑',
    'shift+←',
    'PgUp',
    'ctrl+c',
    'esc',
    '+',
    'G',
  ]);
});
