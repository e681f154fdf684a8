/**
 * Named sets of changed settings: those that come with the program and the user's own. Pure; what the
 * user saved is handed in as the settings store holds it, and handed back to be kept there.
 */
import { z } from 'zod';
import type { Settings } from '../../run/settings.ts';
import { truncate } from '../../text/pad.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { type Field, fieldsOf, knownOverrides, type Overrides } from './settings-schema.ts';

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
export type SavedPresets = Readonly<Record<string, Overrides>>;

/**
 * Asks for errors, and so implies that there are some. Models then tend to find one, also in a right
 * answer (Huang et al., arXiv 2310.01798): with the neutral prompt beside it one can see how often.
 */
export const ERRORS_PROMPT =
  'Look for errors in your answer. Name each one that you find, correct it, and state your answer again at the end, in the same form as before.';

const BUILT_IN: readonly Preset[] = [
  preset('as the study', 'Three reflections with the neutral prompt, and the cache on.', {
    rounds: '3',
    repeatQuestion: 'no',
    reflection: '',
    answerStable: 'off',
    cache: '5m',
  }),
  preset('answer once', 'No reflection: what the model says at first.', { rounds: '0' }),
  preset('until stable', 'Up to five reflections, until an answer comes twice running.', {
    rounds: '5',
    answerStable: '2',
  }),
  preset('find errors', 'Asks for errors. It may talk a model out of a right answer.', {
    reflection: ERRORS_PROMPT,
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
  const first = valuesOf(base, {});
  const laid = Object.entries({ ...overrides, ...knownOverrides(preset.overrides) });
  return Object.fromEntries(laid.filter(([id, value]) => first.get(id)?.value !== value));
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
  const then = valuesOf(base, before);
  return fieldsOf(base, after).flatMap(({ id, label, value, empty }) => {
    const from = then.get(id)?.value ?? '';
    return from === value
      ? []
      : [{ label, from: shown(from, empty, longest), to: shown(value, empty, longest) }];
  });
}

/** `rounds 3 → 0, cache 5m → off`, or that nothing differs. */
export function differencesText(all: readonly Difference[]): string {
  if (all.length === 0) return 'nothing: the settings are so already';
  return all.map(({ label, from, to }) => `${label} ${from} → ${to}`).join(', ');
}

export type Kept =
  | { readonly ok: true; readonly saved: SavedPresets }
  /** Why not, in a sentence. */
  | { readonly ok: false; readonly problem: string };

/** With the changes saved under a name; a preset of the user's that has it is replaced. */
export function savePreset(saved: SavedPresets, name: string, overrides: Overrides): Kept {
  const clean = sanitizeLine(name).trim();
  if (clean === '') return refused('A preset needs a name.');
  if (clean.length > LONGEST_NAME) return refused(`A name has at most ${LONGEST_NAME} characters.`);
  const theirs = BUILT_IN.find(one => sameName(one.name, clean));
  if (theirs) return refused(`"${theirs.name}" comes with the program: choose another name.`);
  const changes = knownOverrides(overrides);
  if (Object.keys(changes).length === 0) {
    return refused('There is nothing to save: every setting is as it was at first.');
  }
  return { ok: true, saved: { ...without(saved, clean), [clean]: changes } };
}

export function deletePreset(saved: SavedPresets, name: string): Kept {
  if (Object.keys(saved).some(one => sameName(one, name))) return { ok: true, saved: without(saved, name) };
  const isTheirs = BUILT_IN.some(one => sameName(one.name, name));
  const shownName = sanitizeLine(name);
  return refused(
    isTheirs ? `"${shownName}" comes with the program and stays.` : `There is no preset "${shownName}".`,
  );
}

const Changes = z.record(z.string(), z.string().transform(sanitize));

/** The user's own, as a settings file holds them, which anybody may have edited. */
export function readPresets(stored: unknown): {
  readonly saved: SavedPresets;
  readonly problems: readonly string[];
} {
  if (stored === undefined) return { saved: {}, problems: [] };
  const parsed = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!parsed.success)
    return { saved: {}, problems: ['The saved presets are no list of names: none is read.'] };
  let saved: SavedPresets = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(parsed.data)) {
    const overrides = Changes.safeParse(value);
    const hasSome = overrides.success && Object.keys(knownOverrides(overrides.data)).length > 0;
    const kept = hasSome ? savePreset(saved, name, overrides.data) : refused('It holds no known setting.');
    if (kept.ok) saved = kept.saved;
    else problems.push(`Preset "${truncate(sanitizeLine(name), LONGEST_NAME)}" is not read. ${kept.problem}`);
  }
  return { saved, problems };
}

const LONGEST_NAME = 40;
const LONGEST_VALUE = 24;

function preset(name: string, about: string, overrides: Overrides): Preset {
  return { name, overrides, about, own: false };
}

function valuesOf(base: Settings, overrides: Overrides): Map<string, Field> {
  return new Map(fieldsOf(base, overrides).map(field => [field.id, field]));
}

function shown(value: string, empty: string, longest: number): string {
  return value === '' ? empty : truncate(sanitizeLine(value), longest);
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function without(saved: SavedPresets, name: string): SavedPresets {
  return Object.fromEntries(Object.entries(saved).filter(([one]) => !sameName(one, name)));
}

function refused(problem: string): Kept {
  return { ok: false, problem };
}
