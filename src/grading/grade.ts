/** What `answer.graded` says of an answer: what was found, whether it is right, and how anyone can tell. */
import type { Question } from '../run/question.ts';
import { doubtOf } from './doubts.ts';
import { sameAnswer } from './equal.ts';
import { type Ending, type Extracted, findAnswer, type NoAnswer } from './extract.ts';
import { jsonGrade } from './grade-json.ts';
import type { AnyGrader } from './graders.ts';
import { sameMathematicsNow, type Verdict } from './maths/same.ts';

export interface GradedAnswer {
  /** `null` when no final answer was found. */
  extracted: string | null;
  /** `null` when nobody can say. */
  correct: boolean | null;
  /** For graders with degrees: translations have one. */
  score?: number | null;
  /** How it was found and compared, in a few words for the screen. */
  method: string;
}

export type Gradable = Pick<Question, 'labels' | 'reference' | 'schema'> & { readonly grader: AnyGrader };

/**
 * Grades the text of a finished answer. Without a reference, and for translations and other texts,
 * `correct` is always `null`. A whole text without a final answer is wrong where there is a right
 * one; an empty text, a text that is cut off and a choice between several are not judged.
 *
 * Mathematics that cannot be told without more work is `null` here, and translations have no score:
 * see `gradeAnswerAsync`.
 */
export function gradeAnswer(text: string, question: Gradable, ending: Ending = 'whole'): GradedAnswer {
  const found = findAnswer(text, question, ending);
  const references = referencesOf(question);
  const isGraded = references.length > 0 && !isUngraded(question.grader);
  if (typeof found === 'string') {
    const isWrong = isGraded && question.grader !== 'sql' && found === 'absent' && ending === 'whole';
    return { extracted: null, correct: isWrong ? false : null, method: reasonFor(found, ending) };
  }
  const { value, method } = found;
  if (question.grader === 'json') return jsonGrade(found, references, question.schema);
  if (!isGraded) {
    const reason = isUngraded(question.grader) ? 'texts are not graded' : 'no reference';
    return { extracted: value, correct: null, method: `${method}, ${reason}` };
  }
  if (question.grader === 'mathematics') {
    const verdict = anyOf(references.map(reference => sameMathematicsNow(value, reference)));
    return mathematicsGrade(text, found, references, verdict);
  }
  const isSame = references.some(reference => sameAnswer(value, reference, question));
  if (question.grader === 'sql' && !isSame) {
    return {
      extracted: value,
      correct: null,
      method: `${method}, not the reference word for word: only running it could tell`,
    };
  }
  const doubt = isSame ? '' : doubtOf(text, value, references, question);
  return { extracted: value, correct: isSame, method: `${method}, ${COMPARED[question.grader]}${doubt}` };
}

/** The references that say anything. */
export function referencesOf({ reference }: Gradable): string[] {
  return (reference ?? []).filter(one => one.trim() !== '');
}

/** What is said of mathematics when it is known whether it is the same as one of the references. */
export function mathematicsGrade(
  text: string,
  { value, method }: Extracted,
  references: readonly string[],
  verdict: Verdict,
): GradedAnswer {
  const doubt = verdict === true ? '' : doubtOf(text, value, references, { grader: 'mathematics' });
  const compared = verdict === undefined ? 'could not be proven equal or different' : COMPARED.mathematics;
  return { extracted: value, correct: verdict ?? null, method: `${method}, ${compared}${doubt}` };
}

/** One proof is enough; a reference that nobody can compare leaves the grade open. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

function isUngraded(grader: AnyGrader): boolean {
  return grader === 'text' || grader === 'translation' || grader === 'command' || grader === 'judge';
}

const COMPARED: Record<AnyGrader, string> = {
  numeric: 'compared as a number',
  mathematics: 'compared as mathematics',
  label: 'compared as a label',
  exact: 'compared as a word',
  sql: 'the reference word for word',
  text: 'compared as a text',
  command: 'looked at by a command',
  judge: 'looked at by a judge',
  translation: 'compared as a text',
  json: 'compared as JSON',
};

function reasonFor(reason: NoAnswer, ending: Ending): string {
  if (reason === 'empty') return 'no answer found: the reply is empty';
  if (reason === 'cut' || ending === 'cut') return 'no answer found: the text is cut off';
  if (reason === 'ambiguous') return 'no answer found: the text names several';
  return 'no answer found';
}
