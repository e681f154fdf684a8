import { expect, test } from 'vitest';
import { lookUp } from './look-up.ts';

test('what every object has is in no table', () => {
  const table = { end_turn: 'ended' };
  expect(lookUp(table, 'end_turn')).toBe('ended');
  for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])
    expect(lookUp(table, word)).toBeUndefined();
});
