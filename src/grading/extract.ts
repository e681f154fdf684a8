/**
 * The short final answer in the text of an answer. Knows the kinds of question, not the right
 * answer: what it finds must not depend on the reference.
 */

import type { Question } from '../run/question.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { withoutConfidence } from './confidence.ts';
import { formulaInBold, formulaLabelled, formulaMarked, lastFormula } from './final-formula.ts';
import { lastResult, numberInBold, numberLabelled, numberMarked } from './final-number.ts';
import type { AnyGrader } from './graders.ts';
import { searchJson } from './json-answer.ts';
import { labelLastNamed, labelStated } from './labels.ts';
import { findSql } from './sql-text.ts';
import { bare, labelled, lastBox, lastTag, type Stated } from './stated.ts';

export type ExtractionMethod =
  | 'in a box'
  | 'in tags'
  | 'after a label'
  | 'in bold'
  | 'last equation'
  | 'last number'
  | 'last formula'
  | 'last label named'
  | 'SQL block'
  | 'code block'
  | 'SQL in tags'
  | 'bare SQL'
  | 'JSON block'
  | 'bare JSON'
  | 'whole answer';

export interface Extracted {
  readonly value: string;
  readonly method: ExtractionMethod;
}

/** Why there is none: nothing there, cut off before it was said, or several and none chosen. */
export type NoAnswer = 'empty' | 'cut' | 'ambiguous' | 'absent';

/**
 * Whether the text is known to be unfinished (still streaming, or the token limit was reached).
 * Of a cut text only what it states counts: its last number is not its answer.
 */
export type Ending = 'whole' | 'cut';

export type Graded = Pick<Question, 'labels'> & { readonly grader: AnyGrader };

/**
 * The final answer in a text, or `undefined` when there is none or nobody could say which it is.
 * Never throws; linear in the length of the text.
 */
export function extractAnswer(
  text: string,
  question: Graded,
  ending: Ending = 'whole',
): Extracted | undefined {
  const found = findAnswer(text, question, ending);
  return typeof found === 'string' ? undefined : found;
}

/** Like `extractAnswer`, with the reason when there is none. */
export function findAnswer(said: string, question: Graded, ending: Ending = 'whole'): Extracted | NoAnswer {
  const text = withoutConfidence(said);
  if (text.trim() === '') return 'empty';
  switch (question.grader) {
    case 'numeric':
      return findNumber(text, ending);
    case 'mathematics':
      return findMathematics(text, ending);
    case 'label':
      return question.labels?.length ? findLabel(text, question.labels, ending) : findShort(text, ending);
    case 'exact':
      return findShort(text, ending);
    case 'sql':
      return findQuery(text, ending);
    case 'json':
      return findValue(said, text, ending);
    case 'text':
    case 'command':
    case 'judge':
      return findStated(text) ?? findText(text, ending);
    case 'translation':
      return findText(text, ending);
  }
}

const ANSWER = ['(?:final )?answer', 'final result'];
/** A question of mathematics may have several answers. */
const ANSWERS = [...ANSWER, '(?:final )?answers', 'solutions(?=:| are\\b)', 'solution set(?= is\\b)'];
const LABELS = [
  ...ANSWER,
  'answer choice',
  'choice',
  'option',
  'sentiment',
  'label',
  'class',
  'classification',
  'category',
  'verdict',
  'prediction',
];
const TAGS = ['answer', 'final_answer', 'final'];

type Read<T> = (content: string) => T | undefined;

/**
 * Asks the places where an answer is stated, the surest first; `read` makes an answer of what stands
 * there. A text that ends inside such a place states nothing: what it said before may no longer hold.
 */
function fromStated<T>(
  text: string,
  nouns: readonly string[],
  read: { marked: Read<T>; labelled: Read<T> },
): { value: T; method: ExtractionMethod } | 'cut' | undefined {
  const marked: [Stated | undefined, ExtractionMethod][] = [
    [lastBox(text), 'in a box'],
    [lastTag(text, TAGS), 'in tags'],
  ];
  for (const [stated, method] of marked) {
    if (stated?.kind === 'cut') return 'cut';
    const value = stated && read.marked(stated.text);
    if (value !== undefined) return { value, method };
  }
  for (const stated of labelled(text, nouns).reverse()) {
    if (stated.kind === 'cut') return 'cut';
    const value = read.labelled(stated.text);
    if (value !== undefined) return { value, method: 'after a label' };
  }
  return undefined;
}

function findNumber(text: string, ending: Ending): Extracted | NoAnswer {
  const stated = fromStated(text, ANSWER, { marked: numberMarked, labelled: numberLabelled });
  if (stated) return stated;
  const bold = numberInBold(text);
  if (bold) return { value: bold.text, method: 'in bold' };
  const last = ending === 'whole' ? lastResult(text) : undefined;
  return last ?? 'absent';
}

