/**
 * What the user chose and keeps: the last choices, recent runs, presets, prompts, keys and the look, in one file
 * with conf. A broken or unwritable file never stops the app.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import envPaths from 'env-paths';
import { z } from 'zod';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
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
}

/** Opens the settings of this user (or of a folder, in tests). Never throws, and writes nothing yet. */
export function openChoices(folder = envPaths('reflectoscope', { suffix: '' }).config): ChoiceStore {
  const file = join(folder, 'config.json');
  const found = read(file);
  switch (found.kind) {
    case 'fine': {
      const { problems, ...parts } = partsOf(found.content);
      const notice = problems.length > 0 ? `${problems.join(' ')} (${file})` : undefined;
      return { ...parts, notice, ...writing(folder) };
    }
    case 'unusable':
      return nothing(found.notice);
    case 'broken':
      return putAside(folder, file, found.what);
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
  if (!existsSync(file)) return { kind: 'absent' };
  const found = read(file);
  if (found.kind === 'broken') return { ...found, file };
  if (found.kind === 'unusable') return found;
  const { problems, keys } = partsOf(found.content);
  return { kind: 'fine', file, problems, keys };
}

/** Settings of which nothing is kept. */
export function nothing(notice?: string): ChoiceStore {
  const { problems: _none, ...parts } = partsOf({});
  return { ...parts, notice, remember() {}, keepPresets() {}, keepPrompts() {}, keepLook() {} };
}

type Found =
  | { kind: 'fine'; content: Content }
  | { kind: 'broken'; what: string }
  | { kind: 'unusable'; notice: string };

function read(file: string): Found {
  if (!existsSync(file)) return { kind: 'fine', content: {} };
  try {
    // conf makes an object of whatever it reads.
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const stored = Stored.safeParse(content);
    if (stored.success) return { kind: 'fine', content: stored.data };
    if (!Versioned.safeParse(content).success) return { kind: 'broken', what: 'was not what it should be' };
    return {
      kind: 'unusable',
      notice: `${file} was written by a newer reflectoscope: it is left as it is, and choices are not remembered.`,
    };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: 'broken', what: 'was not valid JSON' };
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: 'unusable', notice: `${file} cannot be read (${why}): choices are not remembered.` };
  }
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
  });
}

/** A file that cannot be understood is kept under another name, never overwritten. */
function putAside(folder: string, file: string, what: string): ChoiceStore {
  const aside = `${file}.bad-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(file, aside);
  } catch {
    return nothing(`The settings file ${file} ${what}: nothing is remembered.`);
  }
  return { ...nothing(`The settings file ${what}; it is kept as ${aside}.`), ...writing(folder) };
}

/** Each writes its own parts into the file as it is by then: another process may have written others. */
function writing(folder: string): Pick<ChoiceStore, 'remember' | 'keepPresets' | 'keepPrompts' | 'keepLook'> {
  let writable = true;
  const write = (changes: (content: Content) => Content) => {
    if (!writable) return;
    try {
      const conf = openConf(folder);
      const content = conf.store;
      if (Versioned.safeParse(content).success) return;
      conf.set({ version: VERSION, ...changes(content) });
    } catch {
      // Not worth an interruption: what is kept is only a convenience.
      writable = false;
    }
  };
  return {
    remember: chosen => write(content => afterRun(content, chosen)),
    keepPresets: saved => write(content => withPresets(content, saved)),
    keepPrompts: own => write(content => withPrompts(content, own)),
    keepLook: changes => write(content => withLook(content, changes)),
  };
}
