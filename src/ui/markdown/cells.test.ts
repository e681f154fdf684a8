import { expect, test } from 'vitest';
import { cellsOf } from './cells.ts';

test.each([
  ['with pipes around', '| a | b |', ['a', 'b']],
  ['without', 'a|b', ['a', 'b']],
  ['an empty one', '||b|', ['', 'b']],
  ['too few', '| a |', ['a', '']],
  ['too many', '| a | b | c |', ['a', 'b | c']],
  ['a pipe that is escaped', '| a \\| b | c \\|', ['a | b', 'c |']],
  ['a row that has only begun', '| a', ['a', '']],
])('%s', (_name, row, cells) => {
  expect(cellsOf(row, 2)).toEqual(cells);
});
