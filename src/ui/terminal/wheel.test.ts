import { expect, test } from 'vitest';
import { createTerminal } from '../testing/terminal.ts';
import { scrollByWheel } from './wheel.ts';

test('the wheel scrolls until it is given back, once', () => {
  const written: string[] = [];
  const before = process.listenerCount('exit');
  const off = scrollByWheel(sequence => written.push(sequence));
  expect(written).toEqual(['\u001b[?1007s\u001b[?1007h']);
  expect(process.listenerCount('exit')).toBe(before + 1);
  off();
  off();
  expect(written.slice(1)).toEqual(['\u001b[?1007r']);
  expect(process.listenerCount('exit')).toBe(before);
});

test('what is on the screen stays as it is', async () => {
  const terminal = createTerminal(20, 3, true);
  await terminal.write('one\ntwo');
  const before = terminal.cursor();
  const off = scrollByWheel(sequence => void terminal.write(sequence));
  off();
  await terminal.write('');
  expect(terminal.cursor()).toEqual(before);
  // All rows still scroll.
  await terminal.write('\nthree\nfour\nfive');
  expect(terminal.text()).toBe('three\nfour\nfive');
});
