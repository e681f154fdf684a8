/** Texts for the laws: full of what means something in Markdown, in any order. */
import fc from 'fast-check';
import { sanitize } from '../../../text/sanitize.ts';

const MARKS = [
  '*',
  '**',
  '***',
  '_',
  '__',
  '~',
  '~~',
  '`',
  '``',
  '```',
  '~~~',
  '\\',
  '|',
  '<',
  '>',
  '!',
  '[',
  ']',
];
const STARTS = [
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '10. ',
  '- [ ] ',
  '- [x] ',
  '> ',
  '>',
  '# ',
  '###### ',
  '    ',
  '  ',
];
const LINES = [
  '***\n',
  '---\n',
  '===\n',
  '\n```js\n',
  '\n```\n',
  '| a | b |\n',
  '|---|:-:|\n',
  '| c | d | e |\n',
  '<div>\n',
];
const MATHS = [
  '$',
  '$$',
  '$x_1$',
  '2*3*4',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '\\begin{a}',
  '\\end{a}',
  '\n$$\n',
  '\n\\[\n',
];
const LINKS = [
  '[t](http://u.v/w)',
  '![i](j "k")',
  '[a][b]',
  '[a]: http://x\n',
  '](',
  'http://z.y/_q_',
  'www.q.r',
  '<b>',
  '</b>',
];
const WORDS = [
  'a',
  'b1',
  'Word',
  'two words',
  '世界',
  '：',
  '「',
  '」',
  '👨‍👩‍👧',
  'é',
  '\u00a0',
  '\u3000',
  '\ufdd0',
  '.',
  ' ',
  '  ',
  '\t',
];
const BREAKS = [
  '\n',
  '\n\n',
  '\n\n\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '\n   - ',
  '\n1. ',
  '\n> ',
  '\n> > ',
  '\n>\n',
  '\nlazy',
];

const fragment = fc.oneof(
  ...[MARKS, STARTS, LINES, MATHS, LINKS, WORDS, BREAKS].map(list => fc.constantFrom(...list)),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);

export const markdownText = fc.array(fragment, { maxLength: 40 }).map(parts => sanitize(parts.join('')));

const lead = fc.array(fc.constantFrom('> ', '>', '- ', '* ', '1. ', '2) ', '  ', '    ', '\t', '- [x] '), {
  maxLength: 4,
});
const content = fc.constantFrom(
  '',
  'a',
  'b c',
  '**d**',
  '```',
  '~~~',
  '| e | f |',
  '|--|--|',
  '# g',
  '---',
  '$$',
  'x_1$$',
  '`h',
  '9. i',
  '-',
  'j\\',
);

/** Lines of blocks that stand in each other. */
export const nestedText = fc
  .array(fc.tuple(lead, content), { maxLength: 25 })
  .map(lines => lines.map(([marks, text]) => marks.join('') + text).join('\n'));

/** Text in which nothing means anything to Markdown. */
export const plainText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n\n',
        '\n\n\n',
        ' ',
        '  ',
        '\n  ',
        ', ',
        '; ',
        ' (',
        ') ',
        '世界',
        '，',
        '👨‍👩‍👧',
        'é',
        '»',
      ),
      fc.stringMatching(/^[a-zäß]{1,12}$/),
      fc.stringMatching(/^[a-z][0-9]{1,6}$/),
    ),
    { maxLength: 60 },
  )
  .map(parts => parts.join(''));
