/** One folder of the library: its files as they were read last, and how they are read again when they change. */
import { whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { type OpenedIndex, openIndex } from './index-place.ts';
import { type Content, type Rest, readRun } from './read-run.ts';
import {
  type IndexEntry,
  type IndexedFile,
  isBroken,
  openIndexInMemory,
  type RunIndex,
} from './run-index.ts';
import { inSlices } from './slices.ts';
import type { RunText } from './summary.ts';
import { type FoundFile, type FoundFolder, walk } from './walk.ts';

export interface ShelfOptions {
  readonly folder: string;
  /** Where indexes lie. */
  readonly cache: string;
  /** Without what is in the index by now. */
  readonly anew: boolean;
  /** Told of every step: rows may have changed, or the progress. */
  readonly onStep: () => void;
}

export interface Shelf {
  readonly folder: string;
  /** By name, relative to the folder. The same map; its entries are replaced. */
  readonly entries: ReadonlyMap<string, IndexEntry>;
  readonly progress: () => Progress | undefined;
  /** Of the last walk, each in a sentence that is safe to print. */
  readonly problems: () => readonly string[];
  /** Why the index is not kept, in a sentence. */
  readonly notice: () => string | undefined;
  /** How often the index was lost: after it, everything is to be read again. */
  readonly losses: () => number;
  readonly folders: () => readonly FoundFolder[];
  /** Looks at all files, and reads those that changed. Never rejects. */
  refresh(): Promise<void>;
  /** Looks at these alone. */
  reread(files: readonly FoundFile[], gone: readonly string[]): Promise<void>;
  find(word: string): Map<string, string[]>;
  texts(name: string): RunText[];
  close(): void;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Files that are written into the index together. */
const BATCH = 20;

export function openShelf({ folder, cache, anew, onStep }: ShelfOptions): Shelf {
  let { index, problem }: OpenedIndex = openIndex(folder, { cache, anew });
  const entries = new Map<string, IndexEntry>();
  let progress: Progress | undefined;
  let walked: { folders: readonly FoundFolder[]; problems: readonly string[] } = {
    folders: [],
    problems: [],
  };
  /** Files that could not be read, by name: why. */
  const unreadable = new Map<string, string>();
  let closed = false;
  /** How often the index was lost. */
  let losses = 0;

  /**
   * From here on the index has what comes from now on: a broken one is made anew, once; one that cannot be
   * written is in memory.
   */
  const lose = (thrown: unknown) => {
    losses++;
    entries.clear();
    closeQuietly(index);
    if (isBroken(thrown) && losses === 1) {
      ({ index, problem } = openIndex(folder, { cache, anew: true }));
      return;
    }
    problem ??= whyNotWrittenAndHelp(thrown);
    index = openIndexInMemory();
  };
  const load = () => {
    for (const entry of index.entries()) entries.set(entry.name, entry);
  };
  try {
    load();
  } catch (thrown) {
    lose(thrown);
  }

  const keep = (files: readonly IndexedFile[], gone: readonly string[]) => {
    try {
      index.write(files, gone);
    } catch (thrown) {
      if (index.isInMemory) throw thrown;
      return lose(thrown);
    }
    for (const name of gone) entries.delete(name);
    for (const { entry } of files) entries.set(entry.name, entry);
  };

  const read = async (files: readonly FoundFile[], rest: Rest) => {
    const before = losses;
    // What is newest is most likely what somebody looks for.
    const waiting = files.toSorted((a, b) => b.mtimeMs - a.mtimeMs);
    for (let done = 0; done < waiting.length && !closed && losses === before; done += BATCH) {
      const batch: IndexedFile[] = [];
      for (const file of waiting.slice(done, done + BATCH)) {
        const content = await readRun(file.path, rest);
        if (closed) return;
        unreadable.delete(file.name);
        if (content.kind === 'unreadable') unreadable.set(file.name, content.why);
        else batch.push(indexed(file, content));
      }
      keep(batch, []);
      progress = { done: Math.min(done + BATCH, waiting.length), total: waiting.length };
      onStep();
    }
  };

  /** What somebody asks of the index; where that is lost, there is nothing until it was made anew. */
  const ask = <T>(what: (of: RunIndex) => T, nothing: T): T => {
    try {
      return what(index);
    } catch (thrown) {
      if (!closed) lose(thrown);
      return nothing;
    }
  };

  return {
    folder,
    entries,
    progress: () => progress,
    problems: () => [...walked.problems, ...unreadable.values()],
    notice: () => (problem === undefined ? undefined : sanitizeLine(notKept(problem))),
    losses: () => losses,
    folders: () => walked.folders,
    async refresh() {
      const rest = inSlices();
      const { files, ...found } = await walk(folder, rest);
      if (closed) return;
      walked = found;
      const there = new Set(files.map(({ name }) => name));
      for (const name of unreadable.keys()) if (!there.has(name)) unreadable.delete(name);
      let before: number;
      do {
        before = losses;
        const gone = [...entries.keys()].filter(name => !there.has(name));
        if (gone.length > 0) keep([], gone);
        const changed = files.filter(file => !isSame(file, entries.get(file.name)));
        progress = changed.length > 0 ? { done: 0, total: changed.length } : undefined;
        if (progress) onStep();
        await read(changed, rest);
      } while (losses !== before && !closed);
      progress = undefined;
      if (!closed) onStep();
    },
    async reread(files, gone) {
      if (gone.length > 0) keep([], gone);
      await read(files, inSlices());
      progress = undefined;
      if (!closed) onStep();
    },
    find: word => ask(of => of.find(word), new Map()),
    texts: name => ask(of => of.texts(name), []),
    close() {
      closed = true;
      closeQuietly(index);
    },
  };
}

function isSame({ size, mtimeMs, ino }: FoundFile, entry: IndexEntry | undefined): boolean {
  return entry?.size === size && entry.mtimeMs === mtimeMs && entry.ino === ino;
}

function notKept(why: string): string {
  return `The index of the library cannot be kept, so each start reads every file again: ${why}.`;
}

function closeQuietly(index: RunIndex): void {
  try {
    index.close();
  } catch {
    // It is of no use any more in any case.
  }
}

function indexed({ name, size, mtimeMs, ino }: FoundFile, content: Exclude<Content, { kind: 'unreadable' }>) {
  const entry = { name, size, mtimeMs, ino };
  if (content.kind !== 'run') return { entry: { ...entry, content }, texts: [] };
  const { kind, summary, passedOver, texts } = content;
  return { entry: { ...entry, content: { kind, summary, passedOver } }, texts };
}
