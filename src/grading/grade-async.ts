/** Grades that take longer: mathematics with a prover, and the scores of translations. */
import type { Question } from '../run/question.ts';
import { chrf } from './chrf.ts';
import { type Ending, findAnswer } from './extract.ts';
import {
  anyOf,
  type Gradable,
  type GradedAnswer,
  gradeAnswer,
  mathematicsGrade,
  referencesOf,
} from './grade.ts';
import { type Prover, sameMathematics } from './maths/same.ts';
import { meteor } from './meteor.ts';

export type GradableAsync = Gradable &
  Partial<Pick<Question, 'domain' | 'text'>> & { readonly language?: unknown };

/**
 * Like `gradeAnswer`, with two more: mathematics asks the prover where exact arithmetic cannot tell,
 * and a translation gets its METEOR as `score`, from 0 to 1, with chrF2 in `method`. A translation is
 * never `correct` or wrong: no figure says where good begins.
 */
export async function gradeAnswerAsync(
  text: string,
  question: GradableAsync,
  ending: Ending = 'whole',
  prove?: Prover,
): Promise<GradedAnswer> {
  const references = referencesOf(question);
  if (isTranslation(question) && references.length > 0) return translationGrade(text, question, ending);
  const grade = gradeAnswer(text, question, ending);
  if (question.grader !== 'mathematics' || !prove || grade.extracted === null || grade.correct !== null)
    return grade;
  const found = findAnswer(text, question, ending);
  if (typeof found === 'string' || references.length === 0) return grade;
  const verdicts = await Promise.all(references.map(one => sameMathematics(found.value, one, prove)));
  return mathematicsGrade(text, found, references, anyOf(verdicts));
}

function isTranslation({ grader, domain }: GradableAsync): boolean {
  return grader === 'translation' || (grader === 'text' && domain === 'translation');
}

function translationGrade(text: string, question: GradableAsync, ending: Ending): GradedAnswer {
  const grade = gradeAnswer(text, question, ending);
  const found = findAnswer(text, question, ending);
  if (typeof found === 'string') return grade;
  const references = referencesOf(question);
  const language = languageOf(question);
  const score = meteor(found.value, references, { language });
  const characters = chrf(found.value, references);
  const kind = language === undefined ? 'METEOR without stems' : 'METEOR';
  return {
    ...grade,
    score: Math.round(score * 1e4) / 1e4,
    method: `${found.method}, ${kind} ${score.toFixed(3)}, chrF2 ${characters.toFixed(1)}`,
  };
}

/** The language of the translation: the question's `language`, or the one that its text asks for. */
export function languageOf({ language, text = '' }: GradableAsync): string | undefined {
  if (typeof language === 'string' && language !== '') return language;
  const asked =
    /\b(?:in)?to (English|German|French|Spanish|Italian|Portuguese|Dutch|Romanian|Chinese)\b/.exec(
      text.slice(0, 2000),
    )?.[1];
  return asked === undefined ? undefined : CODES[asked];
}

const CODES: Readonly<Record<string, string>> = {
  English: 'en',
  German: 'de',
  French: 'fr',
  Spanish: 'es',
  Italian: 'it',
  Portuguese: 'pt',
  Dutch: 'nl',
  Romanian: 'ro',
  Chinese: 'zh',
};
