import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowSpan } from './hunks.ts';
import { anyPair } from './testing/texts.ts';
import { markTokens } from './token-marks.ts';

function shown(spans: readonly RowSpan[]): string {
  return spans.map(({ kind, text }) => (kind === 'same' ? text : `[${text}]`)).join('');
}

describe('two formulas', () => {
  it('have marks on every term that the other has not, and on nothing between', () => {
    const { old, next } = markTokens('184100 - 349 = 183751', '184100 - 526 = 183574');
    expect(shown(old)).toBe('184100 - [349] = [183751]');
    expect(shown(next)).toBe('184100 - [526] = [183574]');
  });

  it('have one mark on terms that stand together', () => {
    expect(shown(markTokens('x = 5', 'x + 1.00 = 5').next)).toBe('x [+ 1.00] = 5');
  });

  it('are marked whole when they have little in common', () => {
    const { old, next } = markTokens('3! - 2 = 4', '(n-1)(n-2) = (n-3)');
    expect(shown(old)).toBe('[3! - 2 = 4]');
    expect(shown(next)).toBe('[(n-1)(n-2) = (n-3)]');
  });

  it('lose no character', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { old, next } = markTokens(before, after);
        expect(old.map(span => span.text).join('')).toBe(before);
        expect(next.map(span => span.text).join('')).toBe(after);
      }),
      { numRuns: 150 },
    );
  });
});
