/** The scores of Inspect as grades: what is right, what is wrong, and what is only a number. Pure. */

import { type Fields, fieldsOf, numberIn, wordsIn } from '../text/unknown-json.ts';
import type { ImportedGrade } from './imported-run.ts';

/** Inspect's own: correct, incorrect, partially correct, no answer. */
const LETTERS: Readonly<Record<string, Pick<ImportedGrade, 'correct' | 'score'>>> = {
  C: { correct: true, score: 1 },
  I: { correct: false, score: 0 },
  P: { correct: null, score: 0.5 },
  N: { correct: false, score: 0 },
};

/** Those that say right or wrong come last: the last grade of a round is its mark. */
export function gradesOf(scores: unknown): ImportedGrade[] {
  const grades = Object.entries(fieldsOf(scores) ?? {}).flatMap(([name, score]) => {
    const fields = fieldsOf(score);
    return fields ? [gradeOf(name, fields)] : [];
  });
  return [
    ...grades.filter(({ correct }) => correct === null),
    ...grades.filter(({ correct }) => correct !== null),
  ];
}

export function gradeOf(name: string, score: Fields): ImportedGrade {
  const { value } = score;
  return {
    extracted: wordsIn(score.answer) ?? null,
    ...judged(value),
    method: `${name || 'a scorer'} of Inspect, ${valueWords(value)}`,
  };
}

function judged(value: unknown): Pick<ImportedGrade, 'correct' | 'score'> {
  if (typeof value === 'boolean') return { correct: value, score: value ? 1 : 0 };
  if (typeof value === 'string') return LETTERS[value.trim().toUpperCase()] ?? { correct: null };
  const score = numberIn(value);
  // In between, and beyond, nobody says from where on it is right.
  return score === undefined
    ? { correct: null }
    : { correct: score === 1 ? true : score === 0 ? false : null, score };
}

const LONGEST_VALUE = 40;

function valueWords(value: unknown): string {
  const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'no value');
  return words.length > LONGEST_VALUE ? `${words.slice(0, LONGEST_VALUE)}...` : words;
}
