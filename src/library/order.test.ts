import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matching } from './matches.ts';
import { sorted, totalsOf } from './order.ts';
import { parseQuery } from './query.ts';
import type { Row } from './row.ts';
import { SORT_KEYS } from './sort-keys.ts';
import { rowWith } from './testing/rows.ts';

const marked = (name: string, ...kinds: string[]) =>
  rowWith({
    name,
    rounds: kinds.map((kind, round) => ({
      round,
      kind: 'reflection',
      mark: { kind: kind as 'FIX', sign: '', word: '', tone: 'good' },
      answer: null,
    })),
  });
const order = (rows: readonly Row[], key: (typeof SORT_KEYS)[number], reversed = false) =>
  sorted(rows, { key, reversed }).map(({ name }) => name);
const found = (rows: readonly Row[], query: string) =>
  matching(rows, parseQuery(query), {
    now: Date.parse('2026-11-24T00:00:00Z'),
    placesOf: () => new Map(),
  }).map(({ name }) => name);

test('the newest come first, and what is not known last in both directions', () => {
  const rows = [
    rowWith({ name: 'old', startedAt: '2026-01-01T00:00:00Z', cost: 2 }),
    rowWith({ name: 'new', startedAt: '2026-02-01T00:00:00Z', cost: 1 }),
    rowWith({ name: 'unknown', startedAt: '2026-01-15T00:00:00Z' }),
  ];
  expect(order(rows, 'age')).toEqual(['new', 'unknown', 'old']);
  expect(order(rows, 'cost')).toEqual(['old', 'new', 'unknown']);
  expect(order(rows, 'cost', true)).toEqual(['new', 'old', 'unknown']);
});

test('by marks, what was repaired comes first and what was broken last', () => {
  const rows = [
    marked('broken', 'CORRECT', 'BREAK'),
    marked('wrong', 'WRONG', 'KEEP-WRONG'),
    marked('unknown', 'FIRST', 'SAME'),
    marked('right', 'CORRECT', 'KEEP-OK'),
    marked('repaired', 'WRONG', 'FIX'),
  ];
  expect(order(rows, 'marks')).toEqual(['repaired', 'right', 'unknown', 'wrong', 'broken']);
});

test('right and wrong are how a run ended, the other marks of any round; a probe ends nothing', () => {
  const rows = [
    marked('a', 'WRONG', 'FIX', 'PROBE'),
    marked('b', 'CORRECT', 'BREAK'),
    marked('c', 'WRONG', 'FIX', 'BREAK'),
  ];
  expect(found(rows, 'mark:right')).toEqual(['a']);
  expect(found(rows, 'mark:wrong')).toEqual(['b', 'c']);
  expect(found(rows, 'mark:fix')).toEqual(['a', 'c']);
  expect(found(rows, 'mark:fix,break')).toEqual(['a', 'b', 'c']);
  expect(found(rows, 'mark:fix -mark:break')).toEqual(['a']);
  expect(found(rows, 'rounds:1')).toEqual(['a', 'b']);
});

test('filters of numbers do not mean what nobody knows, and unknown means just that', () => {
  const rows = [
    rowWith({ name: 'a', cost: 0.02 }),
    rowWith({ name: 'b', cost: 0.01 }),
    rowWith({ name: 'c' }),
  ];
  expect(found(rows, 'cost:>0.01')).toEqual(['a']);
  expect(found(rows, 'cost:<=0.01')).toEqual(['b']);
  expect(found(rows, 'cost:unknown')).toEqual(['c']);
});

test('the sum is of what is known, and says of how many it is not', () => {
  const rows = [
    rowWith({ name: 'a', cost: 0.02, saved: -0.01 }),
    rowWith({ name: 'b', cost: 0.01, atLeast: true }),
    rowWith({ name: 'c' }),
  ];
  expect(totalsOf(rows)).toEqual({ runs: 3, cost: 0.03, saved: -0.01, atLeast: true, unknown: 1 });
});

test('every order has every row once, and the order of its rows does not depend on how they came', () => {
  const row = fc
    .record({
      name: fc.uuid(),
      cost: fc.option(fc.nat(3), { nil: undefined }),
      day: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ name, cost, day }) =>
      rowWith({ name, startedAt: `2026-01-0${day}T00:00:00Z`, ...(cost !== undefined && { cost }) }),
    );
  const rows = fc.uniqueArray(row, { selector: ({ name }) => name, maxLength: 20 });
  fc.assert(
    fc.property(rows, fc.constantFrom(...SORT_KEYS), fc.boolean(), (all, key, reversed) => {
      const names = order(all, key, reversed);
      expect(order(all.toReversed(), key, reversed)).toEqual(names);
      expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
    }),
  );
});
