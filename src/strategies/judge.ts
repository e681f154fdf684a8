/**
 * A judge: another call that says whether an answer is right. What it must do is asked for in words and
 * read tolerantly, because not every model of Bedrock takes a temperature, a forced tool or a JSON mode.
 */
import { lastSaid } from './said-json.ts';

export type Verdict = 'pass' | 'fail' | 'unknown';

export interface Judgement {
  readonly verdict: Verdict;
  /** Why, in the judge's words; empty where it gave none. */
  readonly reason: string;
}

/** What the judge is asked. The reference is never part of it. */
export function judgeTurn(question: string, answer: string): string {
  return [
    'Judge whether the answer below to the question below is right. Work the question out yourself first, step by step, before you look at how the answer does it.',
    `<question>\n${question}\n</question>`,
    `<answer>\n${answer}\n</answer>`,
    'End with one line of JSON and nothing after it: {"verdict": "pass" or "fail", "reason": "one or two sentences: the first step that is wrong, or why the answer holds"}',
  ].join('\n\n');
}

/** The judgement in a judge's text. Whatever cannot be told for sure is `unknown`. */
export function readJudgement(text: string): Judgement {
  return fromJson(text) ?? fromWords(text) ?? { verdict: 'unknown', reason: '' };
}

/** The last object that has a verdict, fenced or not. */
function fromJson(text: string): Judgement | undefined {
  const said = lastSaid(text, 'verdict');
  return said && { verdict: verdictOf(said.word), reason: said.reason };
}

/** `Verdict: pass`, alone on a line, the last one. */
function fromWords(text: string): Judgement | undefined {
  const lines = [...text.matchAll(/^[\s>*_#-]*verdict[\s*_:=-]+([a-z]+)[\s*_.!]*$/gim)];
  const last = lines.at(-1);
  if (last?.[1] === undefined) return undefined;
  const reason = text.slice(0, last.index).trim();
  return { verdict: verdictOf(last[1]), reason };
}

function verdictOf(word: string): Verdict {
  switch (word.toLowerCase()) {
    case 'pass':
    case 'passed':
    case 'correct':
    case 'right':
      return 'pass';
    case 'fail':
    case 'failed':
    case 'incorrect':
    case 'wrong':
      return 'fail';
    default:
      return 'unknown';
  }
}

/** What several judgements of one answer come to: one that was not given unanimously is not stable. */
export function together(judgements: readonly Judgement[]): Judgement {
  const [first] = judgements;
  if (!first) return { verdict: 'unknown', reason: '' };
  const isStable = judgements.every(({ verdict }) => verdict === first.verdict);
  if (isStable) return first;
  const against = judgements.find(({ verdict }) => verdict === 'fail');
  const counts = judgements.filter(({ verdict }) => verdict === 'pass').length;
  const words = `The judge was not of one mind: ${counts} of ${judgements.length} say pass.`;
  return { verdict: 'unknown', reason: [words, against?.reason ?? ''].filter(Boolean).join('\n\n') };
}
