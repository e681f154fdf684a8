import { expect, test } from 'vitest';
import { createRedactor } from '../redact.ts';
import { compilePattern, limitedSearch, PatternError, patternsIn } from './own-patterns.ts';

test('a pattern that is none is told with its place', () => {
  expect(() => compilePattern({ place: 'names.txt:3', source: '(' })).toThrow(
    new PatternError('The pattern of names.txt:3 is not a regular expression: Unterminated group.'),
  );
});

test('a pattern may have flags of its own', () => {
  const { text } = createRedactor({ own: [{ place: '--redact', source: '/acme corp/i' }] });
  expect(text('ACME Corp and acme corp')).toBe('[redacted: private] and [redacted: private 2]');
});

test('a file of patterns has one a line, without comments, and each knows its line', () => {
  expect(patternsIn('\ufeff# names\nAnna\r\n\n  \nMeier', 'names.txt')).toEqual([
    { place: 'names.txt:2', source: 'Anna' },
    { place: 'names.txt:5', source: 'Meier' },
  ]);
});

test('a pattern that takes for ever is given up with a sentence', () => {
  const pattern = compilePattern({ place: '--redact "(a+)+$"', source: '(a+)+$' });
  const search = limitedSearch(new Map([[pattern, { place: '--redact "(a+)+$"', source: '' }]]), 50);
  expect(search(pattern, 'baa')).toEqual([[1, 3]]);
  expect(() => search(pattern, `${'a'.repeat(60)}!`)).toThrow(
    /^The pattern of --redact "\(a\+\)\+\$" takes more than 0.05 seconds on a text of 61 characters/,
  );
});

test('a pattern that matches nothing at all replaces nothing', () => {
  expect(createRedactor({ own: [{ place: '--redact', source: 'x*' }] }).text('abc')).toBe('abc');
});
