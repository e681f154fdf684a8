/**
 * The library: all runs below some folders, as rows that are there at once from the index and are brought
 * up to date in the background. The files are the truth; whoever asks gets what is known by now.
 */
import { join, relative, sep } from 'node:path';
import type { Milliseconds } from '../run/price.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { isBeingWritten } from '../transcripts/lock.ts';
import { areOthers, fileAt, outermost } from './folders.ts';
import { libraryCache } from './index-place.ts';
import type { MatchWorld, Places } from './matches.ts';
import type { Row } from './row.ts';
import { type RowSource, rowsOf } from './rows.ts';
import { openShelf, type Progress, type Shelf } from './shelf.ts';
import type { RunText } from './summary.ts';

export interface Library {
  /** In no order. The same array until something changed. */
  rows(): readonly Row[];
  status(): LibraryStatus;
  /** What a query asks of the texts. */
  world(): MatchWorld;
  /** What can be looked for in a run: its question and its answers, in their order. */
  texts(row: Row): RunText[];
  /** Looks at every file, and reads those that changed. Never rejects. */
  refresh(): Promise<void>;
  /** Looks at this file alone: somebody has just changed or removed it. */
  reread(path: string): Promise<void>;
  /** Looks at what changes as long as somebody watches. Returns how to stop. */
  watch(): () => void;
  subscribe(listener: () => void): () => void;
  close(): void;
}

export interface LibraryStatus {
  /** While files are read. */
  readonly progress: Progress | undefined;
  /** What could not be read, each in a sentence that is safe to print. */
  readonly problems: readonly string[];
  /** `.jsonl` files that are no transcripts. */
  readonly others: number;
  /** That the index is not kept, and why. */
  readonly notice: string | undefined;
  /** The index was lost since the last look at all files: nothing is found before the next one. */
  readonly isLost: boolean;
}

export interface LibraryOptions {
  readonly folders: readonly string[];
  /** Where indexes lie. */
  readonly cache?: string;
  /** Without what was indexed before. */
  readonly anew?: boolean;
  readonly now?: () => number;
}

/** Runs that go on are looked at so often, and folders in which something may have come. */
export const LOOK_MS: Milliseconds = 1000;
/** Every file is looked at after so many looks. */
const LOOKS_TO_ALL = 15;
/** Rows are made anew no more often while many files are read. */
const STEP_MS: Milliseconds = 150;

