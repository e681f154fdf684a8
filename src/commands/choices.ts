/**
 * What the user chose and keeps: the last choices, recent runs, presets, prompts, keys and the look, in one file
 * with conf. A broken or unwritable file never stops the app.
 */
import { accessSync, constants, lstatSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import envPaths from 'env-paths';
import { z } from 'zod';
import type { Milliseconds } from '../run/price.ts';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
import { diskCode, whyNotWritten, whyNotWrittenAndHelp, whyUnreadable } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { LockedError, takeLock } from '../transcripts/lock.ts';
import { makeFolder } from '../transcripts/make-folder.ts';
import type { LookSettings } from '../ui/look-settings.ts';
import type { SavedPresets } from '../ui/screens/presets.ts';
import type { Choices } from '../ui/services.ts';
import {
  afterRun,
  type Content,
  partsOf,
  type StoredParts,
  withLook,
  withPresets,
  withPrompts,
} from './stored-parts.ts';

const VERSION = 1;

/** A file that somebody wrote by hand needs no version. */
const Stored = z.looseObject({ version: z.literal(VERSION).optional() });
/** Also the file of a later version has this. */
const Versioned = z.looseObject({ version: z.int().min(VERSION + 1) });

export interface ChoiceStore extends StoredParts {
  /** What was wrong with the file, in a sentence or several. */
  readonly notice: string | undefined;
  /** After a run was started: what was chosen, and that it was run. */
  remember(choices: Choices): void;
  keepPresets(saved: SavedPresets): void;
  keepPrompts(own: OwnPrompts): void;
  keepLook(changes: Partial<LookSettings>): void;
  /** What came up while something was kept, in a sentence; told once. */
  problem(): string | undefined;
}

/** Opens the settings of this user (or of a folder, in tests). Never throws, and writes nothing yet. */
export function openChoices(folder = envPaths('reflectoscope', { suffix: '' }).config): ChoiceStore {
  const file = join(folder, 'config.json');
  const found = read(file);
  switch (found.kind) {
    case 'fine': {
      const { problems, ...parts } = partsOf(found.content);
      const notice = problems.length > 0 ? `${problems.join(' ')} (${file})` : undefined;
      return { ...parts, notice, ...writing(folder, file, parts) };
    }
    case 'unusable':
      return nothing(found.notice);
    case 'broken': {
      const { isAside, notice } = putAside(file, found.what);
      if (!isAside) return nothing(notice);
      const none = nothing(notice);
      return { ...none, ...writing(folder, file, none) };
    }
  }
}

export type SettingsLook =
  | { kind: 'absent' }
  | { kind: 'fine'; file: string; problems: readonly string[]; keys: unknown }
  | { kind: 'broken'; file: string; what: string }
  | { kind: 'unusable'; notice: string };

/** How the settings are, for somebody who looks for what is wrong: nothing is changed, also where it is broken. */
export function lookAtSettings(folder = envPaths('reflectoscope', { suffix: '' }).config): SettingsLook {
  const file = join(folder, 'config.json');
  const found = read(file);
  if (found.kind === 'broken') return { ...found, file };
  if (found.kind === 'unusable') return found;
  if (!found.isThere) return { kind: 'absent' };
  const { problems, keys } = partsOf(found.content);
  return { kind: 'fine', file, problems, keys };
}

/** Settings of which nothing is kept. */
export function nothing(notice?: string): ChoiceStore {
  const { problems: _none, ...parts } = partsOf({});
  return {
    ...parts,
    notice,
    remember() {},
    keepPresets() {},
    keepPrompts() {},
    keepLook() {},
    problem: () => undefined,
  };
}

type Found =
  | { kind: 'fine'; content: Content; isThere: boolean }
  | { kind: 'broken'; what: string }
  | { kind: 'unusable'; notice: string };

function read(file: string): Found {
  try {
    // conf makes an object of whatever it reads.
    const content: unknown = parsed(readFileSync(file, 'utf8'));
    const stored = Stored.safeParse(content);
    if (stored.success) return { kind: 'fine', content: stored.data, isThere: true };
    if (!Versioned.safeParse(content).success) return { kind: 'broken', what: 'was not what it should be' };
    return {
      kind: 'unusable',
      notice: `${file} was written by a newer reflectoscope: it is left as it is, and choices are not remembered.`,
    };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: 'broken', what: 'was not valid JSON' };
    const code = diskCode(thrown);
    if (code === 'EISDIR') return { kind: 'broken', what: 'was a folder' };
    // What is written over a link would be in its place, and whoever made it would miss it.
    if (code === 'ENOENT' && isLink(file))
      return { kind: 'broken', what: 'was a link to a file that is not there' };
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'fine', content: {}, isThere: false };
    return { kind: 'unusable', notice: `${file} ${whyUnreadable(thrown)}: choices are not remembered.` };
  }
}

