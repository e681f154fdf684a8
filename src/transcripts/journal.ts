/** Appends a run to its file as it happens: what was shown is on the disk, or will be in 100 ms. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { AnyEvent } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import { diskCode, REMOVED, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { lastPlace, mendEnd } from './file-end.ts';
import { type Lock, takeLock } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { readHead, TranscriptError } from './read.ts';

export interface Journal {
  readonly file: string;
  /**
   * Deltas reach the file within `FLUSH_MS`, every other event before this returns. Throws as long as the
   * file cannot be written (a full disk), also when that came to light after an earlier call. Nothing is
   * lost by that: what could not be written waits, and is tried again with every event that is no delta.
   */
  append(event: AnyEvent): void;
  /** The same for many at once, with one write: what begins together is there together. */
  appendAll(events: readonly AnyEvent[]): void;
  /** Whether all that was appended is in the file, but for deltas of the last moment. */
  isWhole(): boolean;
  /** Writes what is left. Throws when something could not be written that no append has told of. */
  close(): void;
}

/** Well under the 250 ms that a transcript promises. */
export const FLUSH_MS: Milliseconds = 100;
const FLUSH_BYTES = 64 * 1024;
/** After these the file is also pushed through to the disk itself. */
const SYNCED = new Set(['call.finished', 'call.failed', 'round.finished', 'run.finished']);

/**
 * Creates the file, and its folder. Throws (EEXIST) rather than write into a file that is there, and
 * `LockedError` when another process writes it.
 */
export function openJournal(file: string): Journal {
  // What is asked is nobody else's business: the file is for its owner only, and its name has the question in it.
  makeFolder(dirname(file), 0o700);
  const handle = openSync(file, 'ax', 0o600);
  try {
    return journalOn(file, handle);
  } catch (thrown) {
    unlinkSync(file);
    throw thrown;
  }
}

/** The same with events in it at once. Where they cannot be written whole, it throws and leaves no file. */
export function writeJournal(file: string, events: readonly AnyEvent[]): Journal {
  const journal = openJournal(file);
  try {
    journal.appendAll(events);
    return journal;
  } catch (thrown) {
    closeQuietly(journal);
    rmSync(file, { force: true });
    throw thrown;
  }
}

function closeQuietly(journal: Journal): void {
  try {
    journal.close();
  } catch {
    // Told already.
  }
}

/**
 * Goes on with a transcript that is there. Half a line at its end is no event and goes; all else
 * stays. To know what is in the file, read it after this: from here on nobody else writes it.
 * Throws when the file is missing or may not be written, `TranscriptError` when it is no transcript,
 * `LockedError` when another process writes it.
 */
export function reopenJournal(file: string): Journal {
  const handle = openSync(file, constants.O_WRONLY | constants.O_APPEND);
  return journalOn(file, handle, () => {
    if (!readHead(file)) throw new TranscriptError(`${file} is not a transcript that can be gone on with.`);
    mendEnd(file);
  });
}

/** Adds one event to a transcript that nobody writes: `make` gets its place, behind the last event. */
export function appendEvent(file: string, make: (seq: number, at: Milliseconds) => AnyEvent): AnyEvent {
  try {
    const journal = reopenJournal(file);
    try {
      const last = lastPlace(file);
      if (!last) throw new TranscriptError(`${file} has no event in it.`);
      const event = make(last.seq + 1, last.at);
      journal.append(event);
      return event;
    } finally {
      journal.close();
    }
  } catch (thrown) {
    const problem = addProblem(file, thrown);
    throw problem === undefined ? thrown : new TranscriptError(problem);
  }
}

/** `undefined` for what the file system did not say. */
function addProblem(file: string, thrown: unknown): string | undefined {
  const code = diskCode(thrown);
  if (code === '') return undefined;
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (code === 'EISDIR') return `${file} is a folder, not a transcript.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `Nothing was added to ${file}: it may only be read. Make it writable, or add to a copy of it.`;
  }
  return `Nothing was added to ${file}: it cannot be written (${whyNotWrittenAndHelp(thrown)}).`;
}

/** A journal on an open file, which it closes at its end, as it does when this throws. */
function journalOn(file: string, handle: number, prepare: () => void = () => {}): Journal {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let problem: { readonly thrown: unknown; told?: boolean } | undefined;
  const tellProblem = () => {
    if (!problem) return;
    problem.told = true;
    throw problem.thrown;
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === '' || isFinal(problem?.thrown)) return;
    try {
      appendWhole(handle, Buffer.from(waiting, 'utf8'));
      waiting = '';
      problem = undefined;
    } catch (thrown) {
      // Nobody could catch what a timer throws, so the next append tells it.
      problem = { thrown };
    }
  };
  const sync = () => {
    try {
      syncToDisk(handle);
    } catch (thrown) {
      problem = { thrown: new UnsureError(thrown) };
    }
  };

  const lock = lockOpened(file, handle, flush, prepare);
  return {
    file,
    append(event) {
      if (closed) return;
      waiting += `${JSON.stringify(event)}\n`;
      if (event.type !== 'call.delta' || (!problem && waiting.length > FLUSH_BYTES)) flush();
      else if (!problem) timer ??= setTimeout(flush, FLUSH_MS);
      tellProblem();
      if (SYNCED.has(event.type)) sync();
      tellProblem();
    },
    appendAll(events) {
      if (closed || events.length === 0) return;
      waiting += events.map(event => `${JSON.stringify(event)}\n`).join('');
      flush();
      tellProblem();
      sync();
      tellProblem();
    },
    isWhole: () => problem === undefined,
    close() {
      if (closed) return;
      const wasTold = problem?.told ?? false;
      flush();
      if (!problem) sync();
      closed = true;
      try {
        closeSync(handle);
      } finally {
        lock.release();
      }
      if (!wasTold) tellProblem();
    },
  };
}

/**
 * Whole, or as it was before: half a line would be in the way of the next try. Throws `GoneError` where the
 * file has no name any more, because nobody could ever read what goes into it.
 */
function appendWhole(handle: number, bytes: Buffer): void {
  const before = fstatSync(handle);
  if (before.nlink === 0) throw new GoneError();
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
  } catch (thrown) {
    try {
      ftruncateSync(handle, before.size);
    } catch {
      // What follows would stand behind half a line.
      throw new UnsureError(thrown);
    }
    throw thrown;
  }
}

/** Some file systems have nothing to push. */
function syncToDisk(handle: number): void {
  try {
    fsyncSync(handle);
  } catch (thrown) {
    if (!/^(?:EINVAL|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(diskCode(thrown))) throw thrown;
  }
}

/** It cannot be known what is in the file: a second try might succeed with a hole before it. */
class UnsureError extends Error {
  override readonly name = 'UnsureError';
  readonly code: string;
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.code = diskCode(cause);
  }
}

class GoneError extends Error {
  override readonly name = 'GoneError';
  readonly code = REMOVED;
}

/** What no second try can mend. */
function isFinal(thrown: unknown): boolean {
  return thrown instanceof UnsureError || thrown instanceof GoneError;
}

/** The lock of an opened file, which is as it should be once `prepare` has been there. */
function lockOpened(file: string, handle: number, flush: () => void, prepare: () => void): Lock {
  let lock: Lock | undefined;
  try {
    lock = takeLock(file, flush);
    prepare();
    return lock;
  } catch (thrown) {
    lock?.release();
    closeSync(handle);
    throw thrown;
  }
}
