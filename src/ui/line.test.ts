import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clip,
  fitLine,
  flow,
  indented,
  line,
  lineWidth,
  padTo,
  rule,
  span,
  spread,
  wrapped,
} from './line.ts';

const text = (spans: readonly { text: string }[]) => spans.map(one => one.text).join('');
const lines = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 5 })
  .map(parts => parts.map(part => span(part.replaceAll(/[\n\t]/g, ' '))));
const width = fc.integer({ min: 0, max: 40 });

describe('clip', () => {
  test('keeps a line that fits, and ends one that does not in …', () => {
    expect(text(clip(line('abc', 'def'), 6))).toBe('abcdef');
    expect(text(clip(line('abc', 'def'), 5))).toBe('abcd…');
    expect(clip([span('abc', 'good'), span('def', 'bad')], 5)).toEqual([
      span('abc', 'good'),
      span('d…', 'bad'),
    ]);
    expect(text(clip(line('世界'), 3))).toBe('世…');
    expect(text(clip(line('abc'), 0))).toBe('');
  });
  test('is never wider than the place', () => {
    fc.assert(
      fc.property(lines, width, (spans, room) => {
        expect(lineWidth(clip(spans, room))).toBeLessThanOrEqual(room);
      }),
    );
  });
});

test('a fitted line is exactly as wide as its place', () => {
  fc.assert(
    fc.property(lines, width, (spans, room) => {
      expect(lineWidth(fitLine(spans, room))).toBe(room);
    }),
  );
});

describe('spread', () => {
  test('puts one text at each end', () => {
    expect(text(spread(line('left'), line('right'), 12))).toBe('left   right');
    expect(text(spread(line('left'), [], 6))).toBe('left  ');
  });
  test('cuts the left one first', () => {
    expect(text(spread(line('a long title'), line('right'), 12))).toBe('a lon… right');
    expect(text(spread(line('left'), line('right'), 4))).toBe('rig…');
  });
  test('is exactly as wide as its place', () => {
    fc.assert(
      fc.property(lines, lines, width, (left, right, room) => {
        expect(lineWidth(spread(left, right, room))).toBe(room);
      }),
    );
  });
});

test('facts flow into rows, and none is broken', () => {
  const facts = ['aaa', 'bb', 'cccc', 'd'].map(word => line(word));
  expect(flow(facts, 8).map(text)).toEqual(['aaa  bb', 'cccc  d']);
  expect(flow(facts, 1).map(text)).toEqual(['aaa', 'bb', 'cccc', 'd']);
  expect(flow([], 8)).toEqual([]);
});

test('lines are padded to a height, or cut to it', () => {
  const two = [line('a'), line('b')];
  expect(padTo(two, 3).map(text)).toEqual(['a', 'b', '']);
  expect(padTo(two, 1).map(text)).toEqual(['a']);
  expect(padTo(two, -1)).toEqual([]);
});

test('a rule fills its width; a text is wrapped and moved to the right, blank rows stay blank', () => {
  expect(text(rule(3))).toBe('───');
  expect(rule(-1)).toEqual([span('', 'rule')]);
  expect(indented(wrapped('ab cd\n\nef', 2, 'muted'), 2)).toEqual([
    [span('  '), span('ab', 'muted')],
    [span('  '), span('cd', 'muted')],
    [],
    [span('  '), span('ef', 'muted')],
  ]);
});
