import { expect, test } from 'vitest';
import { isCookedBy, stillTaken } from './given-back.ts';

const ON = '\u001b[?1049h\u001b[?25l\u001b[?2004h\u001b[?1007s\u001b[?1007h\u001b[31mred';

test('what was switched on and not off again is named', () => {
  expect(stillTaken(ON)).toEqual([
    'the alternate screen',
    'bracketed paste',
    'the cursor is hidden',
    'the wheel',
    'colours',
  ]);
  expect(stillTaken('\u001b[?1003h\u001b[?1006h\u001b[>1u\u001b]0;mine\u0007')).toEqual([
    'the mouse',
    'the mouse',
    'the kitty keyboard',
    'the title',
  ]);
});

test('what was given back is not', () => {
  expect(stillTaken('')).toEqual([]);
  const off = '\u001b[39m\u001b[?1007r\u001b[?2004l\u001b[?25h\u001b[?1049l';
  expect(stillTaken(ON + off)).toEqual([]);
  expect(stillTaken(ON + off + ON)).toHaveLength(5);
});

test('a driver that makes lines of keys is told from one that does not', () => {
  expect(isCookedBy('icrnl opost\nisig icanon iexten echo echoe')).toBe(true);
  expect(isCookedBy('icrnl opost\nisig -icanon iexten echo echoe')).toBe(false);
  expect(isCookedBy('icrnl opost\nisig icanon iexten -echo echoe')).toBe(false);
});
