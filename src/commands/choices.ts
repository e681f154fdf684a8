/** What was chosen the last time, kept with conf. A broken or unwritable file never stops the app. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import envPaths from 'env-paths';
import { z } from 'zod';
import { sanitize } from '../text/sanitize.ts';
import type { Choices } from '../ui/services.ts';

const VERSION = 1;

// Anybody may have written the file, and these texts are shown.
const text = z.string().transform(sanitize);
const Stored = z.looseObject({
  version: z.literal(VERSION),
  last: z
    .object({
      model: text,
      question: text,
      ownQuestion: text,
      reference: text,
      overrides: z.record(z.string(), text),
    })
    .partial(),
});
/** Also the file of a later version has this. */
const Versioned = z.looseObject({ version: z.int().min(VERSION + 1) });

export interface ChoiceStore {
  readonly choices: Choices;
  /** What was wrong with the file, in a sentence. */
  readonly notice: string | undefined;
  remember(choices: Choices): void;
}

/** Opens the settings of this user (or of a folder, in tests). Never throws, and writes nothing yet. */
export function openChoices(folder = envPaths('reflectoscope', { suffix: '' }).config): ChoiceStore {
  const file = join(folder, 'config.json');
  const found = read(folder, file);
  switch (found.kind) {
    case 'fine':
      return storeIn(folder, found.choices, undefined);
    case 'unusable':
      return { choices: {}, notice: found.notice, remember() {} };
    case 'broken':
      return putAside(folder, file, found.what);
  }
}

type Found =
  | { kind: 'fine'; choices: Choices }
  | { kind: 'broken'; what: string }
  | { kind: 'unusable'; notice: string };

function read(folder: string, file: string): Found {
  if (!existsSync(file)) return { kind: 'fine', choices: {} };
  try {
    const content = openConf(folder).store;
    const stored = Stored.safeParse(content);
    if (stored.success) return { kind: 'fine', choices: withoutUndefined(stored.data.last) };
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

/** Without defaults and migrations it writes nothing before something is set. */
function openConf(folder: string): Conf<Record<string, unknown>> {
  return new Conf<Record<string, unknown>>({ cwd: folder, projectName: 'reflectoscope' });
}

/** A file that cannot be understood is kept under another name, never overwritten. */
function putAside(folder: string, file: string, what: string): ChoiceStore {
  const aside = `${file}.bad-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(file, aside);
  } catch {
    return {
      choices: {},
      notice: `The settings file ${file} ${what}: nothing is remembered.`,
      remember() {},
    };
  }
  return storeIn(folder, {}, `The settings file ${what}; it is kept as ${aside}.`);
}

function storeIn(folder: string, choices: Choices, notice: string | undefined): ChoiceStore {
  let writable = true;
  return {
    choices,
    notice,
    remember(chosen) {
      if (!writable) return;
      try {
        openConf(folder).set({ version: VERSION, last: withoutUndefined(chosen) });
      } catch {
        // Not worth an interruption: the choices are only a convenience.
        writable = false;
      }
    },
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
