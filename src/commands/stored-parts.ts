/**
 * The parts of the settings file, each read by itself, and what the file is to hold after a change.
 * Pure. A part that cannot be read loses nothing else, and is kept under another name when it must be
 * written over.
 */
import { z } from 'zod';
import { readPrompts } from '../strategies/own-prompts.ts';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
import type { ReadNamed } from '../text/named.ts';
import { sanitize } from '../text/sanitize.ts';
import { type LookSettings, readLook } from '../ui/look-settings.ts';
import { NOTHING_RECENT, type Recent, withRun } from '../ui/recent.ts';
import { readPresets, type SavedPresets } from '../ui/screens/presets.ts';
import type { Choices } from '../ui/services.ts';

export type Content = Readonly<Record<string, unknown>>;

export interface StoredParts {
  /** What was chosen the last time. */
  readonly choices: Choices;
  readonly recent: Recent;
  readonly presets: SavedPresets;
  readonly prompts: OwnPrompts;
  readonly look: LookSettings;
  /** The user's own keys, as they stand there. */
  readonly keys: unknown;
}

// Anybody may have written the file, and these texts are shown.
const text = z.string().transform(sanitize);
const Last = z
  .object({
    model: text,
    question: text,
    ownQuestion: text,
    reference: text,
    overrides: z.record(z.string(), text),
  })
  .partial();
const Ids = z.object({ models: z.array(text).default([]), questions: z.array(text).default([]) });

/** Never throws: what cannot be read is as if it were not there, and is said. */
export function partsOf(content: Content): StoredParts & { readonly problems: readonly string[] } {
  const last = Last.optional().safeParse(content.last);
  const recent = Ids.optional().safeParse(content.recent);
  const presets = readPresets(content.presets);
  const prompts = readPrompts(content.prompts);
  const look = readLook(content.look);
  return {
    choices: withoutUndefined(last.data ?? {}),
    recent: recent.data ?? NOTHING_RECENT,
    presets: presets.saved,
    prompts: prompts.saved,
    look: look.look,
    keys: content.keys,
    problems: [
      ...(last.success ? [] : ['What was chosen the last time cannot be read.']),
      ...(recent.success ? [] : ['What was run recently cannot be read.']),
      ...presets.problems,
      ...prompts.problems,
      ...look.problems,
    ],
  };
}

/** What changes in the file once something was run. */
export function afterRun(content: Content, chosen: Choices): Content {
  const { recent } = partsOf(content);
  const known = new Set(Object.keys(Last.shape));
  const others = Object.entries(isObject(content.last) ? content.last : {});
  return {
    ...kept(content, 'last', Last.optional().safeParse(content.last).success),
    ...kept(content, 'recent', Ids.optional().safeParse(content.recent).success),
    last: { ...Object.fromEntries(others.filter(([name]) => !known.has(name))), ...withoutUndefined(chosen) },
    recent: withRun(recent, chosen),
  };
}

/** What changes in the file once presets were saved or deleted; `before`: as they were known until then. */
export function withPresets(content: Content, saved: SavedPresets, before: SavedPresets): Content {
  return withNamed(content, 'presets', saved, before, readPresets);
}

/** What changes in the file once prompts were saved, changed or deleted. */
export function withPrompts(content: Content, own: OwnPrompts, before: OwnPrompts): Content {
  return withNamed(content, 'prompts', own, before, readPrompts);
}

/** Those that nobody could read stay, and those that another process has written meanwhile. */
function withNamed(
  content: Content,
  part: string,
  saved: Content,
  before: Content,
  read: (stored: unknown) => ReadNamed<unknown>,
): Content {
  const stored = content[part];
  const isUnread = (name: string, value: unknown) => Object.keys(read({ [name]: value }).saved).length === 0;
  const others = Object.entries(isObject(stored) ? stored : {}).filter(
    ([name, value]) => isUnread(name, value) || !Object.hasOwn(before, name),
  );
  const unchanged = new Set(
    Object.keys(saved).filter(name => isObject(stored) && isSame(saved[name], before[name])),
  );
  const theirs = Object.entries(isObject(stored) ? stored : {}).filter(([name]) => unchanged.has(name));
  const changed = Object.entries(saved).filter(([name]) => !unchanged.has(name));
  return {
    ...kept(content, part, stored === undefined || isObject(stored)),
    [part]: Object.fromEntries([...others, ...theirs, ...changed]),
  };
}

export function withLook(content: Content, changes: Partial<LookSettings>): Content {
  return {
    ...kept(content, 'look', content.look === undefined || isObject(content.look)),
    look: { ...(isObject(content.look) ? content.look : {}), ...changes },
  };
}

/** A part that could not be read, under another name. */
function kept(content: Content, part: string, isRead: boolean): Content {
  return isRead ? {} : { [`${part}-unread`]: content[part] };
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
