import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutForReading } from './cut.ts';

describe('a long text is cut', () => {
  test('at the end of a line', () => {
    expect(cutForReading(`${'a '.repeat(900)}\n${'b '.repeat(900)}`).map(part => part[0])).toEqual([
      'a',
      'b',
    ]);
  });
  test('else at a space', () => {
    expect(cutForReading(`${'a'.repeat(1_500)} ${'b'.repeat(1_500)}`).map(part => part.length)).toEqual([
      1_501, 1_500,
    ]);
  });
  test('else anywhere', () => {
    expect(cutForReading('a'.repeat(5_000)).map(part => part.length)).toEqual([2_000, 2_000, 1_000]);
  });
  test('earlier where it is full of marks', () => {
    expect(cutForReading('*a'.repeat(250)).every(part => part.length <= 202)).toBe(true);
  });
  test('a run of marks is one', () => {
    expect(cutForReading('*'.repeat(1_000))).toHaveLength(1);
  });
});

test('the parts joined are the text, and none is empty', () => {
  const unit = fc.constantFrom('*', 'a', ' ', '\n', '`', '世', 'words and words ');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 600 }), units => {
      const parts = cutForReading(units.join(''));
      expect(parts.join('')).toBe(units.join(''));
      expect(parts).not.toContain('');
    }),
  );
});
