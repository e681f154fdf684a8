import { describe, expect, test } from 'vitest';
import { type Baseline, type Circumstances, changeOf, withResults } from './baseline.ts';
import type { Direction } from './measure.ts';
import { type Result, resultsOf } from './result.ts';

const HERE: Circumstances = { date: '2026-11-24', node: '24.21.0', machine: 'linux x64, 2 x CPU' };
const NOTHING: Baseline = { measures: [] };

function result(ratios: readonly number[], name = 'a', direction: Direction = 'at most'): Result {
  const runs = ratios.map(ratio => [{ name, what: name, against: 'another', ratio, direction }]);
  const [only] = resultsOf('bench', runs);
  if (!only) throw new Error('no result');
  return only;
}

const kept = (...results: Result[]) => withResults(NOTHING, results, HERE);
const change = (now: Result, before: Result, here = HERE) => changeOf(now, kept(before), here);

describe('a measure against the baseline', () => {
  test('is worse where each of its ratios is beyond each of the others', () => {
    const worse = change(result([2.4, 2.3, 2.2, 2.5, 2.6]), result([1.8, 1.9, 2, 2.1, 2]));
    expect(worse).toEqual({ kind: 'worse', factor: 1.2, elsewhere: false });
  });

  test('is better the other way round', () => {
    expect(change(result([1, 1.1, 1.2]), result([2, 2.2, 2.1])).kind).toBe('better');
  });

  test('is the same where one ratio is among the others, however far the middle moved', () => {
    expect(change(result([4, 4, 4, 4, 1.9]), result([1.8, 1.9, 2, 2.1, 2])).kind).toBe('same');
  });

  test('is the same where the middle moved by less than a tenth, however steady both are', () => {
    expect(change(result([1.05, 1.06, 1.07]), result([1, 1.01, 1.02])).kind).toBe('same');
  });

  test('is worse when smaller, where more is better', () => {
    expect(change(result([20, 21, 22], 'a', 'at least'), result([30, 31, 32], 'a', 'at least')).kind).toBe(
      'worse',
    );
    expect(change(result([40, 41, 42], 'a', 'at least'), result([30, 31, 32], 'a', 'at least')).kind).toBe(
      'better',
    );
  });

  test('is not compared with fewer than three runs on either side', () => {
    expect(change(result([9, 9]), result([1, 1, 1])).kind).toBe('too few');
    expect(change(result([9, 9, 9]), result([1, 1])).kind).toBe('too few');
  });

  test('is new where the baseline does not know it, also where another bench has one of that name', () => {
    expect(changeOf(result([1, 1, 1], 'b'), kept(result([1, 1, 1])), HERE)).toEqual({ kind: 'new' });
    const elsewhere = { ...result([1, 1, 1]), bench: 'other' };
    expect(changeOf(elsewhere, kept(result([1, 1, 1])), HERE)).toEqual({ kind: 'new' });
  });

  test('tells that the baseline is of another machine, or of another major version of Node', () => {
    const [now, before] = [result([1, 1, 1]), result([1, 1, 1])];
    expect(change(now, before, { ...HERE, machine: 'another' })).toMatchObject({ elsewhere: true });
    expect(change(now, before, { ...HERE, node: '26.0.0' })).toMatchObject({ elsewhere: true });
    expect(change(now, before, { ...HERE, node: '24.22.1' })).toMatchObject({ elsewhere: false });
  });
});

describe('saving a baseline', () => {
  test('replaces what was measured, and leaves what was not', () => {
    const before = kept(result([1, 1, 1], 'b'), result([2, 2, 2], 'a'));
    const later = { ...HERE, date: '2026-12-01' };
    const after = withResults(before, [result([3, 3, 3], 'b')], later);
    expect(after.measures.map(({ name, median, date }) => [name, median, date])).toEqual([
      ['a', 2, '2026-11-24'],
      ['b', 3, '2026-12-01'],
    ]);
  });

  test('keeps as many digits as mean something', () => {
    expect(kept(result([1 / 3, 1234.5678])).measures[0]?.ratios).toEqual([0.3333, 1235]);
  });
});
