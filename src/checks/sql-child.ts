/**
 * The process in which the SQL of a model runs. Its text is handed to Node as it stands (see
 * `sql-child-source.ts`), so it may import nothing but Node's own modules and types.
 *
 * Node's permission model does not keep SQLite from files: under it, in Node 22.13 as in 24.21,
 * `ATTACH` opens another file and `VACUUM INTO` writes one. What keeps a query inside is SQLite's
 * authorizer (Node 24.10); without it the query is put in parentheses behind `SELECT * FROM`, where
 * no other statement compiles. Temporary tables stay in memory, since SQLite would write them to files.
 */
import { readSync, writeSync } from 'node:fs';
import * as sqlite from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Cell, SqlOutcome } from '../grading/sql-outcome.ts';

export interface ChildConfig {
  readonly path: string;
  /** The same file as a `file:` URL that lets SQLite neither lock nor look beside it. */
  readonly url: string;
  /** The database can be opened only by its URL. */
  readonly needsUrl: boolean;
  readonly memoryBytes: number;
  /** As in a Node that has no authorizer. */
  readonly withoutAuthorizer: boolean;
}

export interface ChildRequest {
  readonly sql: string;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxCell: number;
}

const config: ChildConfig = JSON.parse(process.argv[1] ?? '');

/** What Node offers here; more than its types say is missing in Node 22.13. */
const offers = {
  authorizer: !config.withoutAuthorizer && 'setAuthorizer' in sqlite.DatabaseSync.prototype,
  arrays: !config.withoutAuthorizer && 'setReturnArrays' in sqlite.StatementSync.prototype,
};
const isWrapped = !offers.authorizer || !offers.arrays;

/** By its result code, what SQLite says of the database and not of the query. */
const DATABASE_FAULTS: Readonly<Record<number, string>> = {
  5: 'another program holds it locked',
  6: 'another program holds it locked',
  8: 'a write to it was never finished',
  10: 'reading it failed',
  11: 'the file is damaged',
  14: 'it could not be opened',
  26: 'the file is no SQLite database',
};
const AUTH = 23;
/** Out of memory, the temporary store is full, a value is too long. */
const TOO_BIG = new Set([7, 13, 18]);

const ONLY_READING = 'Only a SELECT that reads the tables of this database may be run.';
const NO_SQL = 'There is no SQL in it.';
const NOTHING = /^(?:[\s;]|--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$))*$/;
const FIRST_WORD =
  /^(?:[\s\ufeff;]|--[^\n]*(?:\n|$)|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$))*([\p{L}_]+|[^\s;])/u;
const READING = /^(?:select|with|values)$/i;
const DOING =
  /^(?:alter|analyze|attach|begin|commit|create|delete|detach|drop|end|explain|insert|pragma|reindex|release|replace|rollback|savepoint|update|vacuum)$/i;

class Unavailable extends Error {}

watch();
serve();

/** A thread of its own, since a query keeps this one busy: ends the process when it grows, or has lost its parent. */
function watch(): void {
  const limit = process.memoryUsage.rss() + 64 * 2 ** 20 + config.memoryBytes;
  new Worker(
    `setInterval(() => {
       if (process.ppid !== ${process.ppid} || process.memoryUsage.rss() > ${limit}) process.kill(process.pid, 'SIGKILL');
     }, 20);`,
    { eval: true },
  ).unref();
}

function serve(): void {
  const chunk = new Uint8Array(65536);
  const decoder = new TextDecoder();
  let waiting = '';
  say({ ready: true });
  for (;;) {
    const size = received(chunk);
    if (size === 0) process.exit(0);
    waiting += decoder.decode(chunk.subarray(0, size), { stream: true });
    if (!waiting.endsWith('\n')) continue;
    const request: ChildRequest = JSON.parse(waiting);
    waiting = '';
    say(answer(request));
  }
}

/** Bytes that came; none when whoever asked is gone. */
function received(chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') return 0;
      pause();
    }
  }
}

function say(message: unknown): void {
  let left = Buffer.from(`${JSON.stringify(message)}\n`);
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(1, left));
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') process.exit(0);
      pause();
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function answer(request: ChildRequest): SqlOutcome {
  let database: sqlite.DatabaseSync | undefined;
  const denied: number[] = [];
  try {
    database = open();
    protect(database, denied);
    return query(database, request);
  } catch (error) {
    return failed(error, denied);
  } finally {
    database?.close();
  }
}

function open(): sqlite.DatabaseSync {
  // Spider's queries put strings into double quotes.
  const options = { readOnly: true, enableDoubleQuotedStringLiterals: true };
  try {
    return new sqlite.DatabaseSync(new URL(config.url), options);
  } catch (error) {
    if (codeOf(error) !== 'ERR_INVALID_ARG_TYPE') throw error;
    if (config.needsUrl)
      throw new Unavailable(
        'it is in WAL mode, which this version of Node cannot read without writing. PRAGMA journal_mode=DELETE on it, or Node 24, would help',
      );
    return new sqlite.DatabaseSync(config.path, options);
  }
}

