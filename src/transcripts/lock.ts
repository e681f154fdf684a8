/**
 * One process writes a transcript at a time: `FILE.lock` says which. Where no lock file can be made,
 * writing goes on without one.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { sanitizeLine } from '../text/sanitize.ts';
import { birthOf, isAlive } from './process-table.ts';

export interface Lock {
  /** Removes the lock file if it is still this lock's. Never throws; more than once is as once. */
  release(): void;
}

/** Somebody else writes the file; the message says who and what would help, and is safe to print. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(message: string) {
    super(sanitizeLine(message));
  }
}

const Holder = z.object({
  /** Tells this lock from every other one, of the same process too. */
  id: z.string(),
  pid: z.int().min(1),
  host: z.string(),
  /** When the process started: for a person, ISO 8601. */
  startedAt: z.string(),
  /** The same, exactly, where the system tells it. */
  birth: z.string().optional(),
});
type Holder = z.infer<typeof Holder>;

/** The locks of this process, by id, with what is to be done before each goes. */
const held = new Map<string, { readonly lock: Lock; readonly atExit: () => void }>();
let watchesExit = false;

/**
 * Takes the lock of a transcript, that of a process which is gone too. Throws `LockedError` when
 * somebody else has it. `atExit` is called when the process ends with the lock still taken, just
 * before it is given back.
 */
export function takeLock(file: string, atExit: () => void = () => {}): Lock {
  const path = lockPath(file);
  const holder = thisProcess();
  if (!take(path, file, JSON.stringify(holder))) return { release() {} };
  const lock: Lock = {
    release() {
      if (held.delete(holder.id)) removeOwn(path, holder.id);
    },
  };
  held.set(holder.id, { lock, atExit });
  if (!watchesExit) process.on('exit', releaseAll);
  watchesExit = true;
  return lock;
}

/** Whether a process that may still be there writes the file. Looks at the lock, and takes none. */
export function isBeingWritten(file: string): boolean {
  const text = readLock(lockPath(file));
  if (text === undefined) return false;
  const holder = holderIn(text);
  return holder ? !isStale(holder) : isYoung(lockPath(file));
}

/** Beside the file itself, by whatever name it was reached. */
function lockPath(file: string): string {
  try {
    return `${realpathSync(file)}.lock`;
  } catch {
    return `${file}.lock`;
  }
}

function thisProcess(): Holder {
  const birth = birthOf(process.pid);
  return {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    ...(birth !== undefined && { birth }),
  };
}

function releaseAll(): void {
  for (const { lock, atExit } of [...held.values()]) {
    try {
      atExit();
    } finally {
      lock.release();
    }
  }
}

function removeOwn(path: string, id: string): void {
  try {
    if (holderIn(readFileSync(path, 'utf8'))?.id === id) unlinkSync(path);
  } catch {
    // It is gone, or its folder is: nothing is left to be given back.
  }
}

type Outcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'held'; readonly holder: Holder }
  /** Somebody takes it at this moment. */
  | { readonly kind: 'busy' }
  /** No lock file can be made here. */
  | { readonly kind: 'impossible' };

const TAKEN: Outcome = { kind: 'taken' };
const BUSY: Outcome = { kind: 'busy' };
const IMPOSSIBLE: Outcome = { kind: 'impossible' };

/** A fifth of a second in all: whoever takes a lock needs less than a millisecond. */
const TRIES = 40;
const PAUSE_MS = 5;

/** False when there can be no lock. */
function take(path: string, file: string, mine: string): boolean {
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = tryToTake(path, mine);
    if (outcome.kind === 'held') throw new LockedError(heldBy(outcome.holder, file, path));
    if (outcome.kind !== 'busy') return outcome.kind === 'taken';
    pause();
  }
  throw new LockedError(
    `${file} is being opened for writing by another process just now; try again in a moment.`,
  );
}

function tryToTake(path: string, mine: string): Outcome {
  const text = readLock(path);
  if (text === undefined) return create(path, mine);
  const holder = holderIn(text);
  if (holder && !isStale(holder)) return { kind: 'held', holder };
  if (!holder && isYoung(path)) return BUSY;
  return takeOver(path, text, mine);
}

/**
 * Replaces the lock of a process that is gone. Only who has the lock named after that very lock may
 * do it, so of two at once only one wins; and that lock is taken like any other, so whoever dies here
 * blocks nobody.
 */
function takeOver(path: string, stale: string, mine: string): Outcome {
  const guard = guardOf(path, stale);
  const outcome = tryToTake(guard, mine);
  if (outcome.kind === 'held') return BUSY;
  if (outcome.kind !== 'taken') return outcome;
  try {
    // Somebody may have been here between the first look at the lock and the taking of the guard.
    if (readLock(path) === stale) {
      renameSync(guard, path);
      return TAKEN;
    }
    unlinkSync(guard);
    return BUSY;
  } catch {
    rmSync(guard, { force: true });
    return IMPOSSIBLE;
  }
}

/** The lock that has to be taken before this very lock may be replaced. */
export function guardOf(path: string, text: string): string {
  return `${path}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

function create(path: string, mine: string): Outcome {
  let handle: number;
  try {
    // Anybody may read who writes: there is nothing else in it.
    handle = openSync(path, 'wx', 0o644);
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'EEXIST' ? BUSY : IMPOSSIBLE;
  }
  try {
    writeSync(handle, mine);
    return TAKEN;
  } catch {
    rmSync(path, { force: true });
    return IMPOSSIBLE;
  } finally {
    closeSync(handle);
  }
}

/** `undefined` when there is none; one that cannot be read counts as empty. */
function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return existsSync(path) ? '' : undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Of another machine nobody here can say whether its process is gone. */
function isStale({ id, pid, host, birth }: Holder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return !held.has(id);
  if (!isAlive(pid)) return true;
  const now = birthOf(pid);
  return birth !== undefined && now !== undefined && birth !== now;
}

/** A lock without its words may be in the making; after this it was left behind so. */
const LONGEST_MAKING_MS = 10_000;

function isYoung(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < LONGEST_MAKING_MS;
  } catch {
    return true;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

function heldBy({ pid, host, birth }: Holder, file: string, path: string): string {
  const help = 'wait for it, or branch from it instead.';
  if (host !== hostname()) {
    return `${file} is being written by process ${pid} on ${host}; ${help} If ${host} is gone, delete ${path}.`;
  }
  if (pid === process.pid) return `${file} is being written by this reflectoscope already; ${help}`;
  const sentence = `${file} is being written by process ${pid}; ${help}`;
  // Without a birth the number may have gone to a process that has nothing to do with it.
  if (birth !== undefined) return sentence;
  return `${sentence} If process ${pid} is another program by now, delete ${path}.`;
}
