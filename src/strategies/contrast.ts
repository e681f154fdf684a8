/**
 * The words of contrastive reflection: the perspectives, what is asked about their answers, and how the
 * reply is read (after Zhang et al., Self-Contrast; the words are our own). Pure.
 */
import type { Verdict } from './judge.ts';

interface Perspective {
  readonly name: string;
  /** Stands behind the question. */
  readonly approach: string;
}

/** The first is the one whose conversation goes on. None of them says what the answer is like. */
export const PERSPECTIVES: readonly Perspective[] = [
  {
    name: 'directly',
    approach: 'Work it out directly, one step after the other.',
  },
  {
    name: 'backwards',
    approach:
      'Work backwards: first write down everything that a right answer has to satisfy, then find the answer that satisfies all of it, and check each point.',
  },
  {
    name: 'by an example',
    approach:
      'Begin with a small concrete example or a special case of it and work that out; then carry the same steps over to the question itself.',
  },
  {
    name: 'by another method',
    approach:
      'Name two methods that could answer it. Use the one that is less usual, and say at each step why it is allowed.',
  },
  {
    name: 'word by word',
    approach:
      'First say in your own words what is given and what exactly is asked, word by word, and which readings are possible; then answer the reading that fits the words best.',
  },
];

/** What is asked about the attempts. It does not say that there are any discrepancies. */
export function contrastTurn(question: string, attempts: readonly string[], points: number): string {
  return [
    'Below are a question and several attempts at it, each made alone and in another way. Compare them: where do they contradict each other in a fact, a step, a reading of the question or the final answer? What is only worded or ordered differently is no discrepancy.',
    `<question>\n${question}\n</question>`,
    ...attempts.map(quoted),
    `List the discrepancies, ${points} at most, those that matter most to the final answer first. For each one say which attempts say what, and what would have to be checked to settle it. Do not settle it yourself.`,
    'End with one line and nothing after it: "Discrepancies: " and how many you listed, 0 where the attempts do not contradict each other.',
  ].join('\n\n');
}

function quoted(text: string, index: number): string {
  return `<attempt number="${index + 1}">\n${text}\n</attempt>`;
}

/** `pass`: nothing contradicts; `fail`: something does; `unknown` where the reply does not say how many. */
export function readContrast(text: string): Verdict {
  const counts = /^[\s>*_#-]*discrepanc(?:y|ies)[\s*_:=-]+(?:(\d+)\b|(?:none|no|zero)[\s*_.!]*$)/gim;
  const last = [...text.matchAll(counts)].at(-1);
  if (!last) return 'unknown';
  return Number(last[1] ?? 0) === 0 ? 'pass' : 'fail';
}

/** What is put before lane 0: the other attempts with what was said of them, and what it is asked to do. */
export function reviseByContrastTurn(
  others: readonly string[],
  discrepancies: string,
): { readonly feedback: string; readonly turn: string } {
  const found = [
    'All attempts were compared. This is what was found:',
    `<discrepancies>\n${discrepancies}\n</discrepancies>`,
  ];
  return {
    feedback: [
      'Other attempts at the same question, each made alone and in another way:',
      ...others.map(quoted),
      ...(discrepancies.trim() === '' ? [] : found),
    ].join('\n\n'),
    turn: 'Settle each point on which the attempts differ by working it out from the question itself; how many attempts say a thing does not make it right. Then state your answer at the end, in the form that the question asks for.',
  };
}
