/** What is asked: the question as a run carries it. */
import { z } from 'zod';

/**
 * How an answer is extracted and compared with the reference.
 * `numeric`: the number in a box, after a label or last in the text; `label`: one of `labels`;
 * `exact`: the short answer, white space and case apart; `mathematics`: the formula in the last box, equal
 * by what it means; `sql`: the SQL block (right when it is the reference word for word, else by its result
 * where there is a database); `text`: the whole answer, never graded; `translation`: the whole answer,
 * scored with METEOR and chrF2, and neither right nor wrong; `json`: the JSON in the answer, valid against
 * `schema` and equal to the reference by value; `command`: right where the command that was named for the
 * run passes it; `judge`: right where a model finds that it comes to the same as the reference.
 */
export const Grader = z.enum([
  'numeric',
  'mathematics',
  'label',
  'exact',
  'sql',
  'text',
  'translation',
  'json',
  'command',
  'judge',
]);
export type Grader = z.infer<typeof Grader>;

export const Question = z.looseObject({
  id: z.string().min(1),
  title: z.string().optional().describe('A short name for lists.'),
  domain: z.string().default('your own'),
  text: z.string().min(1),
  reference: z
    .array(z.string())
    .optional()
    .describe('Right answers, any of which counts. Absent or empty: nobody knows.'),
  grader: Grader.default('text'),
  labels: z.array(z.string()).optional(),
  schema: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('The JSON Schema of the answer. It is asked for in the first turn.'),
  language: z.string().optional().describe('Of the answer, as in BCP 47: de, pt-BR. For translations.'),
  database: z
    .string()
    .optional()
    .describe(
      'An SQLite file, or bundled:NAME for one of the package. Opened only where the question was given for the run.',
    ),
});
export type Question = z.infer<typeof Question>;
