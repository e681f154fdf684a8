import { expect, test } from 'vitest';
import type { Line } from '../line.ts';
import { diffView } from './diff-view.ts';

const show = (line: Line) =>
  line
    .map(({ text }) => text)
    .join('')
    .trimEnd();

function table(old: string, next: string, width = 80, grader: 'json' | 'mathematics' = 'json'): string[] {
  const { lines } = diffView(
    'answer-first',
    { text: old, round: 0 },
    { text: next, streaming: false },
    { grader },
    width,
  );
  const shown = lines.map(show);
  return shown.slice(0, shown.indexOf(''));
}

const fenced = (value: unknown) => `Here:\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

test('answers in JSON are compared value by value', () => {
  const old = { total: 12, items: [{ price: 2 }], note: 'x' };
  const next = { items: [{ price: 3 }], total: 13, paid: true };
  expect(table(fenced(old), fenced(next)).slice(0, 4)).toEqual([
    '~  answer    $.items[0].price  2  →  3',
    '−            $.note  "x"',
    '~            $.total  12  →  13',
    '+            $.paid  true',
  ]);
});

test('answers that are equal by value are the same', () => {
  expect(table(fenced({ a: 1, b: 2 }), fenced({ b: 2, a: 1 }))[0]).toBe(
    '   answer    {"a":1,"b":2}   the same',
  );
});

test('a long value stands below its path, and a long list says what is left', () => {
  const rows = table(fenced({ text: 'one two three four' }), fenced({ text: 'one two three five' }), 40);
  expect(rows.slice(0, 3)).toEqual([
    '~  answer    $.text',
    '−            "one two three four"',
    '+            "one two three five"',
  ]);
  const many = (from: number) => fenced(Array.from({ length: 25 }, (_, index) => index + from));
  expect(table(many(0), many(100))).toContain('             and 5 more');
});

test('an interval is no list of values', () => {
  expect(table('Answer: [1, 2]', 'Answer: [1, 3]', 80, 'mathematics')[0]).toBe(
    '~  answer    [1, 2]  →  [1, 3]   changed',
  );
});
