/** What was chosen the last time, kept with conf. A broken or unwritable file never stops the app. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import envPaths from 'env-paths';
import { z } from 'zod';
import type { Choices } from '../ui/services.ts';

const Stored = z.object({
  model: z.string().optional(),
  question: z.string().optional(),
  ownQuestion: z.string().optional(),
  reference: z.string().optional(),
  overrides: z.record(z.string(), z.string()).optional(),
});

export interface ChoiceStore {
  readonly choices: Choices;
  /** What was wrong with the file, in a sentence. */
  readonly notice: string | undefined;
  remember(choices: Choices): void;
}

/** Opens the settings of this user (or of a folder, in tests). Never throws. */
export function openChoices(folder = envPaths('reflectoscope', { suffix: '' }).config): ChoiceStore {
  const opened = open(folder);
  const { store } = opened;
  const parsed = Stored.safeParse(store ? readLast(store) : {});
  let writable = store !== undefined;
  return {
    choices: parsed.success ? (dropUndefined(parsed.data) as Choices) : {},
    notice: opened.notice,
    remember(choices) {
      if (!store || !writable) return;
      try {
        store.set('last', JSON.parse(JSON.stringify(choices)));
      } catch {
        // Not worth an interruption: the choices are only a convenience.
        writable = false;
      }
    },
  };
}

interface Shape {
  version: number;
  last: Record<string, unknown>;
}

function open(folder: string): { store: Conf<Shape> | undefined; notice: string | undefined } {
  const make = () =>
    new Conf<Shape>({ cwd: folder, projectName: 'reflectoscope', defaults: { version: 1, last: {} } });
  try {
    return { store: make(), notice: undefined };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return reopen(folder, make);
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { store: undefined, notice: `Choices are not remembered: ${why}.` };
  }
}

/** A file that cannot be read is put aside, never overwritten. */
function reopen(folder: string, make: () => Conf<Shape>): ReturnType<typeof open> {
  const file = join(folder, 'config.json');
  const aside = `${file}.bad-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(file, aside);
    return { store: make(), notice: `The settings file was not valid JSON; it is kept as ${aside}.` };
  } catch {
    return {
      store: undefined,
      notice: `The settings file ${file} is not valid JSON: nothing is remembered.`,
    };
  }
}

function readLast(store: Conf<Shape>): unknown {
  return store.get('last');
}

function dropUndefined(value: object): object {
  return JSON.parse(JSON.stringify(value));
}
