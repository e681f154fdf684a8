/**
 * Runs the SQL of a model against a SQLite file, in a process of its own that can read that file and
 * write none. Queries of one sandbox run one after the other.
 */
import type { SqlLimits, SqlOutcome, SqlRunner } from '../grading/sql-outcome.ts';
import { databaseFile } from './database-file.ts';
import { type SqlProcess, startSqlProcess } from './sql-process.ts';

export const SQL_LIMITS: SqlLimits = {
  timeLimitMs: 2000,
  maxRows: 200,
  maxBytes: 64 * 1024,
  maxCell: 500,
};

/** For comparing whole results: more than any result that a person would read. */
export const GRADING_SQL_LIMITS: Partial<SqlLimits> = {
  timeLimitMs: 10_000,
  maxRows: 100_000,
  maxBytes: 32 * 2 ** 20,
  maxCell: 100_000,
};

/** A query longer than this is no answer to a question. */
const MAX_SQL = 100_000;
const MEMORY_BYTES = 128 * 2 ** 20;
const ENDED: SqlOutcome = { kind: 'unavailable', message: 'The check was ended.' };

export interface SqlSandboxOptions extends Partial<SqlLimits> {
  /** The path of the SQLite file. */
  readonly database: string;
  /** Runs as in a Node that has no authorizer (before 24.10). */
  readonly withoutAuthorizer?: boolean;
}

export interface SqlSandbox extends SqlRunner {
  /** Ends its process. A query that waits is answered with `unavailable`. */
  close(): Promise<void>;
}

/** Starts nothing before the first query, and never throws for a bad file: each outcome says it. */
export function createSqlSandbox({
  database,
  withoutAuthorizer = false,
  ...limits
}: SqlSandboxOptions): SqlSandbox {
  let current: { process: SqlProcess; stamp: string } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function runNow(sql: string, own: Partial<SqlLimits>): Promise<SqlOutcome> {
    if (isClosed) return ENDED;
    if (sql.trim() === '') return { kind: 'error', message: 'There is no SQL in it.' };
    if (sql.length > MAX_SQL) {
      return { kind: 'refused', message: `The query is longer than ${MAX_SQL} characters.` };
    }
    const file = databaseFile(database);
    if (typeof file === 'string') return { kind: 'unavailable', message: file };
    const { path, url, isWal, stamp } = file;
    if (!current?.process.isAlive || current.stamp !== stamp) {
      await current?.process.kill();
      const config = { path, url, needsUrl: isWal, memoryBytes: MEMORY_BYTES, withoutAuthorizer };
      current = { process: startSqlProcess(config), stamp };
    }
    const outcome = await current.process.run(sql, { ...SQL_LIMITS, ...limits, ...own });
    if (isClosed) return ENDED;
    if (outcome.kind !== 'unavailable') return outcome;
    return { kind: 'unavailable', message: `The database ${database} cannot be used: ${outcome.message}.` };
  }

  return {
    run(sql, own = {}) {
      const outcome = last.then(() => runNow(sql, own));
      last = outcome.catch(() => {});
      return outcome;
    },
    async close() {
      isClosed = true;
      await current?.process.kill();
    },
  };
}
