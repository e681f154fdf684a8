import { describe, expect, test } from 'vitest';
import { markdownLines } from './markdown.ts';
import { looks, plain } from './testing/looks.ts';

const shown = (text: string, width = 40) => looks(markdownLines(text, width));
const rows = (text: string, width = 40) => plain(markdownLines(text, width));

describe('words', () => {
  test.each([
    ['strong, emphasised, struck', '**a** *b* ~~c~~', '{strong:a} {emphasis:b} {struck:c}'],
    ['styles in each other', '***a** b*', '{emphasis+strong:a}{emphasis: b}'],
    ['code keeps its backticks, quietly', '`a*b*`', '{muted:`}{code:a*b*}{muted:`}'],
    ['a link with its address', '[a](http://b.c)', '{emphasis:a}{muted: (http://b.c)}'],
    ['a link that is its own address', '[http://b.c](http://b.c)', '{emphasis:http://b.c}'],
    ['an address in the text', 'see http://b.c/_d_e, or', 'see {emphasis:http://b.c/_d_e}, or'],
    ['an address in angle brackets', '<http://b.c>', '{emphasis:http://b.c}'],
    ['an image as its text', '![a](b.png)', '{muted:▣ }{emphasis:a}{muted: (b.png)}'],
    ['HTML as text, and Markdown in it', '<b>*a*</b>', '<b>{emphasis:a}</b>'],
    ['a reference as it is', '[a][1] and [2]', '[a][1] and [2]'],
    ['escapes without their backslash', '\\*a\\* 5\\_0 \\$5', '*a* 5_0 $5'],
    ['commands of LaTeX outside of formulas', '50\\% \\{a\\} \\\\', '50\\% \\{a\\} \\\\'],
    ['emphasis beside wide punctuation', '他说**「重要。」**的', '他说{strong:「重要。」}的'],
    ['a word with underscores', 'a_b_c', 'a_b_c'],
    ['one tilde', '10~20 or 30~40', '10~20 or 30~40'],
  ])('%s', (_name, text, line) => {
    expect(shown(text)).toEqual([line]);
  });
});

describe('mathematics stays as it is', () => {
  test.each([
    '$a_1 * b_1 * c_*$',
    '$$\\sum_{i} x_i \\, y_*$$ and *',
    '\\(a_1\\) and \\(b_1\\)',
    '\\[ x = \\frac{1}{2} \\]',
    '\\begin{align} a_1 &= *b* \\end{align}',
    '2*3*4 = 24, 4*(5+6)*7, x*y*z, x**2 + y**2',
    'SELECT COUNT(*), SUM(*), t.*, u.*, 1',
  ])('%s', text => {
    expect(shown(text, 80)).toEqual([text]);
  });

  test('over several lines, with lines that would be Markdown', () => {
    const text = '$$\n\\begin{cases}\n- a_1 & *b* \\\\\n\n> c_1\\_\n\\end{cases}\n$$';
    expect(rows(text)).toEqual(text.split('\n'));
  });

  test('in a list, in a quote and in a table', () => {
    expect(rows('- a\n  \\[\n  x_1\n  \\]')).toEqual(['• a', '  \\[', '  x_1', '  \\]']);
    expect(rows('> $$\n> x_*1*\n> $$')).toEqual(['│ $$', '│ x_*1*', '│ $$']);
    expect(rows('|a|b|\n|-|-|\n|$\\|x\\|_1$|c|')[2]).toBe('$\\|x\\|_1$  c');
  });

  test('money is no formula', () => {
    expect(shown('$5 and *then* $6, **$7**')).toEqual(['$5 and {emphasis:then} $6, {strong:$7}']);
    expect(shown('US$5 *a* 7$')).toEqual(['US$5 {emphasis:a} 7$']);
  });

  test('a formula that has begun is none of Markdown while it is being written', () => {
    expect(shown('$$\na_1 *b*')).toEqual(['$$', 'a_1 *b*']);
    expect(shown('It is \\(a *b*')).toEqual(['It is \\(a *b*']);
  });
});

describe('headings', () => {
  test('say their level', () => {
    expect(shown('# A\n### B *c* ###')).toEqual([
      '{muted:# }{heading:A}',
      '{muted:### }{heading:B }{heading+emphasis:c}',
    ]);
  });
  test('a line under a text does not make it one', () => {
    expect(shown('a\n---\nb\n===')).toEqual(['a', `{rule:${'─'.repeat(40)}}`, 'b', '===']);
  });
});

