import { expect, test } from 'vitest';
import { measuresIn } from './measure.ts';

const LINE = { name: 'a', what: 'a thing', against: 'another', ratio: 0.5, bound: 2, direction: 'at most' };

test('each line that a bench prints is a measure, with whatever else it says', () => {
  const output = `${JSON.stringify(LINE)}\n${JSON.stringify({ ...LINE, name: 'b', ms: 3 })}\n`;
  expect(measuresIn(output)).toEqual([LINE, { ...LINE, name: 'b', ms: 3 }]);
});

test('a measure without a bound is one', () => {
  const { bound: _, ...rest } = LINE;
  expect(measuresIn(JSON.stringify(rest))).toEqual([rest]);
});

test('a bench that prints something else is told so, with the line and what is wrong in it', () => {
  expect(() => measuresIn(`${JSON.stringify(LINE)}\nwarming up`)).toThrow(/not a measure .*warming up/);
  expect(() => measuresIn(JSON.stringify({ ...LINE, ratio: null }))).toThrow(/ratio/);
  expect(() => measuresIn(JSON.stringify({ ...LINE, direction: 'below' }))).toThrow(/direction/);
});
