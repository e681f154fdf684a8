/** The SQL of an answer, run in a sandbox, as one check. */
import { type Ending, extractAnswer } from '../grading/extract.ts';
import type { SqlRunner } from '../grading/sql-outcome.ts';
import type { CheckResult } from './check.ts';
import { sqlFeedback } from './sql-feedback.ts';

/** `ending` as for grading: a query that is cut off is not run. */
export async function checkSql(
  answer: string,
  sandbox: SqlRunner,
  ending: Ending = 'whole',
): Promise<CheckResult> {
  const start = performance.now();
  const sql = extractAnswer(answer, { grader: 'sql' }, ending)?.value;
  const feedback: Pick<CheckResult, 'text' | 'verdict'> =
    sql === undefined
      ? { text: 'No SQL query was found in the answer.', verdict: 'fail' }
      : sqlFeedback(await sandbox.run(sql));
  return { source: 'sql', ...feedback, durationMs: performance.now() - start, ...(sql && { detail: sql }) };
}