export function openLibrary(options: LibraryOptions): Library {
  const { cache = libraryCache(), anew = false, now = Date.now } = options;
  const listeners = new Set<() => void>();
  const folders = outermost(options.folders);
  let isStale = true;
  let lastStep = 0;
  let rows: readonly Row[] = [];
  let byPath = new Map<string, Row>();
  let written = new Set<string>();
  const places = new Map<string, Places>();
  let closed = false;

  const tell = () => {
    isStale = true;
    places.clear();
    for (const listener of listeners) listener();
  };
  const shelves = folders.map(folder =>
    openShelf({
      folder,
      cache,
      anew,
      onStep: () => {
        const time = performance.now();
        if (shelves.some(({ progress }) => progress()) && time - lastStep < STEP_MS) return;
        lastStep = time;
        tell();
      },
    }),
  );
  written = writtenNow();

  function sources(): RowSource[] {
    return shelves.flatMap(shelf =>
      [...shelf.entries.values()].map(entry => {
        const path = join(shelf.folder, entry.name);
        const name = sanitizeLine(folders.length > 1 ? path : entry.name);
        return { entry, path, name, isWritten: written.has(path) };
      }),
    );
  }
  function openRuns(): { readonly shelf: Shelf; readonly name: string; readonly path: string }[] {
    return shelves.flatMap(shelf =>
      [...shelf.entries.values()].flatMap(({ name, content }) =>
        content.kind === 'run' && content.summary.outcome === 'open'
          ? [{ shelf, name, path: join(shelf.folder, name) }]
          : [],
      ),
    );
  }
  function writtenNow(): Set<string> {
    return new Set(openRuns().flatMap(({ path }) => (isBeingWritten(path) ? [path] : [])));
  }
  const lookForWriters = () => {
    const next = writtenNow();
    if (next.size === written.size && [...next].every(path => written.has(path))) return;
    written = next;
    tell();
  };

  const seenLosses = new Map<Shelf, number>(shelves.map(shelf => [shelf, shelf.losses()]));
  const isLost = () => shelves.some(shelf => shelf.losses() > (seenLosses.get(shelf) ?? 0));
  // One after the other: two that read the same files at once would do everything twice.
  let last: Promise<unknown> = Promise.resolve();
  /** What nobody foresaw. */
  let failure: string | undefined;
  const inTurn = (does: () => Promise<void>): Promise<void> => {
    const next = last.then(async () => {
      if (!closed) await does();
    });
    last = next.catch(thrown => {
      failure = sanitizeLine(
        `The library stopped reading: ${thrown instanceof Error ? thrown.message : thrown}.`,
      );
      tell();
    });
    return last as Promise<void>;
  };
  const refresh = () =>
    inTurn(async () => {
      for (const shelf of shelves) {
        await shelf.refresh();
        seenLosses.set(shelf, shelf.losses());
      }
      written = writtenNow();
      if (!closed) tell();
    });
  const nameIn = ({ folder }: Shelf, path: string) => relative(folder, path).replaceAll(sep, '/');
  const shelfOf = (path: string) => shelves.find(shelf => shelf.entries.has(nameIn(shelf, path)));
  const reread = (path: string) =>
    inTurn(async () => {
      const shelf = shelves.find(one => !nameIn(one, path).startsWith('../'));
      if (!shelf) return;
      const name = nameIn(shelf, path);
      const file = fileAt(path, name);
      await shelf.reread(file ? [file] : [], file ? [] : [name]);
      written = writtenNow();
      tell();
    });

  let looks = 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking || closed) return;
    isLooking = true;
    try {
      looks++;
      if (isLost() || looks % LOOKS_TO_ALL === 0 || shelves.some(shelf => areOthers(shelf.folders())))
        return await refresh();
      for (const { shelf, name, path } of openRuns()) {
        const entry = shelf.entries.get(name);
        const file = fileAt(path, name);
        if (file?.size !== entry?.size || file?.mtimeMs !== entry?.mtimeMs) await reread(path);
      }
      lookForWriters();
    } finally {
      isLooking = false;
    }
  };
  const placesOf = (word: string): Places => {
    const before = places.get(word);
    if (before) return before;
    const all = shelves.flatMap(shelf =>
      [...shelf.find(word)].map(([name, found]) => [join(shelf.folder, name), found] as const),
    );
    const found = new Map(all);
    places.set(word, found);
    return found;
  };

  return {
    rows() {
      if (!isStale) return rows;
      isStale = false;
      rows = rowsOf(sources(), byPath);
      byPath = new Map(rows.map(row => [row.path, row]));
      return rows;
    },
    status: () => ({
      progress: sumOf(shelves.flatMap(({ progress }) => progress() ?? [])),
      problems: [
        ...(failure === undefined ? [] : [failure]),
        ...shelves.flatMap(({ problems }) => problems()),
      ],
      others: shelves.reduce(
        (sum, { entries }) =>
          sum + [...entries.values()].filter(({ content }) => content.kind === 'other').length,
        0,
      ),
      notice: shelves.map(({ notice }) => notice()).find(one => one !== undefined),
      isLost: isLost(),
    }),
    world: () => ({ now: now(), placesOf }),
    texts({ path }) {
      const shelf = shelfOf(path);
      return shelf ? shelf.texts(nameIn(shelf, path)) : [];
    },
    refresh,
    reread,
    watch() {
      const timer = setInterval(() => void look(), LOOK_MS);
      return () => clearInterval(timer);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      for (const shelf of shelves) shelf.close();
    },
  };
}

function sumOf(all: readonly Progress[]): Progress | undefined {
  if (all.length === 0) return undefined;
  return all.reduce((sum, { done, total }) => ({ done: sum.done + done, total: sum.total + total }));
}
