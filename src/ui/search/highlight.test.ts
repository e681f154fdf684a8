import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, line, span } from '../line.ts';
import { createTheme } from '../theme.ts';
import { highlight } from './highlight.ts';
import { findMatches } from './matches.ts';

const paint = (lines: readonly Line[], query: string, current?: number) =>
  highlight(lines, findMatches(lines, query), current);

describe('a match', () => {
  test('has a role of its own, over that of the text', () => {
    expect(paint([line('a ', span('bold ball', 'strong'), ' c')], 'ball c')).toEqual([
      line('a ', span('bold ', 'strong'), span('ball', ['strong', 'match']), span(' c', ['text', 'match'])),
    ]);
  });
  test('that was gone to has another', () => {
    expect(paint([line('x x x')], 'x', 1)).toEqual([
      line(
        span('x', ['text', 'match']),
        ' ',
        span('x', ['text', 'currentMatch']),
        ' ',
        span('x', ['text', 'match']),
      ),
    ]);
  });
  test('over the end of a line is painted in both', () => {
    expect(paint([line('an'), line('  a')], 'an a', 0)).toEqual([
      line(span('an', ['text', 'currentMatch'])),
      line('  ', span('a', ['text', 'currentMatch'])),
    ]);
  });
});

test('a line without a match is the same object', () => {
  const lines = [line('a'), line('b'), []];
  const painted = paint(lines, 'b');
  expect(painted[0]).toBe(lines[0]);
  expect(painted[1]).not.toBe(lines[1]);
  expect(painted[2]).toBe(lines[2]);
});

test('the text stays the same, and no span is empty', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'é', ' ', '世', 'ab'), { minLength: 1, maxLength: 5 })
    .map(parts => parts.join(''));
  const spans = fc.array(fc.record({ text, style: fc.constantFrom('text' as const, 'strong' as const) }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(
      fc.array(spans, { maxLength: 6 }),
      fc.constantFrom('a', 'ab', 'b a', 'e'),
      fc.nat(5),
      (lines, query, current) => {
        const painted = paint(lines, query, current);
        const textOf = (all: readonly Line[]) => all.map(one => one.map(part => part.text).join(''));
        expect(textOf(painted)).toEqual(textOf(lines));
        expect(painted.flat().every(part => part.text !== '')).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['dark', 'truecolor'],
  ['light', 'truecolor'],
  ['dark', 'ansi16'],
  ['light', 'ansi16'],
  ['mono', 'ansi16'],
] as const)(
  '%s %s: a match and the current one differ from the text and from each other, not by colour alone',
  (name, depth) => {
    const theme = createTheme(name, depth);
    const looks = (['text', 'match', 'currentMatch'] as const).map(role => theme.style(role, 'x'));
    expect(new Set(looks).size).toBe(3);
    const isUnderlined = looks.map(look => /^\u001b\[(?:1;)?4[;m]/.test(look));
    expect(isUnderlined).toEqual([false, false, true]);
  },
);
