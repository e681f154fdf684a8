/**
 * Named sets of changed settings: those that come with the program and the user's own. Pure; what the
 * user saved is handed in as the settings store holds it, and handed back to be kept there.
 */
import { z } from 'zod';
import type { Settings } from '../../run/settings.ts';
import { FIND_THE_ERROR, NEUTRAL } from '../../strategies/prompt-library.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import {
  deleteNamed,
  type Kept,
  keepNamed,
  type Named,
  type ReadNamed,
  readNamed,
  refused,
} from '../../text/named.ts';
import { truncate } from '../../text/pad.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { PROMPT_FIELDS, promptChanges } from './prompt-settings.ts';
import {
  type Field,
  fieldsAtFirst,
  fieldsOf,
  knownOverrides,
  type Overrides,
  strategyIn,
} from './settings-schema.ts';

export interface Preset {
  readonly name: string;
  /** What it changes; everything else stays as it is. */
  readonly overrides: Overrides;
  /** A line about what it is for. */
  readonly about: string;
  /** Whether the user saved it. */
  readonly own: boolean;
}

/** The user's own, by name, as they are kept. */
export type SavedPresets = Named<Overrides>;

/** Rounds are not what every strategy goes by. */
const REFLECTING: Overrides = { strategy: selfReflection.id };

const BUILT_IN: readonly Preset[] = [
  preset('as the study', 'Three reflections with the neutral prompt, and the cache on.', {
    ...REFLECTING,
    feedback: 'none',
    rounds: '3',
    repeatQuestion: 'no',
    ...promptChanges(NEUTRAL),
    answerStable: 'off',
    cache: '5m',
  }),
  preset('answer once', 'No reflection: what the model says at first.', {
    ...REFLECTING,
    rounds: '0',
  }),
  preset('until stable', 'Up to five reflections, until an answer comes twice running.', {
    rounds: '5',
    answerStable: '2',
  }),
  preset('find errors', 'Asks for errors. It may talk a model out of a right answer.', {
    ...promptChanges(FIND_THE_ERROR),
  }),
  preset('no caching', 'Every call pays for the whole conversation.', { cache: 'off' }),
  preset('with reminder', 'The question stands again at the end of every reflection.', {
    repeatQuestion: 'yes',
  }),
];

/** Those of the program, then the user's own by name. */
export function presets(saved: SavedPresets): Preset[] {
  const own = Object.entries(saved).map(([name, overrides]) => ({
    ...preset(name, 'Your own.', overrides),
    own: true,
  }));
  return [...BUILT_IN, ...own.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))];
}

/** The changes with a preset laid over them; what is then as at first is no change any more. */
export function withPreset(base: Settings, overrides: Overrides, preset: Preset): Overrides {
  const laid = { ...overrides, ...wholePrompt(knownOverrides(preset.overrides)) };
  const first = byId(fieldsAtFirst(base, laid));
  return Object.fromEntries(Object.entries(laid).filter(([id, value]) => first.get(id)?.value !== value));
}

/** A prompt is one thing: what changes a part of it leaves nothing of another. */
function wholePrompt(changes: Overrides): Overrides {
  const isPrompt = PROMPT_FIELDS.some(id => changes[id] !== undefined);
  return isPrompt ? { ...promptChanges(NEUTRAL), ...changes } : changes;
}

/** A setting that is another one, as it is written on the screen. */
export interface Difference {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What differs between two sets of changes, in the order of the form; longer values are cut off. */
export function differences(
  base: Settings,
  before: Overrides,
  after: Overrides,
  longest = LONGEST_VALUE,
): Difference[] {
  const then = byId(fieldsOf(base, before, strategyIn(base, after)));
  return fieldsOf(base, after).flatMap(({ id, label, value, empty }) => {
    const from = then.get(id);
    return from === undefined || from.value === value
      ? []
      : [{ label, from: shown(from.value, from.empty, longest), to: shown(value, empty, longest) }];
  });
}

/** `rounds 3 → 0, cache 5m → off`, or that nothing differs. */
export function differencesText(all: readonly Difference[]): string {
  if (all.length === 0) return 'nothing: the settings are so already';
  return all.map(({ label, from, to }) => `${label} ${from} → ${to}`).join(', ');
}

const KIND = { what: 'preset', taken: BUILT_IN.map(({ name }) => name) };

/** With the changes saved under a name; a preset of the user's that has it is replaced. */
export function savePreset(saved: SavedPresets, name: string, overrides: Overrides): Kept<Overrides> {
  const changes = knownOverrides(overrides);
  const kept = keepNamed(saved, name, changes, KIND);
  return kept.ok && Object.keys(changes).length === 0
    ? refused('There is nothing to save: every setting is as it was at first.')
    : kept;
}

export function deletePreset(saved: SavedPresets, name: string): Kept<Overrides> {
  return deleteNamed(saved, name, KIND);
}

const Changes = z.record(z.string(), z.string().transform(sanitize));

/** The user's own, as a settings file holds them, which anybody may have edited. */
export function readPresets(stored: unknown): ReadNamed<Overrides> {
  return readNamed<Overrides>(stored, KIND.what, (saved, name, value) => {
    const overrides = Changes.safeParse(value);
    const hasSome = overrides.success && Object.keys(knownOverrides(overrides.data)).length > 0;
    return hasSome ? savePreset(saved, name, overrides.data) : refused('It holds no known setting.');
  });
}

const LONGEST_VALUE = 24;

function preset(name: string, about: string, overrides: Overrides): Preset {
  return { name, overrides, about, own: false };
}

function byId(fields: readonly Field[]): Map<string, Field> {
  return new Map(fields.map(field => [field.id, field]));
}

function shown(value: string, empty: string, longest: number): string {
  return value === '' ? empty : truncate(sanitizeLine(value), longest);
}
