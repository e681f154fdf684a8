/** Which question is asked: a bundled one by its id, one's own as text, or what comes in on standard input. */
import { text as readAll } from 'node:stream/consumers';
import type { Grader, Question } from '../run/question.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface QuestionFlags {
  readonly question?: string | undefined;
  readonly reference?: readonly string[] | undefined;
  readonly grader?: Grader | undefined;
  readonly labels?: readonly string[] | undefined;
}

export async function questionFrom(
  argument: string | undefined,
  flags: QuestionFlags,
  bundled: readonly Question[],
  stdin: NodeJS.ReadableStream,
): Promise<Question> {
  if (flags.question !== undefined) {
    if (argument !== undefined) {
      throw new CommandError(EXIT.usage, 'Give a question or --question ID, not both.');
    }
    const found = bundled.find(({ id }) => id === flags.question);
    if (found) return found;
    throw new CommandError(
      EXIT.usage,
      `There is no bundled question "${flags.question}". There are: ${bundled.map(({ id }) => id).join(', ')}.`,
    );
  }
  if (argument === undefined) {
    throw new CommandError(
      EXIT.usage,
      'Give a question in quotes, --question ID for a bundled one (reflectoscope questions lists them), or - to read it from standard input.',
    );
  }
  const text = (argument === '-' ? await readAll(stdin) : argument).trim();
  if (text === '') throw new CommandError(EXIT.usage, 'The question is empty.');
  return ownQuestion(text, flags, bundled);
}

/** A question of one's own; the text of a bundled one is that one. */
export function ownQuestion(
  text: string,
  { reference = [], grader, labels = [] }: QuestionFlags,
  bundled: readonly Question[],
): Question {
  const same = bundled.find(question => question.text.trim() === text);
  if (same && reference.length === 0 && !grader) return same;
  return {
    id: 'own-question',
    domain: 'your own',
    text,
    grader: grader ?? guessGrader(reference, labels),
    ...(reference.length > 0 && { reference: [...reference] }),
    ...(labels.length > 0 && { labels: [...labels] }),
  };
}

function guessGrader(reference: readonly string[], labels: readonly string[]): Grader {
  if (labels.length > 0) return 'label';
  if (reference.length === 0) return 'text';
  return reference.every(one => /^[^\p{L}]*\d[^\p{L}]*$/u.test(one)) ? 'numeric' : 'exact';
}