describe('lists', () => {
  test('hang under their marks', () => {
    expect(shown('- a list item that is wrapped\n10. ten of them are wrapped', 20)).toEqual([
      '{muted:• }a list item that',
      '  is wrapped',
      '10. ten of them are',
      '    wrapped',
    ]);
  });
  test('stand in each other', () => {
    expect(rows('1. a\n   - b\n     * c\n       - d\n   2) e')).toEqual([
      '1. a',
      '   • b',
      '     ◦ c',
      '       ▪ d',
      '   2) e',
    ]);
  });
  test('keep the numbers and the plus that they were written with', () => {
    expect(rows('3. a\n3. b\n\n+ 5')).toEqual(['3. a', '3. b', '', '+ 5']);
  });
  test('have tasks', () => {
    expect(rows('- [ ] a\n- [x] b\n\n1. [X] c\n\n   d')).toEqual([
      '• [ ] a',
      '• [x] b',
      '',
      '1. [X] c',
      '',
      '       d',
    ]);
  });
  test('end where a line is not indented', () => {
    expect(rows('1. a\nb\n2. c\n   d')).toEqual(['1. a', 'b', '2. c', '   d']);
  });
  test('hold paragraphs, quotes, code and tables', () => {
    expect(rows('- a\n\n  b\n  > c\n  ```\n  d\n  ```\n  |e|\n  |-|')).toEqual([
      '• a',
      '',
      '  b',
      '  │ c',
      '    d',
      '  e',
      '  ─',
    ]);
  });
  test('have no margin where there is no room for one', () => {
    expect(rows('- abcdef ghi', 8)).toEqual(['•', 'abcdef', 'ghi']);
  });
});

describe('quotes', () => {
  test('have a bar before each line', () => {
    expect(shown('> a quote that is *wrapped*\n>\n> > b\nc', 14)).toEqual([
      '{rule:│ }a quote that',
      '{rule:│ }is {emphasis:wrapped}',
      '{rule:│ }',
      '{rule:│ }{rule:│ }b',
      'c',
    ]);
  });
});

describe('code', () => {
  test('is verbatim, behind a margin, under its language', () => {
    expect(shown('```sql\nSELECT *\n\n  FROM a;\n```')).toEqual([
      '  {muted:sql}',
      '  {code:SELECT *}',
      '',
      '  {code:  FROM a;}',
    ]);
  });
  test('goes on behind a mark where it is too wide', () => {
    expect(rows(`\`\`\`\n${'a'.repeat(20)} ${'b'.repeat(20)}\n\`\`\``, 16)).toEqual([
      `  ${'a'.repeat(14)}`,
      '  ↳ aaaaaa ',
      `  ↳ ${'b'.repeat(12)}`,
      '  ↳ bbbbbbbb',
    ]);
  });
  test('prefers to be broken at a space, and loses none', () => {
    expect(rows('```\nSELECT name,  age FROM singer\n```', 20)).toEqual([
      '  SELECT name,  age ',
      '  ↳ FROM singer',
    ]);
  });
  test('has tabs to stops of four', () => {
    expect(rows('```\n\ta\tb\n```')).toEqual(['      a   b']);
  });
  test('without an end goes to the end of the text', () => {
    expect(shown('```\n*a*\n\n# b')).toEqual(['  {code:*a*}', '', '  {code:# b}']);
  });
  test('does not move while its beginning and its end are written', () => {
    const counts = [...'a\n```\nb\n```\nc'].map(
      (_, index, all) => rows(all.slice(0, index + 1).join('')).length,
    );
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(rows('```\na\n``')).toEqual(['  a']);
  });
  test('when it is only indented is text', () => {
    expect(shown('    2x + *y*\n      = 3')).toEqual(['    2x + *y*', '      = 3']);
  });
});

describe('tables', () => {
  const table = '| Name | Price |\n|:-----|------:|\n| Bat | **1.05** |\n| 世界 | 0.5 |';
  test('have aligned columns, by cells of the terminal', () => {
    expect(shown(table)).toEqual([
      '{heading:Name}  {heading:Price}',
      '{rule:───────────}',
      'Bat    {strong:1.05}',
      '世界    0.5',
    ]);
  });
  test('wrap their cells where they do not fit, and rule their rows then', () => {
    expect(rows('| a | b |\n|---|---|\n| one | a long cell of words |\n| two | short |', 16)).toEqual([
      'a    b',
      '────────────────',
      'one  a long cell',
      '     of words',
      '────────────────',
      'two  short',
    ]);
  });
  test('are shown as they were written where not even that fits', () => {
    const wide = `|${'a|'.repeat(20)}\n|${'-|'.repeat(20)}`;
    expect(rows(wide, 20).join('')).toBe(wide.replaceAll('\n', ''));
  });
  test('lose no cell of a row that has too many', () => {
    expect(rows('|a|b|\n|-|-|\n|1|2|3|4|')[2]).toBe('1  2|3|4');
  });
  test('keep a pipe that was escaped', () => {
    expect(rows('|a|\n|-|\n|b \\| c|')[2]).toBe('b | c');
  });
});

describe('while it is being written', () => {
  test('what is strong and has not ended is strong to the end of its block', () => {
    expect(shown('a **b c')).toEqual(['a {strong:b c}']);
    expect(shown('- a\n- **b')).toEqual(['{muted:• }a', '{muted:• }{strong:b}']);
    expect(shown('|a|\n|-|\n|**b|')[2]).toBe('{strong:b}');
  });
  test('but not once another block has begun', () => {
    expect(shown('a **b\n\nc')).toEqual(['a **b', '', 'c']);
  });
  test('a power is no beginning', () => {
    expect(shown('it is 2**10')).toEqual(['it is 2**10']);
  });
});

describe('lines', () => {
  test('are those of the source, blank ones too', () => {
    expect(rows('\na\nb\n\n\nc\n')).toEqual(['', 'a', 'b', '', '', 'c', '']);
    expect(rows('')).toEqual(['']);
  });
  test('a rule is as wide as the text may be', () => {
    expect(shown('***', 5)).toEqual(['{rule:─────}']);
  });
});
