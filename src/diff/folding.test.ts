import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAround } from './folding.ts';

function shape(marks: string, context: number): string {
  const stretches = foldAround([...marks], mark => mark === 'x', context);
  return stretches.map(({ shown, items }) => (shown ? items.join('') : `(${items.length})`)).join('');
}

describe('folding', () => {
  it('leaves some items around what matters', () => {
    expect(shape('....x....', 1)).toBe('(3).x.(3)');
    expect(shape('....x....', 0)).toBe('(4)x(4)');
    expect(shape('x...x', 1)).toBe('x.(1).x');
    expect(shape('x..x', 1)).toBe('x..x');
  });

  it('folds everything when nothing matters, and nothing when all does', () => {
    expect(shape('.....', 3)).toBe('(5)');
    expect(shape('xxx', 0)).toBe('xxx');
    expect(shape('', 2)).toBe('');
  });

  it('loses no item, and never hides one that matters', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), fc.nat(4), (list, context) => {
        const stretches = foldAround(list, one => one, context);
        expect(stretches.flatMap(({ items }) => items)).toEqual(list);
        expect(stretches.filter(({ shown }) => !shown).flatMap(({ items }) => items)).not.toContain(true);
        expect(stretches.every(({ items }) => items.length > 0)).toBe(true);
      }),
    );
  });
});
