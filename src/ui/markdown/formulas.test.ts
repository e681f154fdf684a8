import { describe, expect, test } from 'vitest';
import { endOfOpen, formulasIn } from './formulas.ts';

const found = (line: string) => formulasIn(line).whole.map(({ start, end }) => line.slice(start, end));

describe('formulas that begin and end in a line', () => {
  test.each([
    ['between dollars', 'a $x$, $y$-axis', ['$x$', '$y$']],
    ['between two dollars', '$$x$$ $$ y $$', ['$$x$$', '$$ y $$']],
    ['in parentheses and brackets', '\\(x\\) \\[y\\]', ['\\(x\\)', '\\[y\\]']],
    ['in an environment', '\\begin{a*}x\\end{a*}', ['\\begin{a*}x\\end{a*}']],
    ['with a dollar in it', '$x = \\$5$', ['$x = \\$5$']],
    ['not between amounts of money', '$5 and $6, $7-$8, (from $9 to $10)', []],
    ['not where a space is inside', '$ x$ $x $', []],
    ['not beside a letter', 'US$x$ $x$s', []],
    ['not in code', '`$x$` ``\\(`y\\)``', []],
    ['behind a backtick that opens no code', '`$x$', ['$x$']],
    ['not behind a backslash', '\\$x\\$ \\\\(x\\\\)', []],
    ['two dollars with nothing between them', '$$', []],
  ])('%s', (_name, line, formulas) => {
    expect(found(line)).toEqual(formulas);
  });
});

describe('stars of products and powers', () => {
  test.each([
    ['2*3*4', 2],
    ['x*y', 1],
    ['4*(5+6)*7', 2],
    ['40%*$100', 1],
    ['3*-4*.5', 2],
    ['x**2', 1],
    ['COUNT(*)', 1],
    ['t.*, u.*, v', 2],
    ['*a* **b** a ***c***', 0],
    ['**a**b', 0],
    ['*a b.* *c 5*.', 0],
    ['2 * 3', 0],
  ])('%s has %d', (line, count) => {
    expect(found(line)).toHaveLength(count);
  });
});

describe('a formula that does not end in its line', () => {
  test('is told, with what would end it', () => {
    expect(formulasIn('a $$ b').open).toEqual({ start: 2, closer: '$$' });
    expect(formulasIn('\\(x\\) \\begin{a}').open).toEqual({ start: 6, closer: '\\end{a}' });
    expect(formulasIn('a $b').open).toBeUndefined();
  });
  test('ends in a later one', () => {
    expect(endOfOpen('$$\na\n$$ b', 3, '$$')).toBe(7);
  });
  test('does not end where code or a heading begins', () => {
    expect(endOfOpen('$$\n```\n$$', 3, '$$')).toBeUndefined();
    expect(endOfOpen('$$\n# a\n$$', 3, '$$')).toBeUndefined();
  });
  test('or after forty lines', () => {
    expect(endOfOpen(`${'a\n'.repeat(39)}$$`, 0, '$$')).toBe(80);
    expect(endOfOpen(`${'a\n'.repeat(40)}$$`, 0, '$$')).toBeUndefined();
  });
  test('may still end where the text is over', () => {
    expect(endOfOpen('$$\na', 3, '$$')).toBe(Infinity);
    expect(endOfOpen('$$\n#', 3, '$$')).toBe(Infinity);
  });
});
