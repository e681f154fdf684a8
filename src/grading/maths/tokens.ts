/** The signs of a mathematical answer, in LaTeX or plain. Knows how things are written, not what they mean. */

export type Token =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  /** A function or another command, without its backslash. */
  | { readonly kind: 'command'; readonly text: string }
  /** One sign: an operator, a bracket, a relation, `,`, `\u222a`; `{` and `}` group, `\u2983` and `\u2984` are the braces of a set. */
  | { readonly kind: 'sign'; readonly text: string }
  /** Words: a unit, a name, a choice. */
  | { readonly kind: 'text'; readonly text: string };

/** Thrown where an answer is too long, too deep or too large to be worked out. Never leaves this folder. */
export class TooMuch extends Error {}

/** Longer answers are compared as texts only. */
const MAX_LENGTH = 2000;

/**
 * The tokens of an answer without what only formats it: `\left`, thin spaces, dollar signs around it,
 * a box, a full stop at its end. Throws `TooMuch` for an answer of more than 2,000 characters.
 */
export function tokensOf(answer: string): Token[] {
  if (answer.length > MAX_LENGTH) throw new TooMuch();
  return [...cleaned(answer).matchAll(TOKEN)].flatMap(match => tokenFrom(match));
}

/** One spelling of the characters of an answer, for the comparison of texts. */
export function cleaned(answer: string): string {
  const plain = SPELLINGS.reduce(
    (text, [pattern, by]) => (typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by)),
    answer.trim(),
  );
  return unwrapped(plain.trim());
}

