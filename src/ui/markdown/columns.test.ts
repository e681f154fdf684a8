import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnWidths } from './columns.ts';

const size = (natural: number, word = natural) => ({ natural, word });

describe('columns', () => {
  test('are as wide as their widest cell', () => {
    expect(
      columnWidths(
        [
          [size(3), size(5)],
          [size(4), size(1)],
        ],
        20,
        2,
      ),
    ).toEqual([4, 5]);
  });
  test('of which the widest is narrowed first', () => {
    expect(columnWidths([[size(5), size(30, 6), size(8, 8)]], 30, 2)).toEqual([5, 13, 8]);
  });
  test('not below the longest word while there is another', () => {
    expect(columnWidths([[size(20, 18), size(15, 5)]], 30, 2)).toEqual([18, 10]);
  });
  test('below it, when there is no other', () => {
    expect(columnWidths([[size(20), size(20)]], 22, 2)).toEqual([10, 10]);
  });
  test('but there are none where they could not be read', () => {
    expect(columnWidths([Array(10).fill(size(9))], 40, 2)).toBeUndefined();
  });
  test('an empty one is one cell wide', () => {
    expect(columnWidths([[size(0), size(2)]], 20, 2)).toEqual([1, 2]);
  });
});

test('they fit, or there are none', () => {
  const cell = fc.record({ natural: fc.nat(200), word: fc.nat(30) });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 100 }),
      fc.infiniteStream(cell),
      (count, width, cells) => {
        const rows = [0, 1, 2].map(() => [...cells.take(count)]);
        const widths = columnWidths(rows, width, 2);
        if (widths) expect(widths.reduce((sum, cells) => sum + cells + 2, -2)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
