/** The list of presets as lines: each with what it is for, and what the one under the cursor changes. Pure. */
import { indented, type Line, line, span, wrapped } from '../line.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { namedListFrame } from './named-list-frame.ts';
import { differences, differencesText, type Preset, withPreset } from './presets.ts';
import { isDeleted, listedPresets, type PresetsState, type PresetsWorld } from './presets-keys.ts';

export interface PresetsInput extends PresetsWorld {
  readonly state: PresetsState;
  readonly width: number;
  readonly height: number;
}

/** Of a prompt that would be another one. */
const WHOLE = 2000;

/** Exactly `height` lines, and where the cursor is while a name is written. */
export function presetsFrame(input: PresetsInput): { lines: Line[]; cursor: Place | undefined } {
  const { state, saved, width, height } = input;
  const all = listedPresets(state, saved);
  const rows = all.map(preset => ({ ...preset, deleted: isDeleted(state, saved, preset) }));
  const below = (room: number) => changeLines(input, all[state.row]).slice(0, room);
  return namedListFrame({ title: 'Presets', screen: 'presets', list: state, rows, below, width, height });
}

function changeLines({ base, overrides, width }: PresetsInput, preset: Preset | undefined): Line[] {
  if (!preset) return [];
  const changed = differencesText(differences(base, overrides, withPreset(base, overrides, preset), WHOLE));
  return [
    line(span(' What it would change', 'label')),
    ...indented(wrapped(`${changed.charAt(0).toUpperCase()}${changed.slice(1)}`, width - 2), 1),
  ];
}
