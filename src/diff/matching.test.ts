import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonBlocks } from './matching.ts';

const list = fc.array(fc.nat(5), { maxLength: 25 });

/** The length of a longest common subsequence, by the textbook. */
function longest(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    const next = [0];
    b.forEach((other, j) => {
      next.push(item === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('common blocks', () => {
  it('are a longest common subsequence, in ascending order', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const blocks = commonBlocks(a, b, 1000);
        let [oldAt, newAt, total] = [0, 0, 0];
        for (const { oldFrom, newFrom, length } of blocks) {
          expect(length).toBeGreaterThan(0);
          expect(oldFrom).toBeGreaterThanOrEqual(oldAt);
          expect(newFrom).toBeGreaterThanOrEqual(newAt);
          expect(a.slice(oldFrom, oldFrom + length)).toEqual(b.slice(newFrom, newFrom + length));
          [oldAt, newAt, total] = [oldFrom + length, newFrom + length, total + length];
        }
        expect(total).toBe(longest(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('are the common beginning and end when the lists differ too much', () => {
    expect(commonBlocks([1, 2, 3, 4, 5, 9], [1, 5, 4, 3, 2, 9], 2)).toEqual([
      { oldFrom: 0, newFrom: 0, length: 1 },
      { oldFrom: 5, newFrom: 5, length: 1 },
    ]);
  });

  it('count only edits of what stands on both sides', () => {
    const rewritten = Array.from({ length: 500 }, (_, index) => 1000 + index);
    expect(commonBlocks([1, ...rewritten, 2, 3, 4], [1, 7, 8, 2, 3, 4, 6], 1)).toEqual([
      { oldFrom: 0, newFrom: 0, length: 1 },
      { oldFrom: 501, newFrom: 3, length: 3 },
    ]);
  });
});
