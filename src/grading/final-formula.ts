/** Which mathematics in an answer is the final one. Refuses to know what it ought to be. */
import { numberInBold, numberLabelled, numberMarked } from './final-number.ts';
import { readAnswer } from './maths/answer.ts';
import { TooMuch } from './maths/tokens.ts';
import { bare } from './stated.ts';

/** In a box or in tags everything is the answer; of a sentence, its only number. */
export function formulaMarked(content: string): string | undefined {
  const text = content.trim();
  return (isSentence(text) ? numberMarked(text) : text) || undefined;
}

/** Behind a label stand formulas, an expression, or a sentence with one of them. */
export function formulaLabelled(content: string): string | undefined {
  const formulas = formulasIn(content);
  const between = content.replace(FORMULA, ' ').replace(/[\s*_.,;:]|\b(?:and|or)\b/g, '');
  const [first] = formulas;
  if (first !== undefined) {
    return between === '' ? formulas.join(', ') : isLead(content) ? first : formulas.at(-1);
  }
  const sentence = bare(content.split(/(?<=[^\d\s])\.(?=\s|$)/, 1)[0] ?? '');
  if (sentence !== '' && !isSentence(sentence)) return sentence;
  return numberLabelled(content) ?? (bare(content) || undefined);
}

/** The last thing in bold that is mathematics, or a number with a sentence around it. */
export function formulaInBold(text: string): string | undefined {
  const [last] = [...text.matchAll(/\*\*([^*\n]{1,160})\*\*/g)]
    .map(match => match[1]?.trim() ?? '')
    .filter(content => /[\d$\\]/.test(content) && !/^\d+[.):]$/.test(content) && !isSentence(content))
    .slice(-1);
  return last ?? numberInBold(text)?.text;
}

/** The formula that stands last in a text, without its dollar signs. */
export function lastFormula(text: string): string | undefined {
  return formulasIn(text.slice(-MAX_END)).at(-1);
}

/** An answer is looked for in the end of a long text. */
const MAX_END = 8000;

const FORMULA =
  /\$\$([^$]{1,600})\$\$|(?<![\\$\w])\$(?!\s)([^$\n]{1,400}?)(?<!\s)(?<!\\)\$(?!\d)|\\\(([^\n]{1,400}?)\\\)|\\\[([^\0]{1,600}?)\\\]/g;

function formulasIn(text: string): string[] {
  return [...text.matchAll(FORMULA)].map(match =>
    (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim(),
  );
}

/** Whether the formula comes first: "$x = 5$, because $5 > 3$". */
function isLead(content: string): boolean {
  return content.search(FORMULA) <= 3;
}

/** Three words or more around a formula, or nothing that this project can read as mathematics. */
function isSentence(text: string): boolean {
  const words = text.replace(/\\[a-zA-Z]+/g, ' ').match(/\p{L}{3,}/gu) ?? [];
  if (words.length < 2 || !/\d/.test(text)) return false;
  try {
    const read = readAnswer(text);
    return words.length > 3 || (read.kind === 'text' && !read.isWords);
  } catch (error) {
    if (error instanceof TooMuch) return false;
    throw error;
  }
}
