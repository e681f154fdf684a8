/** Question sets as text: reads and checks them, and lists them for other programs. Touches no disk. */
import { z } from 'zod';
import { Question } from '../run/question.ts';

/** What is wrong with a question file, for the person who wrote it. */
export interface QuestionsError {
  readonly name: 'QuestionsError';
  readonly file: string;
  /** The entry that is wrong, counted from 1, with its id where it has one. Absent when the file as a whole is. */
  readonly entry?: string;
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
  const json = parseJson(text);
  if (!json.ok)
    return failure(file, undefined, `is not JSON: ${json.reason}`, `${FORM} A JSON checker finds the place.`);
  const entries = json.value;
  if (!Array.isArray(entries)) return failure(file, undefined, 'is not a JSON array of questions', FORM);
  if (entries.length === 0) return failure(file, undefined, 'has no questions in it', FORM);
  const questions: Question[] = [];
  const places = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const checked = Question.safeParse(entry);
    const name = nameOf(entry, index);
    if (!checked.success) return failure(file, name, problemOf(checked.error), FORM);
    const { id } = checked.data;
    const earlier = places.get(id);
    if (earlier !== undefined)
      return failure(
        file,
        name,
        `has the same id as entry ${earlier}`,
        'Give each question an id of its own.',
      );
    const strayed = strayReference(checked.data);
    if (strayed !== undefined)
      return failure(
        file,
        name,
        `has the reference "${strayed}", which is none of its labels`,
        'Write the reference as it stands in "labels", or add it there.',
      );
    places.set(id, index + 1);
    questions.push(checked.data);
  }
  return { ok: true, questions };
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

/** The error for a file or one of its entries; `what` continues the sentence that names it. */
export function failure(file: string, entry: string | undefined, what: string, remedy: string): Questions {
  const message = entry === undefined ? `${file} ${what}.` : `${file}: entry ${entry} ${what}.`;
  return {
    ok: false,
    error: { name: 'QuestionsError', file, ...(entry !== undefined && { entry }), message, remedy },
  };
}

const FORM =
  'A question file is a JSON array of objects with "id" and "text", and where wanted "title", "domain", "reference" (a list), "grader" (numeric, label, exact, sql or text) and "labels".';

type Json = { ok: true; value: unknown } | { ok: false; reason: string };

function parseJson(text: string): Json {
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    return { ok: true, value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function nameOf(entry: unknown, index: number): string {
  const id = z.object({ id: z.string().min(1) }).safeParse(entry);
  return id.success ? `${index + 1} ("${id.data.id}")` : `${index + 1}`;
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'is no question';
  const field = issue.path.join('.');
  return field === '' ? `is no question: ${issue.message}` : `has a wrong "${field}": ${issue.message}`;
}

function strayReference({ grader, labels, reference }: Question): string | undefined {
  if (grader !== 'label' || !labels) return undefined;
  const known = new Set(labels.map(label => label.trim().toLowerCase()));
  return reference?.find(label => !known.has(label.trim().toLowerCase()));
}
