/** Which question is asked: a bundled one by its id, one's own as text, or what comes in on standard input. */
import { text as readAll } from 'node:stream/consumers';
import { OWN_QUESTION_ID } from '../recorded/own-question.ts';
import type { Grader, Question } from '../run/question.ts';
import { bundledQuestion } from './bundled.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { jsonObjectIn } from './json-file.ts';
import { arithmeticFrom } from './question-set.ts';

export interface QuestionFlags {
  readonly question?: string | undefined;
  /** A generated one: the first of the questions. */
  readonly arithmetic?: string | undefined;
  readonly reference?: readonly string[] | undefined;
  readonly grader?: Grader | undefined;
  readonly labels?: readonly string[] | undefined;
  /** A file with the JSON Schema of the answer. */
  readonly schema?: string | undefined;
}

export async function questionFrom(
  argument: string | undefined,
  flags: QuestionFlags,
  bundled: readonly Question[],
  stdin: NodeJS.ReadableStream,
): Promise<Question> {
  const ways = [
    ...(argument === undefined ? [] : ['a question']),
    ...(flags.question === undefined ? [] : ['--question ID']),
    ...(flags.arithmetic === undefined ? [] : ['--arithmetic']),
  ];
  if (ways.length > 1) throw new CommandError(EXIT.usage, `Give ${ways.join(' or ')}, not both.`);
  if (flags.arithmetic !== undefined) return withFlags(arithmeticFrom(flags.arithmetic), flags);
  if (flags.question !== undefined) {
    return withFlags(bundledQuestion(flags.question, bundled), flags);
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
export function ownQuestion(text: string, flags: QuestionFlags, bundled: readonly Question[]): Question {
  const { reference = [], labels = [] } = flags;
  const same = bundled.find(question => question.text.trim() === text);
  if (same) return withFlags(same, flags);
  return withFlags(
    { id: OWN_QUESTION_ID, domain: 'your own', text, grader: guessGrader(reference, labels) },
    flags,
  );
}

/** What was said of the answer counts for a bundled question too. */
function withFlags(question: Question, flags: QuestionFlags): Question {
  const { reference, grader, labels, schema } = flags;
  const asked = {
    ...question,
    // An answer with a schema is JSON, unless it is said how it is graded.
    ...(schema !== undefined && { schema: jsonObjectIn(schema, '--schema'), grader: 'json' as const }),
    ...(grader && { grader }),
    ...(labels && { labels: [...labels] }),
    ...(reference && { reference: [...reference] }),
  };
  const stray = asked.labels && asked.reference?.find(one => !sameLabel(asked.labels ?? [], one));
  if (stray === undefined || asked.grader !== 'label') return asked;
  throw new CommandError(
    EXIT.usage,
    `The reference "${stray}" is none of the labels (${asked.labels?.join(', ')}): give it as a --label too.`,
  );
}

function sameLabel(labels: readonly string[], reference: string): boolean {
  const wanted = reference.trim().toLowerCase();
  return labels.some(label => label.trim().toLowerCase() === wanted);
}

function guessGrader(reference: readonly string[], labels: readonly string[]): Grader {
  if (labels.length > 0) return 'label';
  if (reference.length === 0) return 'text';
  return reference.every(one => /^[^\p{L}]*\d[^\p{L}]*$/u.test(one)) ? 'numeric' : 'exact';
}