/** Editors on Windows put a byte order mark first, which JSON does not allow. */
function parsed(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ''));
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Without defaults and migrations it writes nothing before something is set. Questions and prompts of the
 * user's own are in the file, so it is for its owner only.
 */
function openConf(folder: string): Conf<Record<string, unknown>> {
  return new Conf<Record<string, unknown>>({
    cwd: folder,
    projectName: 'reflectoscope',
    configFileMode: 0o600,
    deserialize: text => parsed(text) as Record<string, unknown>,
  });
}

/** A file that cannot be understood is kept under another name, never overwritten. */
function putAside(file: string, what: string): { readonly isAside: boolean; readonly notice: string } {
  const aside = freeName(`${file}.bad-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  try {
    renameSync(file, aside);
    return { isAside: true, notice: `The settings file ${what}; it is kept as ${aside}.` };
  } catch (thrown) {
    const why = whyNotWritten(thrown);
    return { isAside: false, notice: `The settings file ${file} ${what}: nothing is remembered (${why}).` };
  }
}

/** Two may be put aside within a millisecond. */
function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
  }
}

type Writing = Pick<ChoiceStore, 'remember' | 'keepPresets' | 'keepPrompts' | 'keepLook' | 'problem'>;

/**
 * Each writes its own parts into the file as it is by then: another process may have written others, and has
 * to wait while this one reads and writes. `known`: what was in the file at first.
 */
function writing(folder: string, file: string, known: Pick<StoredParts, 'presets' | 'prompts'>): Writing {
  let { presets, prompts } = known;
  let problem: string | undefined;
  let told = false;
  const write = (changes: (content: Content, isThere: boolean) => Content) => {
    try {
      makeFolder(folder);
      // conf would try for a second what is not allowed.
      accessSync(folder, constants.W_OK);
      oneAtATime(file, () => {
        const found = read(file);
        if (found.kind === 'unusable') throw new Refusal(found.notice);
        if (found.kind === 'broken') {
          const { isAside, notice } = putAside(file, found.what);
          if (!isAside) throw new Refusal(notice);
          problem = notice;
        }
        const [content, isThere] = found.kind === 'fine' ? [found.content, found.isThere] : [{}, false];
        openConf(folder).set({ version: VERSION, ...changes(content, isThere) });
      });
    } catch (thrown) {
      // Not worth an interruption: what is kept is only a convenience.
      if (!told) problem = thrown instanceof Refusal ? thrown.message : notKept(file, thrown);
      told = true;
    }
  };
  return {
    remember: chosen => write(content => afterRun(content, chosen)),
    keepPresets(saved) {
      const base = presets;
      write((content, isThere) => withPresets(content, saved, isThere ? base : {}));
      presets = saved;
    },
    keepPrompts(own) {
      const base = prompts;
      write((content, isThere) => withPrompts(content, own, isThere ? base : {}));
      prompts = own;
    },
    keepLook: changes => write(content => withLook(content, changes)),
    problem() {
      const now = problem;
      problem = undefined;
      return now;
    },
  };
}

/** Why nothing is written, as a sentence. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

function notKept(file: string, thrown: unknown): string {
  const why = thrown instanceof LockedError ? 'another process holds it' : whyNotWrittenAndHelp(thrown);
  return sanitizeLine(`${file} cannot be written: ${why}. What you choose counts for this start only.`);
}

/** Longer than any process needs to write its settings. */
const PATIENCE_MS: Milliseconds = 2000;
const PAUSE_MS: Milliseconds = 5;

/** Throws `LockedError` where somebody holds it for too long. */
function oneAtATime(file: string, does: () => void): void {
  const lock = patiently(() => takeLock(file));
  try {
    does();
  } finally {
    lock.release();
  }
}

function patiently<T>(attempt: () => T): T {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return attempt();
    } catch (thrown) {
      if (!(thrown instanceof LockedError) || waited >= PATIENCE_MS) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
