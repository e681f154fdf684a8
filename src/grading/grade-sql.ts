/** Whether a query is right: it is, when it gives what a reference query gives. Refuses to know who runs them. */
import { isOrdered, sameResult } from './result-set.ts';
import type { Rows, SqlOutcome, SqlRunner } from './sql-outcome.ts';

export interface SqlGrade {
  /** `null` when nobody can say. */
  readonly correct: boolean | null;
  /** How it was compared, or why it could not be, in a few words. */
  readonly method: string;
}

/**
 * Any of the references counts. A query that SQLite refuses is wrong, as long as one reference runs;
 * where a query was stopped, or its result was cut, nobody can say.
 */
export async function gradeSql(
  answerSql: string,
  goldSqls: readonly string[],
  sandbox: SqlRunner,
): Promise<SqlGrade> {
  if (goldSqls.length === 0) return { correct: null, method: 'no reference' };
  const answer = await sandbox.run(answerSql);
  const unusable = answer.kind === 'unavailable' ? answer.message : stopped(answer, 'the query');
  if (unusable !== undefined) return { correct: null, method: unusable };
  const verdicts: SqlGrade[] = [];
  for (const goldSql of goldSqls) {
    const verdict = compare(answer, await sandbox.run(goldSql), isOrdered(goldSql));
    if (verdict.correct) return verdict;
    verdicts.push(verdict);
  }
  const undecided = verdicts.find(({ correct }) => correct === null);
  return undecided ?? verdicts[0] ?? { correct: null, method: 'no reference' };
}

function compare(answer: SqlOutcome, gold: SqlOutcome, ordered: boolean): SqlGrade {
  if (gold.kind !== 'rows') {
    return { correct: null, method: stopped(gold, 'the reference') ?? failed(gold, 'the reference') };
  }
  if (answer.kind !== 'rows') return { correct: false, method: failed(answer, 'the query') };
  const same = sameResult(gold, answer, { ordered });
  if (same === 'unknown') return { correct: null, method: 'the results are too long to compare' };
  const order = ordered ? ', in its order' : '';
  if (!same) {
    return { correct: false, method: `another result than the reference: ${difference(gold, answer)}` };
  }
  const empty = gold.rows.length === 0 ? '; but both are empty' : '';
  return { correct: true, method: `the same result as the reference${order}${empty}` };
}

function difference(gold: Rows, got: Rows): string {
  if (gold.rows.length !== got.rows.length) {
    return `${rowCount(got.rows.length)} instead of ${gold.rows.length}`;
  }
  const [wanted, found] = [gold.rows[0]?.length ?? 0, got.rows[0]?.length ?? 0];
  return wanted === found ? 'other values' : `${found} columns instead of ${wanted}`;
}

function rowCount(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`;
}

function stopped(outcome: SqlOutcome, what: string): string | undefined {
  if (outcome.kind === 'timeout') return `${what} was stopped after ${outcome.afterMs / 1000} s`;
  return outcome.kind === 'too-big' ? `${what} needs too much memory` : undefined;
}

function failed(outcome: SqlOutcome, what: string): string {
  return 'message' in outcome ? `${what} fails: ${outcome.message}` : `${what} fails`;
}
