import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderedPairs } from './ordered-pairs.ts';

const same = (old: string, next: string) => (i: number, j: number) => (old[i] === next[j] ? 1 : 0);

function paired(old: string, next: string): string {
  const pairs = orderedPairs(old.length, next.length, same(old, next));
  return pairs.map(([i, j]) => `${i === undefined ? '' : old[i]}${j === undefined ? '' : next[j]}`).join(' ');
}

describe('ordered pairs', () => {
  it('put what is worth something side by side, what went before what came', () => {
    expect(paired('abc', 'abc')).toBe('aa bb cc');
    expect(paired('abc', 'axc')).toBe('aa b x cc');
    expect(paired('ab', 'ba')).toBe('a bb a');
    expect(paired('', 'xy')).toBe('x y');
  });

  it('prefer the greater worth to the greater number of pairs', () => {
    const worth = (i: number, j: number) => (i === 0 && j === 1 ? 5 : 1);
    expect(orderedPairs(2, 2, worth)).toEqual([
      [undefined, 0],
      [0, 1],
      [1, undefined],
    ]);
  });

  it('have every item of both lists once and in order', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 90 });
    fc.assert(
      fc.property(word, word, (old, next) => {
        const pairs = orderedPairs(old.length, next.length, same(old, next));
        const side = (which: 0 | 1) => pairs.flatMap(pair => pair[which] ?? []);
        expect(side(0)).toEqual([...old].map((_, index) => index));
        expect(side(1)).toEqual([...next].map((_, index) => index));
        for (const [i, j] of pairs) if (i !== undefined && j !== undefined) expect(old[i]).toBe(next[j]);
      }),
      { numRuns: 200 },
    );
  });
});