/** A short reply that is no sentence is an answer on its own. */
function findMathematics(text: string, ending: Ending): Extracted | NoAnswer {
  const stated = fromStated(text, ANSWERS, { marked: formulaMarked, labelled: formulaLabelled });
  if (stated) return stated;
  const bold = formulaInBold(text);
  if (bold !== undefined) return { value: bold, method: 'in bold' };
  if (ending === 'cut') return 'absent';
  const reply = text.trim();
  if (reply.length <= SHORT_REPLY && !/\n|\p{L}{3,}\s+\p{L}{2,}/u.test(reply)) {
    return { value: bare(reply) || reply, method: 'whole answer' };
  }
  const formula = lastFormula(text);
  return formula === undefined ? (lastResult(text) ?? 'absent') : { value: formula, method: 'last formula' };
}

function findLabel(text: string, labels: readonly string[], ending: Ending): Extracted | NoAnswer {
  const stated = fromStated(text, LABELS, {
    marked: content => labelStated(content, labels),
    labelled: content => labelStated(content.split(/(?<=[.!?])\s/, 1)[0] ?? '', labels),
  });
  if (stated === 'cut') return 'cut';
  const method = stated?.method ?? 'last label named';
  const choice = stated?.value ?? (ending === 'whole' ? labelLastNamed(text, labels) : undefined);
  if (!choice || choice.kind === 'none') return 'absent';
  return choice.kind === 'chosen' ? { value: choice.label, method } : 'ambiguous';
}

/** A whole reply of one short line is an answer on its own. */
const SHORT_REPLY = 80;

function findShort(text: string, ending: Ending): Extracted | NoAnswer {
  const marked = (content: string) => bare(content) || undefined;
  const afterLabel = (content: string) =>
    bare(content.split(/(?<=\p{Ll}{4}[*_"”]{0,3})\.(?=\s\p{Lu})/u, 1)[0] ?? '') || undefined;
  const stated = fromStated(text, ANSWER, { marked, labelled: afterLabel });
  if (stated) return stated;
  const reply = text.trim();
  const isShort = ending === 'whole' && reply.length <= SHORT_REPLY && !reply.includes('\n');
  return isShort && bare(reply) ? { value: bare(reply), method: 'whole answer' } : 'absent';
}

function findQuery(text: string, ending: Ending): Extracted | NoAnswer {
  const found = findSql(text);
  if (found === 'cut') return 'cut';
  if (!found || (ending === 'cut' && found.method === 'bare SQL')) return 'absent';
  return { value: found.text, method: found.method };
}

/** A confidence may be a value of the JSON, so the text is read as it came first. */
function findValue(said: string, text: string, ending: Ending): Extracted | NoAnswer {
  const first = searchJson(said);
  const found = first === 'absent' ? searchJson(text) : first;
  if (found === 'cut') return ending === 'cut' ? 'cut' : 'absent';
  if (found === 'absent') return 'absent';
  const isOpen = ending === 'cut' && found.method === 'whole answer' && !/^[[{"]/.test(found.text);
  return isOpen ? 'absent' : { value: canonicalJson(found.value), method: found.method };
}

/** A short answer that a text states at its end in a box or on a line of its own: votes can be counted by it. */
function findStated(text: string): Extracted | undefined {
  const box = lastBox(text);
  if (box?.kind === 'found' && bare(box.text)) return { value: bare(box.text), method: 'in a box' };
  const line = text.trim().split('\n').at(-1) ?? '';
  const stated = /^[\s>*_#-]*(?:the )?(?:final )?answer(?: is)?[\s*_]*(?::|\bis\b)[\s*_]*(.+)$/i.exec(
    line,
  )?.[1];
  const value = stated === undefined ? '' : bare(stated);
  return value && value.length <= SHORT_REPLY ? { value, method: 'after a label' } : undefined;
}

function findText(text: string, ending: Ending): Extracted | NoAnswer {
  const tagged = lastTag(text, ['translation', ...TAGS]);
  if (tagged?.kind === 'cut') return 'cut';
  if (tagged) return { value: tagged.text, method: 'in tags' };
  const paragraph = labelledParagraph(text);
  if (paragraph) return { value: paragraph, method: 'after a label' };
  return ending === 'whole' ? { value: text.trim(), method: 'whole answer' } : 'absent';
}

/** A line such as "**Revised translation (German):** ...", or alone above its paragraph. */
const TRANSLATION =
  /^[#>*_ \t]{0,8}(?!(?:note|comment|explanation|original|previous|initial|first)\b)(?:(?:here|the|my|is|final|revised|corrected|improved|updated|\p{Lu}\p{Ll}{2,15}) ){0,5}translation(?: \([^()\n]{1,30}\)| (?:in|into|to) \p{L}{2,20})?[*_ \t]{0,4}:[*_]{0,3}/gimu;

function labelledParagraph(text: string): string | undefined {
  const label = [...text.matchAll(TRANSLATION)].at(-1);
  if (!label) return undefined;
  const rest = text.slice(label.index + label[0].length).trim();
  return rest.split(/\n[ \t]*\n/, 1)[0]?.trim() || undefined;
}
