/**
 * The thread that the founding study measured caching on, as a model of few numbers: calls of one
 * growing thread, all of it cached. Source: aws-samples/sample-genai-reflection-for-bedrock,
 * examples/profiling/sonnet37_caching.txt (commit d6d1f0a): Claude 3.7 Sonnet, one prompt of 4,757
 * bytes, three repeats; the token counts are fitted to it.
 */
import { addUsage, cost, costWithoutCache, NO_USAGE } from '../cost.ts';
import type { Price, Tokens, Usage, Usd } from '../price.ts';

const PROMPT: Tokens = 1_100;
const ANSWER: Tokens = 573;
const REFLECT_TEXT: Tokens = 30;

/** What the study measured with its own cost formula: reflections, and the share saved. */
export const MEASURED: readonly (readonly [reflections: number, saving: number])[] = [
  [1, 0.098],
  [2, 0.21],
  [3, 0.286],
];

/** Claude 3.7 Sonnet on Bedrock; a one-hour write is not offered. */
export const REAL_PRICE: Price = {
  model: 'us.anthropic.claude-3-7-sonnet-20250219-v1:0',
  input: 3,
  output: 15,
  cacheRead: 0.3,
  cacheWrite5m: 3.75,
  cacheWrite1h: null,
  asOf: '2026-07-24',
  source: 'the price table of this program',
};

/** The study took a write for plain input. */
export const STUDY_PRICE: Price = { ...REAL_PRICE, cacheWrite5m: 3, source: 'the code of the study' };

export interface StudyRun {
  readonly withoutCache: Usd;
  readonly withCache: Usd;
  /** The share that caching saved; below zero when it cost more. */
  readonly saving: number;
}

export function studyRun(
  reflections: number,
  price: Price,
  { repeatQuestion = true }: { readonly repeatQuestion?: boolean } = {},
): StudyRun {
  const usage = callsOf(reflections, repeatQuestion).reduce(addUsage, NO_USAGE);
  const withoutCache = costWithoutCache(usage, price) ?? Number.NaN;
  const withCache = cost(usage, price) ?? Number.NaN;
  return { withoutCache, withCache, saving: (withoutCache - withCache) / withoutCache };
}

/** Each call reads the prompt of the one before, and writes what came since. */
function callsOf(reflections: number, repeatQuestion: boolean): Usage[] {
  const grows = ANSWER + REFLECT_TEXT + (repeatQuestion ? PROMPT : 0);
  return Array.from({ length: reflections + 1 }, (_, round) => ({
    ...NO_USAGE,
    output: ANSWER,
    cacheRead: round === 0 ? 0 : PROMPT + (round - 1) * grows,
    cacheWrite5m: round === 0 ? PROMPT : grows,
  }));
}
