/** The list of presets: what is under the cursor, a name that is being written, and what keys do. Pure. */
import type { Settings } from '../../run/settings.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit, type TextState } from '../widgets/text-editing.ts';
import { deletePreset, type Preset, presets, type SavedPresets, savePreset, withPreset } from './presets.ts';
import type { Overrides } from './settings-schema.ts';

export interface PresetsState {
  /** The preset under the cursor. */
  readonly row: number;
  /** The name under which to save, while it is written. */
  readonly name: TextState | undefined;
  /** A name that is taken already: Enter a second time replaces what it stood for. */
  readonly replacing: string | undefined;
  /** Deleted here: they stay in the list, so that they can be brought back. */
  readonly deleted: SavedPresets;
  /** What came of the last key. */
  readonly said: string | undefined;
}

/** What the keys work on. */
export interface PresetsWorld {
  readonly base: Settings;
  readonly overrides: Overrides;
  readonly saved: SavedPresets;
}

export interface PresetsStep {
  readonly presets: PresetsState;
  readonly overrides: Overrides;
  readonly saved: SavedPresets;
  /** The name of the preset that was laid over the settings. */
  readonly used?: string;
  readonly closed: boolean;
}

export const PRESETS_AT_FIRST: PresetsState = {
  row: 0,
  name: undefined,
  replacing: undefined,
  deleted: {},
  said: undefined,
};

/** All that are shown, in their order. */
export function listedPresets({ deleted }: PresetsState, saved: SavedPresets): Preset[] {
  return presets({ ...deleted, ...saved });
}

export function isDeleted({ deleted }: PresetsState, saved: SavedPresets, { name, own }: Preset): boolean {
  return own && !Object.hasOwn(saved, name) && Object.hasOwn(deleted, name);
}

export function presetsKey(state: PresetsState, world: PresetsWorld, name: KeyName): PresetsStep {
  const stay = { presets: { ...state, said: undefined }, overrides: world.overrides, saved: world.saved };
  if (state.name) return { ...named({ ...state, name: state.name }, world, name), closed: false };
  const all = listedPresets(state, world.saved);
  const preset = all[state.row];
  const at = (row: number) => ({ ...stay.presets, row: Math.min(all.length - 1, Math.max(0, row)) });
  switch (commandOf(name, 'presets')) {
    case 'select.up':
      return { ...stay, presets: at(state.row - 1), closed: false };
    case 'select.down':
      return { ...stay, presets: at(state.row + 1), closed: false };
    case 'close': {
      if (!preset) return { ...stay, closed: true };
      const overrides = withPreset(world.base, world.overrides, preset);
      return { ...stay, overrides, used: preset.name, closed: true };
    }
    case 'save':
      return { ...stay, presets: { ...stay.presets, name: EMPTY_TEXT }, closed: false };
    case 'delete':
      return { ...stay, ...(preset && deletion(stay.presets, world.saved, preset)), closed: false };
    case 'back':
      return { ...stay, closed: true };
    default:
      return { ...stay, closed: false };
  }
}

/** A paste is text for the name, and nothing elsewhere. */
export function presetsPaste(state: PresetsState, text: string): PresetsState {
  return state.name ? writing({ ...state, name: state.name }, { type: 'insert', text }) : state;
}

type Naming = PresetsState & { readonly name: TextState };
type Outcome = Pick<PresetsStep, 'presets' | 'overrides' | 'saved'>;

function named(state: Naming, { overrides, saved }: PresetsWorld, key: KeyName): Outcome {
  const stay = { presets: state, overrides, saved };
  switch (commandOf(key, 'presets', true)) {
    case 'close':
      return keep(state, overrides, saved);
    case 'back':
      return { ...stay, presets: { ...state, name: undefined, replacing: undefined, said: undefined } };
    default:
      return { ...stay, presets: writing(state, editFor(key)) };
  }
}

function writing(state: Naming, edit: TextEdit | undefined): PresetsState {
  if (!edit) return state;
  return { ...state, name: editText(state.name, edit), replacing: undefined, said: undefined };
}

function keep(state: Naming, overrides: Overrides, saved: SavedPresets): Outcome {
  const stay = { presets: state, overrides, saved };
  const kept = savePreset(saved, state.name.text, overrides);
  if (!kept.ok) return { ...stay, presets: { ...state, said: kept.problem } };
  const before = new Set(Object.keys(saved));
  const isNew = Object.keys(kept.saved).length > before.size;
  const name = sanitizeLine(state.name.text).trim();
  if (!isNew && state.replacing !== name) {
    return {
      ...stay,
      presets: { ...state, replacing: name, said: `"${name}" is there already: enter again replaces it.` },
    };
  }
  // A deleted one of the same name is not to stand in the way of the new one.
  const deleted = deletePreset(state.deleted, name);
  const next = { ...PRESETS_AT_FIRST, deleted: deleted.ok ? deleted.saved : state.deleted };
  const row = listedPresets(next, kept.saved).findIndex(one => one.own && one.name === name);
  const said = `The settings ${isNew ? 'are saved as' : 'are now'} "${name}".`;
  return { presets: { ...next, row, said }, overrides, saved: kept.saved };
}

/** Deletes it, or brings back what was deleted here. */
function deletion(
  state: PresetsState,
  saved: SavedPresets,
  preset: Preset,
): Pick<PresetsStep, 'presets' | 'saved'> {
  const { name } = preset;
  if (isDeleted(state, saved, preset)) {
    const back = { ...saved, [name]: preset.overrides };
    return { presets: { ...state, said: `"${name}" is back.` }, saved: back };
  }
  const kept = deletePreset(saved, name);
  if (!kept.ok) return { presets: { ...state, said: kept.problem }, saved };
  const deleted = { ...state.deleted, [name]: preset.overrides };
  const said = `"${name}" is deleted. The same key brings it back while this list is open.`;
  return { presets: { ...state, deleted, said }, saved: kept.saved };
}
