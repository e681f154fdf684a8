/** The list of presets: what its keys do to the settings and to what is saved. Pure. */
import type { Settings } from '../../run/settings.ts';
import type { KeyName } from '../key-names.ts';
import {
  isDeletedIn,
  LIST_AT_FIRST,
  listedOwn,
  type NamedState,
  namedKey,
  namedPaste,
} from './named-list.ts';
import { deletePreset, type Preset, presets, type SavedPresets, savePreset, withPreset } from './presets.ts';
import type { Overrides } from './settings-schema.ts';

export type PresetsState = NamedState<Overrides>;

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

export const PRESETS_AT_FIRST: PresetsState = LIST_AT_FIRST;

/** All that are shown, in their order. */
export function listedPresets(state: PresetsState, saved: SavedPresets): Preset[] {
  return presets(listedOwn(state, saved));
}

export function isDeleted(state: PresetsState, saved: SavedPresets, preset: Preset): boolean {
  return isDeletedIn(state, saved, preset);
}

export function presetsKey(state: PresetsState, world: PresetsWorld, name: KeyName): PresetsStep {
  const { base, overrides } = world;
  const { list, saved, command } = namedKey(
    state,
    {
      screen: 'presets',
      saved: world.saved,
      all: presets,
      save: (before, written) => savePreset(before, written, overrides),
      remove: deletePreset,
      subject: 'The settings are',
    },
    name,
  );
  const stay = { presets: list, overrides, saved, closed: false };
  if (command === 'back') return { ...stay, closed: true };
  if (command !== 'close') return stay;
  const preset = listedPresets(list, saved)[list.row];
  if (!preset) return { ...stay, closed: true };
  return { ...stay, overrides: withPreset(base, overrides, preset), used: preset.name, closed: true };
}

/** A paste is text for the name, and nothing elsewhere. */
export function presetsPaste(state: PresetsState, text: string): PresetsState {
  return namedPaste(state, text);
}
