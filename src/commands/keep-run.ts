/**
 * Keeps a run in its transcript as it happens. What cannot be written is said once, the run goes on, and all of
 * it can be saved in another place at any time.
 */
import { basename, join, resolve } from 'node:path';
import type { AnyEvent } from '../run/events.ts';
import { whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { type Journal, writeJournal } from '../transcripts/journal.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { lostProblem, type Offer, type Place } from './save-run.ts';

export interface Keeper {
  keep(event: AnyEvent): void;
  keepAll(events: readonly AnyEvent[]): void;
  /** Where the run is saved by now; `undefined` where it is not. */
  file(): string | undefined;
  /** Whether all that has happened is in that file. */
  isWhole(): boolean;
  /**
   * Writes all of the run into another folder, or to a file of this name (`.jsonl`), and what comes from now
   * on. Returns the file. Throws `CommandError`; everything is as it was then.
   */
  saveIn(place: string): string;
  /** The last try to write what is missing, at its own place too. */
  close(): void;
}

export interface Keeping {
  /** Where it is to be saved; absent when it is not. */
  readonly place: Place | undefined;
  /** All that has happened, the event that is kept included; it grows. */
  readonly events: readonly AnyEvent[];
  /** What the file is called in another folder. */
  readonly name: () => string;
  readonly rescue?: string | undefined;
  readonly offer?: Offer | undefined;
  readonly onProblem: (message: string) => void;
}

export function createKeeper({ place, events, name, rescue, offer = 'flag', onProblem }: Keeping): Keeper {
  let journal = place?.journal;
  let told = false;
  let missing = false;
  let rescuer = rescue;
  let closed = false;

  const saveIn = (where: string) => {
    const file = where.endsWith('.jsonl') ? resolve(where) : join(resolve(where), nameOf(journal) ?? name());
    const next = begun(file, events);
    closeQuietly(journal);
    if (closed) closeQuietly(next);
    journal = next;
    missing = false;
    // Of another place it would be news again.
    told = false;
    return file;
  };
  const lost = (thrown: unknown) => {
    missing = true;
    if (told) return;
    told = true;
    const file = journal?.file ?? '';
    const folder = rescuer;
    // The same folder is not tried twice.
    rescuer = undefined;
    const failed = folder === undefined ? '' : rescued(file, thrown, folder);
    if (failed !== undefined) onProblem(`${lostProblem(file, thrown, offer)} ${failed}`.trim());
  };
  /** Returns why it could not. */
  const rescued = (file: string, thrown: unknown, folder: string): string | undefined => {
    try {
      const next = saveIn(folder);
      onProblem(
        `The transcript ${file} cannot be written any more: ${whyNotWrittenAndHelp(thrown)}. The run is saved whole in ${next} instead (--rescue).`,
      );
      return undefined;
    } catch (problem) {
      return problem instanceof Error ? problem.message : String(problem);
    }
  };
  const attempt = (what: () => void) => {
    try {
      what();
      if (missing)
        onProblem(`The transcript ${journal?.file ?? ''} is whole again: what was missing is written.`);
      if (missing) told = false;
      missing = false;
    } catch (thrown) {
      lost(thrown);
    }
  };
  const close = () => {
    process.off('exit', close);
    closed = true;
    const last = journal;
    try {
      last?.close();
    } catch (thrown) {
      lost(thrown);
    }
    if (last !== journal) closeQuietly(journal);
    missing = journal !== undefined && !journal.isWhole();
    // What was removed, or could not be begun, may have a place by now.
    const file = missing ? last?.file : place?.file;
    if (file !== undefined && events.length > 0 && (missing || !journal)) again(file);
  };
  const again = (file: string) => {
    try {
      const whole = begun(file, events);
      closeQuietly(whole);
      journal = whole;
      missing = false;
    } catch {
      // It was said when it happened, and the half of it is there.
    }
  };
  // Whoever quits in the middle of an answer keeps it up to the last word.
  process.once('exit', close);
  return {
    keep: event => attempt(() => journal?.append(event)),
    keepAll: more => attempt(() => journal?.appendAll(more)),
    file: () => journal?.file,
    isWhole: () => journal !== undefined && !missing,
    saveIn,
    close,
  };
}

function nameOf(journal: Journal | undefined): string | undefined {
  return journal && basename(journal.file);
}

/** Whole, or not at all. */
function begun(file: string, events: readonly AnyEvent[]): Journal {
  try {
    return writeJournal(file, events);
  } catch (thrown) {
    throw new CommandError(EXIT.failed, `${file} could not be written: ${whyNotWrittenAndHelp(thrown)}.`);
  }
}

function closeQuietly(journal: Journal | undefined): void {
  try {
    journal?.close();
  } catch {
    // What it did not take is saved elsewhere.
  }
}
