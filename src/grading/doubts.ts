/**
 * A wrong grade may be the grader's mistake: the right answer may stand in the text all the same.
 * Says so where it stands at the end, which is where answers stand; changes no grade.
 */
import { withoutConfidence } from './confidence.ts';
import { sameAnswer } from './equal.ts';
import type { Graded } from './extract.ts';
import { lastFormula } from './final-formula.ts';
import { lastNumber } from './final-number.ts';
import { labelLastNamed } from './labels.ts';
import { sameMathematicsNow } from './maths/same.ts';

/** What is added to the method of a wrong grade: empty, or `; but ...`. */
export function doubtOf(
  text: string,
  extracted: string,
  references: readonly string[],
  question: Graded,
): string {
  switch (question.grader) {
    case 'numeric':
      return isOneOf(lastNumber(withoutConfidence(text)), references, question)
        ? '; but the last number is right'
        : '';
    case 'mathematics':
      return mathematicsDoubt(text, references);
    case 'label':
      return isOneOf(labelAtEnd(text, question), references, question)
        ? '; but the last label named is right'
        : '';
    case 'exact':
      return exactDoubt(text, extracted, references);
    default:
      return '';
  }
}

function isOneOf(answer: string | undefined, references: readonly string[], question: Graded): boolean {
  return answer !== undefined && references.some(reference => sameAnswer(answer, reference, question));
}

function mathematicsDoubt(text: string, references: readonly string[]): string {
  const isRight = (answer: string | undefined) =>
    answer !== undefined && references.some(reference => sameMathematicsNow(answer, reference) === true);
  if (isRight(lastFormula(text))) return '; but the last formula is right';
  return isRight(lastNumber(text)) ? '; but the last number is right' : '';
}

function labelAtEnd(text: string, { labels = [] }: Graded): string | undefined {
  const last = labelLastNamed(text, labels);
  return last?.kind === 'chosen' ? last.label : undefined;
}

/** The right word inside what was taken, or in the last line. */
function exactDoubt(text: string, extracted: string, references: readonly string[]): string {
  if (references.some(reference => names(extracted, reference)))
    return '; but what was taken has the right word in it';
  const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
  return references.some(reference => names(lastLine, reference))
    ? '; but the last line has the right word in it'
    : '';
}

/** Whether a text has these words in it, whole, whatever their case. */
function names(text: string, words: string): boolean {
  const [inside, wanted] = [fold(text), fold(words)];
  return wanted.trim() !== '' && inside.includes(wanted);
}

function fold(text: string): string {
  return ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()} `;
}
