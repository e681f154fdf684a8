/**
 * The runs that were made since the program began. One that has ended and is saved whole is in memory only
 * as long as somebody looks at it, or nothing was made after it: its file has all of it.
 */
import type { Run } from '../run/run.ts';
import type { RunHandle } from '../ui/desk.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';

export interface OpenRuns {
  /** `checks`: what may be run on this machine for it. */
  add(handle: RunHandle, checks: Checks): void;
  /** Its file does not have all of it: it must not be forgotten. */
  keep(handle: RunHandle): void;
  /** The run with this id, if it is in memory. */
  of(id: string): RunHandle | undefined;
  /** The checks of the run with this id, in memory or not. */
  checksOf(id: string): Checks | undefined;
  /** Those in memory. */
  all(): RunHandle[];
  /** All of them, in their order; of those that were forgotten without their rounds. */
  made(): MadeRun[];
}

export interface MadeRun {
  readonly run: Run | undefined;
  readonly file: string | undefined;
}

interface Entry {
  readonly id: string | undefined;
  readonly checks: Checks;
  readonly handle: WeakRef<RunHandle>;
  /** Absent where nothing but the screen holds it. */
  held: RunHandle | undefined;
  /** What is known of it without its handle. */
  readonly made: MadeRun;
}

export function createOpenRuns(): OpenRuns {
  const entries: Entry[] = [];
  const kept = new WeakSet<RunHandle>();
  const forgetOld = () => {
    for (const [index, entry] of entries.entries()) {
      if (entry.held && isSaved(entry.held) && !kept.has(entry.held)) entries[index] = withoutRun(entry);
    }
  };
  const handleOf = ({ held, handle }: Entry) => held ?? handle.deref();
  const idOf = (entry: Entry) => entry.id ?? entry.held?.session.run()?.id;
  const byId = (id: string) => entries.findLast(entry => idOf(entry) === id);
  return {
    add(handle, checks) {
      forgetOld();
      entries.push(entryOf(handle, checks));
    },
    keep: handle => void kept.add(handle),
    of(id) {
      const entry = byId(id);
      return entry && handleOf(entry);
    },
    checksOf: id => byId(id)?.checks,
    all: () => entries.flatMap(entry => handleOf(entry) ?? []),
    made: () => entries.map(({ held, made }) => (held ? madeOf(held) : made)),
  };
}

function entryOf(handle: RunHandle, checks: Checks): Entry {
  return { id: undefined, checks, handle: new WeakRef(handle), held: handle, made: madeOf(handle) };
}

function madeOf({ session, file }: RunHandle): MadeRun {
  return { run: session.run(), file };
}

function isSaved({ session, file }: RunHandle): boolean {
  return file !== undefined && session.run()?.outcome !== undefined;
}

function withoutRun(entry: Entry): Entry {
  const run = entry.held?.session.run();
  const made = {
    run: run && { ...run, rounds: [], calls: [], edits: [] },
    file: entry.held?.file,
  };
  return { ...entry, id: run?.id, held: undefined, made };
}
