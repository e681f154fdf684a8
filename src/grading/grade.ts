/** What `answer.graded` says of an answer: what was found, whether it is right, and how anyone can tell. */
import type { Question } from '../run/question.ts';
import { sameAnswer } from './equal.ts';
import { type Ending, findAnswer, type NoAnswer } from './extract.ts';
import { lastNumber } from './final-number.ts';

export interface GradedAnswer {
  /** `null` when no final answer was found. */
  extracted: string | null;
  /** `null` when nobody can say. */
  correct: boolean | null;
  /** For graders with degrees; none of these has them. */
  score?: number | null;
  /** How it was found and compared, in a few words for the screen. */
  method: string;
}

export type Gradable = Pick<Question, 'grader' | 'labels' | 'reference'>;

/**
 * Grades the text of a finished answer. Without a reference, and for translations and other texts,
 * `correct` is always `null`. A whole text without a final answer is wrong where there is a right
 * one; an empty text, a text that is cut off and a choice between several are not judged.
 */
export function gradeAnswer(text: string, question: Gradable, ending: Ending = 'whole'): GradedAnswer {
  const found = findAnswer(text, question, ending);
  const references = (question.reference ?? []).filter(reference => reference.trim() !== '');
  const isGraded = references.length > 0 && question.grader !== 'text';
  if (typeof found === 'string') {
    const isWrong = isGraded && question.grader !== 'sql' && found === 'absent' && ending === 'whole';
    return { extracted: null, correct: isWrong ? false : null, method: reasonFor(found, ending) };
  }
  const { value, method } = found;
  if (!isGraded) {
    const reason = question.grader === 'text' ? 'texts are not graded' : 'no reference';
    return { extracted: value, correct: null, method: `${method}, ${reason}` };
  }
  const isSame = references.some(reference => sameAnswer(value, reference, question));
  if (question.grader === 'sql' && !isSame) {
    return {
      extracted: value,
      correct: null,
      method: `${method}, not the reference word for word: only running it could tell`,
    };
  }
  const doubt = isSame ? '' : doubtOf(text, references, question);
  return { extracted: value, correct: isSame, method: `${method}, ${COMPARED[question.grader]}${doubt}` };
}

const COMPARED: Record<Question['grader'], string> = {
  numeric: 'compared as a number',
  label: 'compared as a label',
  exact: 'compared as a word',
  sql: 'the reference word for word',
  text: 'compared as a text',
};

function reasonFor(reason: NoAnswer, ending: Ending): string {
  if (reason === 'empty') return 'no answer found: the reply is empty';
  if (reason === 'cut' || ending === 'cut') return 'no answer found: the text is cut off';
  if (reason === 'ambiguous') return 'no answer found: the text names several';
  return 'no answer found';
}

/** A wrong grade may be the grader's mistake: the text may end in the right number all the same. */
function doubtOf(text: string, references: readonly string[], question: Gradable): string {
  if (question.grader !== 'numeric') return '';
  const last = lastNumber(text);
  const isRight = last !== undefined && references.some(reference => sameAnswer(last, reference, question));
  return isRight ? '; but the last number is right' : '';
}
