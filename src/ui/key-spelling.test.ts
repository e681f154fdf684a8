import { expect, test } from 'vitest';
import { keyLabel } from './key-names.ts';
import { keySpelled } from './key-spelling.ts';
import { TABLE } from './key-table.ts';

test.each([
  ['x', 'x'],
  ['G', 'G'],
  ['?', '?'],
  ['+', '+'],
  ['ß', 'ß'],
  ['世', '世'],
  [' up ', 'up'],
  ['Ctrl+X', 'ctrl+x'],
  ['control+x', 'ctrl+x'],
  ['ctrl+_', 'ctrl+_'],
  ['alt++', 'alt++'],
  ['Alt+B', 'alt+B'],
  ['option+b', 'alt+b'],
  ['shift+ctrl+left', 'ctrl+shift+left'],
  ['shift+Tab', 'shift+tab'],
  ['Esc', 'escape'],
  ['PgDn', 'pagedown'],
  ['↑', 'up'],
  ['Return', 'enter'],
  ['ctrl+space', 'ctrl+space'],
])('%s is %s', (text, key) => {
  expect(keySpelled(text)).toEqual({ ok: true, key });
});

test.each([
  ['', '"" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['hyper+x', '"hyper+x" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['F1', '"F1" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['xy', '"xy" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['ctrl+', '"ctrl+" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['a\u001b[31m', '"a" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.'],
  ['shift+a', '"shift+a" is no key: write the character that it types.'],
  ['Ctrl+I', 'To a terminal Ctrl+I is tab: write "tab".'],
  ['ctrl+m', 'To a terminal ctrl+m is enter: write "enter".'],
  ['ctrl+1', 'Terminals do not send ctrl+1.'],
])('%s is refused', (text, problem) => {
  expect(keySpelled(text)).toEqual({ ok: false, problem });
});

test('every key of the table is spelled as it is named, and as it is shown', () => {
  for (const key of TABLE.flatMap(row => row.keys)) {
    expect(keySpelled(key)).toEqual({ ok: true, key });
    expect(keySpelled(keyLabel(key))).toEqual({ ok: true, key });
  }
});
