/** Sums of six terms that nobody has to look up: made from a seed, with exact answers. */
import type { Question } from '../run/question.ts';
import { createRandom, drawWhole } from './random.ts';

/** The bands from which the six numbers are drawn, both ends included. */
export const ARITHMETIC_BANDS = {
  easy: [0, 50],
  medium: [250, 750],
  hard: [1000, 2000],
} as const;
export type Difficulty = keyof typeof ARITHMETIC_BANDS;

export interface ArithmeticOptions {
  readonly difficulty: Difficulty;
  /** How many; the first ones are the same whatever the count. */
  readonly count: number;
  /** A whole number; another seed gives other sums. */
  readonly seed: number;
}

/** `a + b * c + d - e * f`, the ids as `arithmetic-medium-7-003`. Throws on a count or seed that is no whole number. */
export function arithmeticQuestions({ difficulty, count, seed }: ArithmeticOptions): Question[] {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed has to be a whole number; it is ${seed}.`);
  if (!Number.isSafeInteger(count) || count < 0 || count > MOST)
    throw new RangeError(`The count has to be a whole number from 0 to ${MOST}; it is ${count}.`);
  const [low, high] = ARITHMETIC_BANDS[difficulty];
  const random = createRandom(`arithmetic ${difficulty} ${seed}`);
  const draw = () => drawWhole(random, low, high);
  return Array.from({ length: count }, (_, index) => {
    const [a, b, c, d, e, f] = [draw(), draw(), draw(), draw(), draw(), draw()];
    const place = String(index + 1).padStart(3, '0');
    return {
      id: `arithmetic-${difficulty}-${seed}-${place}`,
      title: `Six terms, ${difficulty}, ${place} of seed ${seed}`,
      domain: 'mathematics',
      text: `Work out ${a} + ${b} * ${c} + ${d} - ${e} * ${f} without a calculator. Show the two products and the sums, and put the result, a whole number, in <answer> tags.`,
      // At most some millions: exact in the numbers of JavaScript.
      reference: [String(a + b * c + d - e * f)],
      grader: 'numeric',
    };
  });
}

const MOST = 100_000;
