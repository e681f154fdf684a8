/** Appends a run to its file as it happens: what was shown is on the disk, or will be in 100 ms. */
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AnyEvent } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';

export interface Journal {
  readonly file: string;
  /**
   * Deltas reach the file within `FLUSH_MS`, every other event before this returns. Throws when the
   * file cannot be written (a full disk), also when that came to light after an earlier call.
   */
  append(event: AnyEvent): void;
  /** Writes what is left. Throws when a write failed that no append has told of. */
  close(): void;
}

/** Well under the 250 ms that a transcript promises. */
export const FLUSH_MS: Milliseconds = 100;
const FLUSH_BYTES = 64 * 1024;
/** After these the file is also pushed through to the disk itself. */
const SYNCED = new Set(['call.finished', 'call.failed', 'round.finished', 'run.finished']);

/**
 * Creates the file, and its folder. Throws (EEXIST) rather than write into a file that is there.
 */
export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  // Others' prompts are nobody's business: the file is for its owner only.
  const handle = openSync(file, 'wx', 0o600);
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let problem: { readonly thrown: unknown } | undefined;
  let told = false;
  const tellProblem = () => {
    if (!problem) return;
    told = true;
    throw problem.thrown;
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === '') return;
    const bytes = Buffer.from(waiting, 'utf8');
    waiting = '';
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    } catch (thrown) {
      // Nobody could catch what a timer throws, so the next append tells it; and nothing may be
      // written behind half a line.
      problem = { thrown };
    }
  };

  return {
    file,
    append(event) {
      if (closed) return;
      tellProblem();
      waiting += `${JSON.stringify(event)}\n`;
      if (event.type !== 'call.delta' || waiting.length > FLUSH_BYTES) flush();
      else timer ??= setTimeout(flush, FLUSH_MS);
      tellProblem();
      if (SYNCED.has(event.type)) fsyncSync(handle);
    },
    close() {
      if (closed) return;
      flush();
      closed = true;
      if (!problem) fsyncSync(handle);
      closeSync(handle);
      if (!told) tellProblem();
    },
  };
}
