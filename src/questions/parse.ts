/** Question sets as text: reads and checks them, and lists them for other programs. Touches no disk. */
import type { Question } from '../run/question.ts';
import { type CheckedRow, createChecker, FORM } from './check.ts';
import { FileProblem, rowsOfJson } from './rows.ts';

/** What is wrong with a question file, for the person who wrote it. */
export interface QuestionsError {
  readonly name: 'QuestionsError';
  readonly file: string;
  /** The entry that is wrong, counted from 1, with its id where it has one. Absent when the file as a whole is. */
  readonly entry?: string;
  /** The line where that entry begins, counted from 1. */
  readonly line?: number;
  /** A sentence with the file and the entry in it. */
  readonly message: string;
  /** What would help. */
  readonly remedy: string;
}

export type Questions =
  | { readonly ok: true; readonly questions: Question[] }
  | { readonly ok: false; readonly error: QuestionsError };

/**
 * The questions of a JSON array. `file` is only named in the error. The first entry that is wrong
 * makes the whole set an error: a set with a hole would be counted as if it were whole.
 */
export function parseQuestions(text: string, file: string): Questions {
  const questions: Question[] = [];
  const check = createChecker('json');
  try {
    for (const row of rowsOfJson(text)) {
      const checked = check(row);
      if ('problem' in checked) return rowFailure(file, checked);
      questions.push(checked.question);
    }
  } catch (error) {
    return fileFailure(file, error);
  }
  return questions.length > 0 ? { ok: true, questions } : emptyFailure(file);
}

/** One question in the output of `reflectoscope questions --json`; every field is always there. */
export interface ListedQuestion {
  readonly id: string;
  /** The id where the question has no title. */
  readonly title: string;
  readonly domain: string;
  readonly text: string;
  /** Empty: nobody knows the answer. */
  readonly reference: readonly string[];
  readonly grader: Question['grader'];
}

/** The questions as other programs get them. The shape is public: fields may be added, none taken away. */
export function questionsJson(questions: readonly Question[]): ListedQuestion[] {
  return questions.map(({ id, title, domain, text, reference, grader }) => ({
    id,
    title: title ?? id,
    domain,
    text,
    reference: reference ?? [],
    grader,
  }));
}

/** The error for a file as a whole; `what` continues the sentence that names it. */
export function failure(file: string, what: string, remedy: string): Failure {
  return { ok: false, error: { name: 'QuestionsError', file, message: `${file} ${what}.`, remedy } };
}

export type Failure = Extract<Questions, { ok: false }>;

/** The error for one row: "mine.csv:14: entry 13 ("a") has no "text".". */
export function rowFailure(file: string, row: Extract<CheckedRow, { problem: string }>): Failure {
  const { line, entry, remedy } = row;
  return {
    ok: false,
    error: { name: 'QuestionsError', file, entry, line, message: rowMessage(file, row), remedy },
  };
}

export function rowMessage(file: string, row: Extract<CheckedRow, { problem: string }>): string {
  return `${file}:${row.line}: entry ${row.entry} ${row.problem}.`;
}

export function emptyFailure(file: string): Failure {
  return failure(file, 'has no questions in it', FORM);
}

/** The error for what stops the reading of a file's rows. Throws on what is no `FileProblem`. */
export function fileFailure(file: string, error: unknown): Failure {
  if (!(error instanceof FileProblem)) throw error;
  const isSyntax = /^is not (?:JSON|YAML): /.test(error.message);
  return failure(file, error.message, isSyntax ? `${FORM} A checker for the format finds the place.` : FORM);
}
