/** Whether two answers are the same in the sense of a question. Refuses to know which of them is right. */
import { canonicalOf } from './grade-json.ts';
import type { AnyGrader } from './graders.ts';
import { sameMathematicsNow } from './maths/same.ts';
import { plainMath } from './plain-math.ts';
import { readQuantity, sameQuantity } from './quantity.ts';
import { normalSql } from './sql-text.ts';

/**
 * Reflexive and symmetric. Not transitive for numbers: a number without a unit equals both `$5`
 * and `5 cents`, which differ.
 *
 * - numeric: equal within a relative 1e-9; `5 cents` is `$0.05`, since both name money. What is no
 *   number is compared as LaTeX text.
 * - label: case apart. exact: white space, case and punctuation around it apart.
 * - mathematics: proven to be the same without a library; what cannot be told counts as different.
 * - sql: white space, comments, case outside quotes and the last semicolon apart.
 * - text and translation: white space apart. json: equal by value; the order of keys does not count.
 */
export function sameAnswer(a: string, b: string, question: { readonly grader: AnyGrader }): boolean {
  if (a === b) return true;
  const known = told.get(question) ?? new Map<string, boolean>();
  told.set(question, known);
  const pair = `${a.length} ${a}${b}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const now = compared(a, b, question.grader);
  if (known.size < MOST_TOLD && pair.length < LONGEST_TOLD) known.set(pair, now);
  return now;
}

/** The rounds of a run give few different answers, which are compared again and again. */
const told = new WeakMap<object, Map<string, boolean>>();
const MOST_TOLD = 500;
/** Characters. */
const LONGEST_TOLD = 20_000;

function compared(a: string, b: string, grader: AnyGrader): boolean {
  switch (grader) {
    case 'numeric':
      return sameNumber(a, b);
    case 'mathematics':
      return spaced(a) === spaced(b) || sameMathematicsNow(a, b) === true;
    case 'label':
      return caseless(a) === caseless(b);
    case 'exact':
      return withoutPunctuation(caseless(a)) === withoutPunctuation(caseless(b));
    case 'sql':
      return normalSql(a) === normalSql(b);
    case 'json':
      return spaced(a) === spaced(b) || sameJson(a, b);
    case 'text':
    case 'command':
    case 'judge':
    case 'translation':
      return spaced(a) === spaced(b);
  }
}

function sameJson(a: string, b: string): boolean {
  const x = canonicalOf(a);
  return x !== undefined && x === canonicalOf(b);
}

function sameNumber(a: string, b: string): boolean {
  const x = readQuantity(a);
  const y = readQuantity(b);
  if (x && y) return sameQuantity(x, y);
  return !x && !y && mathText(a) === mathText(b);
}

function mathText(text: string): string {
  return plainMath(text).replace(/[\s$]/g, '').replace(/\.$/, '');
}

function spaced(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function caseless(text: string): string {
  return spaced(text.normalize('NFC')).toLowerCase();
}

const OPENING = new Set('"\'“‘«„*_`¿¡');
const CLOSING = new Set('"\'”’»“*_`.,;:!?…');
const PAIRS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** A sign that means something at the front (.5, -1) stays, and so does a text of nothing but signs. */
function withoutPunctuation(text: string): string {
  let from = 0;
  let to = text.length;
  for (let stripped = true; stripped && from < to; ) {
    const [first = '', last = ''] = [text[from], text[to - 1]];
    stripped = true;
    if (CLOSING.has(last) || last === ' ') to--;
    else if (OPENING.has(first) || first === ' ') from++;
    else if (to - from > 1 && PAIRS.get(first) === last) {
      from++;
      to--;
    } else stripped = false;
  }
  return from < to ? text.slice(from, to) : text;
}