const RAISED = '\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** In this order; no pattern can match the same characters in two ways. */
const SPELLINGS: readonly [RegExp, string | ((match: string) => string)][] = [
  [/[\uff01-\uff5e]/g, wide => wide.normalize('NFKC')],
  [/^([-+\u2212]?)\$(?=\d[^$]*$)/, '$1\\$$'],
  [/(?<!\\)\$/g, ' '],
  [/[\u2212\ufe63\u2013]/g, '-'],
  [/[\u00a0\u2009\u202f\u2007]/g, ' '],
  [new RegExp(`[${RAISED}]{1,6}`, 'g'), raised => `^{${raised.normalize('NFKC').replace(/\u2212/g, '-')}}`],
  [
    /[\u00bc-\u00be\u2150-\u215e]/g,
    fraction => `\\frac{${fraction.normalize('NFKC').replace('\u2044', '}{')}}`,
  ],
  [/\u221a ?(\d{1,20})/g, '\\sqrt{$1}'],
  [/\u221a/g, '\\sqrt'],
  [/\u03c0/g, '\\pi '],
  [/\u221e/g, '\\infty '],
  [/\u00b0/g, '^\\circ '],
  [/\u03b8/g, '\\theta '],
  [/\\(?:left|right|bigl|bigr|Bigl|Bigr|big|Big|displaystyle|limits|middle)(?![a-zA-Z])\.?/g, ''],
  [/\\[dtc]frac(?![a-zA-Z])/g, '\\frac'],
  [/\\(?:mbox|mathrm|textbf|textit|textrm|mathbf|operatorname|mathit|rm)(?=\s*\{)/g, '\\text'],
  [/(\d)(?:,\\!|\{,\}|\\,|\\ ) ?(?=\d{3}(?!\d))/g, '$1'],
  [/\\!/g, ''],
  [/(?<!\\)\\[,;: ]|~|\\q?quad(?![a-zA-Z])|(?<!\\)\\[()[\]]/g, ' '],
  [/\\(?:cdot|times|ast)(?![a-zA-Z])|[\u00b7\u00d7\u22c5]/g, '*'],
  [/\\div(?![a-zA-Z])|\u00f7/g, '/'],
  [/\\(?:leq|leqslant|le)(?![a-zA-Z])|<=|\u2a7d/g, '\u2264'],
  [/\\(?:geq|geqslant|ge)(?![a-zA-Z])|>=|\u2a7e/g, '\u2265'],
  [/\\(?:neq|ne)(?![a-zA-Z])|!=/g, '\u2260'],
  [/\\lt(?![a-zA-Z])/g, '<'],
  [/\\gt(?![a-zA-Z])/g, '>'],
  [/\\in(?![a-zA-Z])/g, '\u2208'],
  [/\\cup(?![a-zA-Z])/g, '\u222a'],
  [/\\pm(?![a-zA-Z])|\+\/-/g, '\u00b1'],
  [/\\mp(?![a-zA-Z])/g, '\u2213'],
  [/\\(?:emptyset|varnothing)(?![a-zA-Z])|\u2205/g, '\u2983\u2984'],
  [/\\(?:\{|lbrace(?![a-zA-Z]))/g, '\u2983'],
  [/\\(?:\}|rbrace(?![a-zA-Z]))/g, '\u2984'],
  [/\\langle(?![a-zA-Z])/g, '('],
  [/\\rangle(?![a-zA-Z])/g, ')'],
  [/\\[lr]vert(?![a-zA-Z])/g, '|'],
  [/\\(?:deg|degree)(?![a-zA-Z])/g, '^\\circ '],
  [/\\%/g, '%'],
  [/\^\{ ?\\circ ?\}/g, '^\\circ '],
  [/(?<![\d.,])(\d{1,9}) {1,2}(\d{1,9})\/(\d{1,9})(?![\d.])/g, '$1\\frac{$2}{$3}'],
];

/** Without a box, stars or a full stop around it. */
function unwrapped(text: string): string {
  const inner = text
    .replace(/^\*\*([^*]*)\*\*$|^`([^`]*)`$/, '$1$2')
    .replace(/^\\boxed ?\{(.*)\}$/s, (whole: string, content: string) =>
      isBalanced(content) ? content : whole,
    )
    .replace(/(?<=[^.])\.$/, '')
    .trim();
  return inner === text ? inner : unwrapped(inner);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '{') depth++;
    else if (sign === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

const TOKEN =
  /\\text\s*\{([^{}]*)\}|\\(begin|end)\{([a-z]{1,10}\*?)\}|\\([a-zA-Z]+)|(\\\\)|\\(\$)|((?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)|([\p{L}]+)|(\S)/gu;

function tokenFrom(match: RegExpMatchArray): Token[] {
  const [, text, edge, environment, command, row, money, number, word, sign] = match;
  if (text !== undefined) return worded(text.trim());
  if (edge !== undefined) return [{ kind: 'sign', text: `${edge}:${environment}` }];
  if (command !== undefined) return [{ kind: 'command', text: command }];
  if (row !== undefined) return [{ kind: 'sign', text: '\\\\' }];
  if (money !== undefined) return [{ kind: 'text', text: 'dollars' }];
  if (number !== undefined) return [{ kind: 'number', text: number }];
  if (word !== undefined) return plainWord(word);
  return [{ kind: 'sign', text: sign ?? '' }];
}

function worded(text: string): Token[] {
  const joint = /^[,;]?\s*(and|or|and\/or|,)?$/i.exec(text);
  if (text === '') return [];
  if (joint) return [{ kind: 'sign', text: joint[1]?.toLowerCase() === 'or' ? 'or' : ';' }];
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return [{ kind: 'number', text }];
  return [{ kind: 'text', text }];
}

const FUNCTIONS = new Set(
  'sqrt sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp pi infty'.split(' '),
);
const SHORT_UNITS = new Set('cm mm km kg mg ft in'.split(' '));

/** A run of letters: a function, a word that joins, a word, or letters that are multiplied. */
function plainWord(word: string): Token[] {
  const lower = word.toLowerCase();
  if (lower === 'and') return [{ kind: 'sign', text: ';' }];
  if (lower === 'or') return [{ kind: 'sign', text: 'or' }];
  if (lower === 'infinity') return [{ kind: 'command', text: 'infty' }];
  if (lower === 'u') return [{ kind: 'name', text: word }];
  if (FUNCTIONS.has(word)) return [{ kind: 'command', text: word }];
  const isWord = (word.length > 2 && /[a-z]/.test(word)) || SHORT_UNITS.has(word);
  if (isWord) return [{ kind: 'text', text: word }];
  return [...word].map(letter => ({ kind: 'name', text: letter }));
}
