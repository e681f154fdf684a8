/**
 * What is being typed, kept beside the transcript in `FILE.draft`, so that it outlives a process that
 * is killed. A draft is a convenience: nothing here throws.
 */

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Milliseconds } from '../run/price.ts';
import { whyNotWritten } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';

export interface Draft {
  readonly file: string;
  /** The value, as JSON, is in the file within `KEEP_MS`; `undefined` clears. */
  keep(value: unknown): void;
  /** Writes at once what waits. Call it before the process ends on purpose. */
  flush(): void;
  /** Forgets what waits, and removes the file. */
  clear(): void;
  /** What is kept, as it was typed (not made safe to print). `undefined` without one, or when it is broken. */
  read(): unknown;
  /** Why drafts are not kept, in a sentence that is safe to print; told once. */
  problem(): string | undefined;
}

/** Well under a quarter of a second. */
export const KEEP_MS: Milliseconds = 100;

export function openDraft(transcriptFile: string): Draft {
  const file = `${transcriptFile}.draft`;
  let waiting: { readonly value: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let problem: string | undefined;
  let told = false;

  const attempt = (what: () => void) => {
    try {
      what();
    } catch (thrown) {
      problem ??= sanitizeLine(
        `What is typed cannot be kept in ${file} (${whyNotWritten(thrown)}): it is lost if the program ends.`,
      );
    }
  };
  const forget = () => {
    const was = waiting;
    clearTimeout(timer);
    process.off('exit', flush);
    timer = undefined;
    waiting = undefined;
    return was;
  };
  const flush = () => {
    const was = forget();
    if (was) attempt(() => replace(file, JSON.stringify(was.value)));
  };
  const clear = () => {
    forget();
    attempt(() => {
      rmSync(file, { force: true });
      rmSync(temporaryOf(file), { force: true });
    });
  };

  return {
    file,
    keep(value) {
      if (value === undefined) return clear();
      // Whoever quits while typing keeps it, too.
      if (!waiting) process.once('exit', flush);
      waiting = { value };
      // Counted from the first that waits: who types without a pause is kept as well.
      timer ??= setTimeout(flush, KEEP_MS);
    },
    flush,
    clear,
    read() {
      flush();
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return undefined;
      }
    },
    problem() {
      if (told || problem === undefined) return undefined;
      told = true;
      return problem;
    },
  };
}

/** In one move: whoever is killed here leaves the old draft or the new one, never half of one. */
function replace(file: string, content: string): void {
  const temporary = temporaryOf(file);
  // What a killed process left would keep its own mode.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
  renameSync(temporary, file);
}

function temporaryOf(file: string): string {
  return `${file}.new`;
}
