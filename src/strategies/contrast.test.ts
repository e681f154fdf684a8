import { describe, expect, test } from 'vitest';
import { contrastTurn, readContrast, reviseByContrastTurn } from './contrast.ts';

describe('a contrast of attempts', () => {
  test('shows all of them, and how many discrepancies may be listed', () => {
    const turn = contrastTurn('What is 3 + 4?', ['It is 7.', 'It is 8.'], 4);
    expect(turn).toContain('<attempt number="2">\nIt is 8.\n</attempt>');
    expect(turn).toContain('4 at most');
  });

  test.each([
    ['1. The sum.\nDiscrepancies: 1', 'fail'],
    ['None at all.\n\n**Discrepancies:** 0', 'pass'],
    ['Discrepancies: none.', 'pass'],
    ['Discrepancies: 0\n... no, wait.\nDiscrepancies: 12', 'fail'],
    ['Discrepancies:\n1. The sum.\n2. The unit.', 'fail'],
    ['Discrepancies: no clear ones, but three small ones', 'unknown'],
    ['They agree.', 'unknown'],
    ['', 'unknown'],
  ])('is read tolerantly: %j', (text, verdict) => {
    expect(readContrast(text)).toBe(verdict);
  });

  test('puts nothing where a person wants no feedback', () => {
    expect(reviseByContrastTurn(['It is 8.'], '').feedback).not.toContain('discrepancies');
  });
});