function protect(database: sqlite.DatabaseSync, denied: number[]): void {
  database.exec(
    `PRAGMA temp_store=MEMORY; PRAGMA hard_heap_limit=${config.memoryBytes}; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON`,
  );
  if ('enableDefensive' in database) database.enableDefensive(true);
  if ('limits' in database) {
    database.limits.length = Math.min(config.memoryBytes, 2 ** 25);
    database.limits.attach = 0;
  }
  if (!offers.authorizer) return;
  const { SQLITE_OK, SQLITE_DENY } = sqlite.constants;
  const allowed = new Set([
    sqlite.constants.SQLITE_SELECT,
    sqlite.constants.SQLITE_READ,
    sqlite.constants.SQLITE_RECURSIVE,
  ]);
  const forbidden = new Set(['load_extension', 'readfile', 'writefile', 'edit', 'fts3_tokenizer']);
  database.setAuthorizer((action, _first, second) => {
    const isAllowed =
      action === sqlite.constants.SQLITE_FUNCTION
        ? !forbidden.has((second ?? '').toLowerCase())
        : allowed.has(action);
    if (!isAllowed) denied.push(action);
    return isAllowed ? SQLITE_OK : SQLITE_DENY;
  });
}

function query(database: sqlite.DatabaseSync, { sql, maxRows, maxBytes, maxCell }: ChildRequest): SqlOutcome {
  if (sql.includes('\0')) return { kind: 'refused', message: 'The query holds a NUL character.' };
  if (NOTHING.test(sql)) return { kind: 'error', message: NO_SQL };
  const first = FIRST_WORD.exec(sql)?.[1] ?? '';
  // Nothing else is even compiled: some pragmas take effect then.
  if (DOING.test(first)) return { kind: 'refused', message: ONLY_READING };
  if (!READING.test(first)) {
    return { kind: 'error', message: `near "${cut(first, maxCell)}": syntax error` };
  }
  let statement = database.prepare(sql);
  const { sourceSQL } = statement;
  if (!NOTHING.test(sql.slice(sourceSQL.length))) {
    return { kind: 'refused', message: 'Only one statement may be run, and there are several.' };
  }
  if (isWrapped) {
    try {
      statement = database.prepare(`SELECT * FROM (\n${sourceSQL.replace(/;$/, '')}\n)`);
    } catch {
      return { kind: 'refused', message: ONLY_READING };
    }
  }
  statement.setReadBigInts(true);
  if (!isWrapped) statement.setReturnArrays(true);
  let columns = isWrapped ? [] : statement.columns().map(({ name }) => cut(name, maxCell));
  let bytes = Buffer.byteLength(JSON.stringify(columns));
  let truncated: 'rows' | 'cells' | undefined;
  const rows: Cell[][] = [];
  for (const row of statement.iterate() as Iterable<unknown>) {
    if (isWrapped && rows.length === 0) {
      // SQLite tells columns of one name apart by a number behind it.
      columns = Object.keys(row as object).map(name => cut(name.replace(/:\d+$/, ''), maxCell));
      bytes = Buffer.byteLength(JSON.stringify(columns));
    }
    const cells = Object.values(row as object).map(value => {
      const cell = cellOf(value, maxCell);
      if (cell.isCut) truncated ??= 'cells';
      return cell.value;
    });
    bytes += Buffer.byteLength(JSON.stringify(cells)) + 1;
    if (rows.length >= maxRows || bytes > maxBytes) {
      truncated = 'rows';
      break;
    }
    rows.push(cells);
  }
  if (bytes > maxBytes && rows.length === 0) columns = columns.slice(0, 20);
  return { kind: 'rows', columns, rows, ...(truncated && { truncated }) };
}

function cellOf(value: unknown, maxCell: number): { value: Cell; isCut: boolean } {
  if (value === null || value === undefined) return { value: null, isCut: false };
  if (typeof value === 'bigint') {
    const isSafe = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return { value: isSafe ? Number(value) : { type: 'integer', text: `${value}` }, isCut: false };
  }
  if (typeof value === 'number') {
    return { value: Number.isFinite(value) ? value : { type: 'real', text: `${value}` }, isCut: false };
  }
  if (value instanceof Uint8Array) {
    const shown = value.subarray(0, Math.floor(maxCell / 2));
    return {
      value: { type: 'blob', text: Buffer.from(shown).toString('hex') },
      isCut: shown.length < value.length,
    };
  }
  const text = String(value);
  return { value: cut(text, maxCell), isCut: text.length > maxCell };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}

function failed(error: unknown, denied: readonly number[]): SqlOutcome {
  const message = cut(error instanceof Error ? error.message : String(error), 2000);
  const code =
    error !== null && typeof error === 'object' && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  const fault = error instanceof Unavailable ? message : DATABASE_FAULTS[code];
  if (denied.length > 0 || code === AUTH || message.startsWith('not authorized')) {
    return { kind: 'refused', message: ONLY_READING };
  }
  if (fault !== undefined) return { kind: 'unavailable', message: fault };
  if (TOO_BIG.has(code) || /^(?:out of memory|string or blob too big)$/.test(message))
    return { kind: 'too-big' };
  if (/no statements|has been finalized/.test(message)) return { kind: 'error', message: NO_SQL };
  if (codeOf(error) === 'ERR_ACCESS_DENIED') return { kind: 'refused', message: 'It asks for a file.' };
  return { kind: 'error', message };
}

function codeOf(error: unknown): unknown {
  return error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
}
