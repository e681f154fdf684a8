/** The runs of a folder that belong together: a run, those it branched from, and those that branched from them. */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventOf } from '../run/events.ts';
import { readHead } from './read.ts';

type Head = EventOf<'run.started'>;

export interface FamilyMember {
  readonly file: string;
  /** As it is in the file, not made safe to print. */
  readonly head: Head;
}

/** A run as far as its family goes; it may have no file in the folder. */
export interface Relative {
  readonly id: string;
  readonly parent?: { readonly run: string } | undefined;
}

export interface FamilyFinder {
  /**
   * The oldest ancestor whose file is there and all its descendants, in the order of their starts.
   * Looks at the folder each time, and reads only what is new or changed there.
   */
  find(run: Relative): FamilyMember[];
}

/** Without a head: not a transcript that opens. */
interface Seen {
  readonly mtimeMs: number;
  readonly size: number;
  readonly head: Head | undefined;
}

/** `read` is there to be counted by tests. */
export function createFamilyFinder(folder: string, read: typeof readHead = readHead): FamilyFinder {
  let seen = new Map<string, Seen>();
  return {
    find(run) {
      seen = look(folder, seen, read);
      const members = [...seen].flatMap(([file, { head }]) => (head ? { file, head } : []));
      return familyOf(members, run).sort(byStart);
    },
  };
}

function look(folder: string, before: ReadonlyMap<string, Seen>, read: typeof readHead): Map<string, Seen> {
  const now = new Map<string, Seen>();
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const stat = statOf(file);
    if (!stat) continue;
    const { mtimeMs, size } = stat;
    const known = before.get(file);
    const same = known?.mtimeMs === mtimeMs && known.size === size;
    now.set(file, same ? known : { mtimeMs, size, head: read(file) });
  }
  return now;
}

/** Only of what is a file: a named pipe would be waited for. */
function statOf(file: string): Stats | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}

/** Sorted, so that what follows depends on no file system. None when the folder cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.jsonl'))
      .sort();
  } catch {
    return [];
  }
}

function familyOf(members: readonly FamilyMember[], run: Relative): FamilyMember[] {
  const children = Map.groupBy(members, ({ head }) => head.parent?.run);
  const ids = new Set([rootOf(members, run)]);
  // A set is gone through in the order of its making, what is added on the way too.
  for (const id of ids) for (const { head } of children.get(id) ?? []) ids.add(head.run);
  return members.filter(({ head }) => ids.has(head.run));
}

/** A damaged folder may have a run among its own ancestors: the walk ends where it has been. */
function rootOf(members: readonly FamilyMember[], run: Relative): string {
  const parents = new Map(members.map(({ head }) => [head.run, head.parent?.run]));
  const passed = new Set([run.id]);
  let root = run.id;
  let parent = parents.get(run.id) ?? run.parent?.run;
  while (parent !== undefined && parents.has(parent) && !passed.has(parent)) {
    passed.add(parent);
    root = parent;
    parent = parents.get(parent);
  }
  return root;
}

function byStart(one: FamilyMember, other: FamilyMember): number {
  const apart = startOf(one) - startOf(other);
  if (apart !== 0 || one.head.run === other.head.run) return apart;
  return one.head.run < other.head.run ? -1 : 1;
}

/** A time that is none comes first. */
function startOf({ head }: FamilyMember): number {
  return Date.parse(head.startedAt) || 0;
}
