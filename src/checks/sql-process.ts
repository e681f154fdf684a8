/**
 * One child process that runs queries, one at a time. It is killed when it takes too long, says too
 * much or its query needs too much memory; who wants another query then starts another one.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { SqlLimits, SqlOutcome } from '../grading/sql-outcome.ts';
import type { ChildConfig, ChildRequest } from './sql-child.ts';
import { type ChildSource, sqlChildSource } from './sql-child-source.ts';

/** Starting Node takes 50 ms; a machine that needs this long has other troubles. */
const START_LIMIT_MS = 15_000;
/** For the columns, an error and what is around the rows. */
const BESIDE_ROWS = 128 * 1024;

export interface SqlProcess {
  readonly isAlive: boolean;
  run(sql: string, limits: SqlLimits): Promise<SqlOutcome>;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;
type Said = { readonly line: string } | 'ended' | 'flood' | 'timeout';

export function startSqlProcess(config: ChildConfig, source: ChildSource = sqlChildSource()): SqlProcess {
  const child = spawnChild(config, source);
  let text = '';
  let maxLength = BESIDE_ROWS;
  let hear: ((said: Said) => void) | undefined;
  let isAlive = true;
  const gone = new Promise<void>(resolve => {
    const end = () => {
      isAlive = false;
      hear?.('ended');
      resolve();
    };
    child.on('error', end).on('close', end);
  });
  // A process that waits for queries is no reason to stay; while one runs, its time limit is.
  child.unref();
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end < 0 && text.length <= maxLength) return;
    if (end < 0 || end > maxLength || end < text.length - 1) return flood();
    const line = text.slice(0, end);
    text = '';
    hear?.({ line });
  });

  function flood(): void {
    text = '';
    child.kill('SIGKILL');
    child.stdout.destroy();
    hear?.('flood');
  }

  function listen(limitMs: number): Promise<Said> {
    return new Promise(resolve => {
      const timer = setTimeout(() => hear?.('timeout'), limitMs);
      hear = said => {
        hear = undefined;
        clearTimeout(timer);
        resolve(said);
      };
      if (!isAlive) hear('ended');
    });
  }

  function kill(): Promise<void> {
    child.ref();
    if (child.stdout instanceof Socket) child.stdout.ref();
    child.kill('SIGKILL');
    return gone;
  }

  const ready = listen(START_LIMIT_MS);

  return {
    get isAlive() {
      return isAlive;
    },
    kill,
    async run(sql, limits) {
      const start = await ready;
      if (typeof start === 'string') {
        await kill();
        return { kind: 'unavailable', message: 'the process that runs queries could not be started' };
      }
      const { maxRows, maxBytes, maxCell, timeLimitMs } = limits;
      maxLength = maxBytes + BESIDE_ROWS;
      const request: ChildRequest = { sql: sql.toWellFormed(), maxRows, maxBytes, maxCell };
      const said = listen(timeLimitMs);
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return outcomeOf(await said, limits, kill);
    },
  };
}

async function outcomeOf(said: Said, limits: SqlLimits, kill: () => Promise<void>): Promise<SqlOutcome> {
  if (typeof said !== 'string') {
    const outcome = read(said.line, limits);
    if (outcome) return outcome;
  }
  await kill();
  return said === 'timeout' ? { kind: 'timeout', afterMs: limits.timeLimitMs } : { kind: 'too-big' };
}

/** `undefined` where the child broke what was agreed. */
function read(line: string, { maxRows }: SqlLimits): SqlOutcome | undefined {
  try {
    const outcome: SqlOutcome = JSON.parse(line);
    return outcome.kind === 'rows' && outcome.rows.length > maxRows ? undefined : outcome;
  } catch {
    return undefined;
  }
}

function spawnChild(config: ChildConfig, { code, inputType }: ChildSource): Child {
  return spawn(
    process.execPath,
    [
      '--permission',
      `--allow-fs-read=${config.path}`,
      // For the thread that watches over memory; the code is ours, and SQL starts no thread.
      '--allow-worker',
      `--max-old-space-size=${Math.ceil(config.memoryBytes / 2 ** 20)}`,
      `--input-type=${inputType}`,
      '--eval',
      code,
      JSON.stringify(config),
    ],
    { cwd: rootFolder(), env: childEnvironment(), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
  );
}

/** A folder that does not go away, and where a crash leaves nothing beside the user's files. */
function rootFolder(): string {
  return process.platform === 'win32' ? (process.env.SYSTEMROOT ?? 'C:\\') : '/';
}

/** No NODE_OPTIONS and no secrets; the local time of a query is the same everywhere. */
function childEnvironment(): NodeJS.ProcessEnv {
  const root = process.env.SYSTEMROOT;
  return { TZ: 'UTC', ...(root && { SYSTEMROOT: root }) };
}
