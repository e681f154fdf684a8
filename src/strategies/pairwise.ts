/** Which of two answers is the better one: what is asked, and how the reply is read. Pure. */
import { lastSaid } from './said-json.ts';

export interface Comparison {
  readonly better: 'first' | 'second' | 'unknown';
  /** Why; empty where nothing was said. */
  readonly reason: string;
}

/** What the comparing model is asked. The reference is never part of it, nor are scores. */
export function compareTurn(question: string, first: string, second: string): string {
  return [
    'Compare the two answers below to the question below. Find where they part, and work that step out yourself from the question. The order in which they stand, their length and their style say nothing about which is right.',
    `<question>\n${question}\n</question>`,
    `<answer-a>\n${first}\n</answer-a>`,
    `<answer-b>\n${second}\n</answer-b>`,
    'End with one line of JSON and nothing after it: {"better": "A" or "B", "reason": "one or two sentences: the step at which they part, and which of them is right there"}',
  ].join('\n\n');
}

/** Whatever cannot be told for sure is `unknown`. */
export function readComparison(text: string): Comparison {
  const said = lastSaid(text, 'better');
  if (said) return { better: sideOf(said.word.replace(/^answer[ _-]*/i, '')), reason: said.reason };
  const lines = [...text.matchAll(/^[\s>*_#-]*better[\s*_:=-]+(?:answer[\s*_-]*)?([a-z]+)[\s*_.!]*$/gim)];
  const last = lines.at(-1);
  return last?.[1] === undefined
    ? { better: 'unknown', reason: '' }
    : { better: sideOf(last[1]), reason: text.slice(0, last.index).trim() };
}

function sideOf(word: string): Comparison['better'] {
  const side = word.toLowerCase();
  if (side === 'a') return 'first';
  return side === 'b' ? 'second' : 'unknown';
}
