/** What lies over the picker (a question of one's own, the settings, presets, prompts), and what it leaves behind. Pure. */
import type { Settings } from '../../run/settings.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { KeyName } from '../key-names.ts';
import type { Services } from '../services.ts';
import { type OwnStep, writtenIn } from './own-question.ts';
import { choiceOf, type PickerState, withOwn } from './picker-state.ts';
import { PRESETS_AT_FIRST, type PresetsStep, presetsKey } from './presets-keys.ts';
import { type LibraryStep, type LibraryWorld, libraryKey, openLibrary } from './prompt-library-keys.ts';
import { type FormState, type FormStep, formAgain } from './settings-form.ts';

export function afterOwn(state: PickerState, { own, closed }: OwnStep): PickerState {
  if (closed === 'no') return { ...state, over: { kind: 'own', own } };
  const written = writtenIn(own);
  const below = { ...state, over: undefined, draft: undefined };
  if (!written) return below;
  if (closed === 'done') return withOwn(below, written);
  return { ...below, draft: own, said: 'The question is kept: the same key goes on with it.' };
}

export function inForm(
  state: PickerState,
  services: Services,
  step: (base: Settings) => FormStep,
): PickerState {
  const choice = choiceOf(state, services);
  if (!choice) return { ...state, over: undefined };
  const { form, overrides, look, closed } = step(choice.base);
  const nextLook = look ? { ...state.look, ...look } : state.look;
  return { ...state, overrides, look: nextLook, over: closed ? undefined : { kind: 'form', form } };
}

export function toPresets(state: PickerState, services: Services): PickerState {
  if (!choiceOf(state, services)) return state;
  const from = state.over?.kind === 'form' ? state.over.form : undefined;
  return { ...state, over: { kind: 'presets', presets: PRESETS_AT_FIRST, from } };
}

export function inPresets(
  state: PickerState,
  over: Extract<PickerState['over'], { kind: 'presets' }>,
  services: Services,
  name: KeyName,
): PickerState {
  const base = choiceOf(state, services)?.base;
  if (!base) return { ...state, over: undefined };
  const world = { base, overrides: state.overrides, saved: state.saved };
  return afterPresets(state, over.from, base, presetsKey(over.presets, world, name));
}

function afterPresets(
  state: PickerState,
  from: FormState | undefined,
  base: Settings,
  { presets, overrides, saved, used, closed }: PresetsStep,
): PickerState {
  const next = { ...state, overrides, saved };
  if (!closed) return { ...next, over: { kind: 'presets', presets, from } };
  const said = used === undefined ? undefined : `The settings are now as "${used}" has them.`;
  return { ...next, said, over: from && { kind: 'form', form: formAgain(from, base, overrides) } };
}

export function toPrompts(state: PickerState, services: Services): PickerState {
  const base = choiceOf(state, services)?.base;
  if (!base) return state;
  const from = state.over?.kind === 'form' ? state.over.form : undefined;
  return { ...state, over: { kind: 'prompts', library: openLibrary(libraryWorld(state, base)), from } };
}

export function inPrompts(
  state: PickerState,
  over: Extract<PickerState['over'], { kind: 'prompts' }>,
  services: Services,
  name: KeyName,
): PickerState {
  return afterLibrary(state, over.from, services, world => libraryKey(over.library, world, name));
}

export function afterLibrary(
  state: PickerState,
  from: FormState | undefined,
  services: Services,
  step: (world: LibraryWorld) => LibraryStep,
): PickerState {
  const base = choiceOf(state, services)?.base;
  if (!base) return { ...state, over: undefined };
  const { library, overrides, own, used, closed } = step(libraryWorld(state, base));
  const next = { ...state, overrides, prompts: own };
  if (!closed) return { ...next, over: { kind: 'prompts', library, from } };
  const said = used === undefined ? undefined : `The prompt is now "${sanitizeLine(used)}".`;
  return { ...next, said, over: from && { kind: 'form', form: formAgain(from, base, overrides) } };
}

function libraryWorld({ overrides, prompts }: PickerState, base: Settings): LibraryWorld {
  return { base, overrides, own: prompts };
}
