import { expect, test } from 'vitest';
import type { Change } from './baseline.ts';
import type { Measure } from './measure.ts';
import { resultsOf } from './result.ts';
import { digits, type Row, remarksOn, tableOf } from './table.ts';

const SAME: Change = { kind: 'same', factor: 1.02, elsewhere: false };

function row(ratios: readonly number[], change: Change, more: Partial<Measure> = {}): Row {
  const runs = ratios.map(ratio => [
    {
      name: 'a',
      what: '--help',
      against: 'node -e 0',
      ratio,
      bound: 2,
      direction: 'at most' as const,
      ...more,
    },
  ]);
  const [result] = resultsOf('start', runs);
  if (!result) throw new Error('no result');
  return { ...result, change };
}

test('the table has a line a measure, in columns', () => {
  const rows = [
    row([1.5, 1.612, 1.7], SAME),
    row([123.4, 120, 140], { kind: 'new' }, { what: 'diff of 20 KB', bound: 20, direction: 'at least' }),
  ];
  expect(tableOf(rows)).toEqual([
    'what           against          bound  median  min..max  verdict  against the baseline',
    '--help         node -e 0    at most 2    1.61  1.5..1.7  holds    within its spread',
    'diff of 20 KB  node -e 0  at least 20     123  120..140  holds    not in it',
  ]);
});

test('a bound that is broken, and what is worse than it was, is named below it', () => {
  const worse: Change = { kind: 'worse', factor: 1.5, elsewhere: false };
  expect(remarksOn([row([1, 1, 1], SAME)])).toEqual([]);
  expect(remarksOn([row([2.5, 3, 3.5], worse)])).toEqual([
    'Broken: --help (start) is 3, and should be at most 2.',
    'Worse than the baseline: --help (start) is 3 (2.5..3.5), 1.5 of what it was.',
  ]);
});

test('ratios have three digits, and never an exponent', () => {
  expect([0.012345, 1.2345, 123456, 0].map(digits)).toEqual(['0.0123', '1.23', '123456', '0']);
});
