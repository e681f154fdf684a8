/** What is asked: the question as a run carries it. */
import { z } from 'zod';

/**
 * How an answer is extracted and compared with the reference.
 * `numeric`: the number in a box, after a label or last in the text; `label`: one of `labels`;
 * `exact`: the short answer, white space and case apart; `sql`: the SQL block (only proven right
 * when it is the reference word for word); `text`: the whole answer, never graded.
 */
export const Grader = z.enum(['numeric', 'label', 'exact', 'sql', 'text']);
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
});
export type Question = z.infer<typeof Question>;
