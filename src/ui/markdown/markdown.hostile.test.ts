import { describe, expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { createMarkdown, markdownLines } from './markdown.ts';
import { plain } from './testing/looks.ts';

const full = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const words = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/** What the lexer alone would need minutes for, or its whole stack. */
const HOSTILE = [
  ...['*', '*a', '*a_', '**a*', '_a*', '***a', '**a `', 'a*b', '*[a](', '`', '`a', '``a`', '~~a'],
  ...['[', '![', '[a](b', '[a](<b', '[a](b "c', '[[a]', '[a][b]', '[a]: b\n', '<', '<a b="', '<!--', '\\'],
  ...['a@b', 'http://a ', 'x', '世', '$', '$$', '\\[\n', '$$\n', '\\begin{a}'],
  ...['>', '> a\nb\n', '> > > a\nb\n', '> - a\nb\n', '- > a\nb\n', ' > a\n b\n', '| > a\n|b\n'],
  ...['- ', '- + * ', '- a\n', '-\n', '1. 1. ', '- - - x\n', '- ```\n', '  - ```\n> a\nb\n'],
  ...['#', '```\na\n', '|', '|a|b|\n', 'a | b\n-|-\n', '<div>\n', '\t', '    a\n', '\n'],
];

function expectSound(text: string): void {
  const lines = markdownLines(text, 80);
  expect(words(plain(lines).join(''))).toBe(words(text));
  expect(lines.every(line => lineWidth(line) <= 80)).toBe(true);
}

describe('40 KB of it', () => {
  test.each(HOSTILE.map(unit => [JSON.stringify(unit), unit]))('%s', (_name, unit) => {
    expectSound(full(unit, 40_000));
  });
});

describe('200 KB of it', () => {
  test.each(['*', '*a_', '[', '> > > a\nb\n', '- a\n', '$$\n\n'])('%j', unit => {
    expectSound(full(unit, 200_000));
  });
});

describe('deep', () => {
  test.each([
    ['quotes', '>'.repeat(1_000)],
    ['lists in a line', '- '.repeat(1_000)],
    ['lists in lines', Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- `).join('a\n')],
    ['emphasis', `${'*'.repeat(1_000)}a${'*'.repeat(1_000)}`],
    ['brackets', `${'['.repeat(1_000)}a${']'.repeat(1_000)}`],
  ])('%s', (_name, text) => {
    expect(words(plain(markdownLines(text, 80)).join(''))).toBe(words(text));
  });

  test('sixteen levels are drawn, more are shown as they were written', () => {
    expect(plain(markdownLines(`${'>'.repeat(16)} a`, 80))).toEqual([`${'│ '.repeat(16)}a`]);
    expect(plain(markdownLines(`${'>'.repeat(17)} a`, 80))).toEqual([`${'>'.repeat(17)} a`]);
  });

  test('what is indented deeply in code is no list', () => {
    const code = `\`\`\`\n${' '.repeat(40)}- *a*\n\`\`\``;
    expect(plain(markdownLines(code, 80))).toEqual([`${' '.repeat(42)}- *a*`]);
  });
});

describe('long', () => {
  test('a line of 50,000 characters', () => {
    expect(markdownLines('x'.repeat(50_000), 80)).toHaveLength(625);
    const line = 'The **ball** costs `5` cents. '.repeat(1_667);
    expect(words(plain(markdownLines(line, 80)).join(''))).toBe(words(line));
  });

  test('10,000 blank lines', () => {
    const blank = '\n'.repeat(10_000);
    expect(markdownLines(`a${blank}b`, 80)).toHaveLength(10_001);
    expect(markdownLines(`- a${blank}  b`, 80)).toHaveLength(10_001);
    expect(markdownLines(`\`\`\`\na${blank}b`, 80)).toHaveLength(10_001);
    expect(markdownLines(`a${blank.replaceAll('\n', ' \n')}b`, 80)).toHaveLength(10_001);
  });

  test('a table of 2,000 rows is one table', () => {
    const row = '| The **bat** and the ball | 1.05 | a longer note on `it`, of which there are many |\n';
    const lines = plain(markdownLines(`| Name | Price | Note |\n|---|--:|---|\n${row.repeat(2_000)}x`, 80));
    expect(lines).toHaveLength(2 + 2_000 + 1);
    expect(new Set(lines.slice(2, -1)).size).toBe(1);
  });

  test('a code block of 200 KB is one block', () => {
    const lines = plain(markdownLines(`\`\`\`\n${'- > a\n\n'.repeat(28_000)}\`\`\`\n# b`, 80));
    expect(lines).toHaveLength(56_001);
    expect(lines.at(-1)).toBe('# b');
  });

  test('a text of many short pieces that grows by lines', () => {
    const growing = createMarkdown(80);
    const paragraph = 'The **ball** costs\nfive cents:\n\n- *one*\n- two\n\n$$x_1$$\n\n';
    let text = '';
    for (let count = 0; count < 300; count++) {
      text += paragraph;
      growing.lines(text);
    }
    expect(growing.lines(text)).toEqual(markdownLines(text, 80));
  });
});

test('where the lexer gives up, the text is shown as it is', () => {
  const text = '>m**\n* - p\n>- [x]     \t~~~\n\t> 2) > **l\n<di';
  expect(words(plain(markdownLines(text, 80)).join(''))).toBe(words(text));
});
