/** The texts of the picker that may be written in an editor outside, and what becomes of them. Pure. */
import type { Edited } from '../outside/external.ts';
import type { Services } from '../services.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { ownEdited } from './own-question.ts';
import { afterLibrary, inForm } from './picker-over.ts';
import { choiceOf, type PickerState } from './picker-state.ts';
import { ownUnderCursor, withReflection } from './prompt-library-keys.ts';
import { longText, withFieldText } from './settings-form.ts';

export interface OutsideText {
  readonly text: string;
  /** What the file is called while it is changed. */
  readonly name: string;
  /** The field that it belongs to. */
  readonly field?: string;
  /** The prompt of the library that it belongs to. Without a field and a prompt it is a question. */
  readonly prompt?: string;
}

/** The text that an editor is opened with. */
export function outsideText(state: PickerState, services: Services): OutsideText | undefined {
  const { over, overrides } = state;
  if (over?.kind === 'own') return { text: editorText(over.own.text), name: 'question.md' };
  if (over?.kind === 'prompts') {
    const prompt = ownUnderCursor(over.library, state.prompts);
    return prompt && { text: prompt.reflection, name: 'reflection.md', prompt: prompt.name };
  }
  const base = choiceOf(state, services)?.base;
  const field = over?.kind === 'form' && base ? longText(over.form, base, overrides) : undefined;
  // Whoever changes a standard text begins with it.
  return field && { text: field.value || (field.standard ?? ''), name: `${field.id}.md`, field: field.id };
}

/** Why there is nothing to open an editor with, in a sentence. */
export function whyNoEditor({ over }: PickerState): string {
  if (over?.kind !== 'prompts') return 'An editor is for the prompts: go to one of them first.';
  return over.library.name
    ? 'First the name: enter keeps it, esc gives up.'
    : 'An editor is for prompts of your own: use this one, and save it here under a name.';
}

/** With what came back from the editor, in the place from which it was sent. */
export function withOutsideText(
  state: PickerState,
  sent: OutsideText,
  edited: Edited,
  services: Services,
  window: Size,
): PickerState {
  if (edited.kind !== 'changed') return { ...state, said: edited.message };
  const { over, overrides } = state;
  const { field, prompt } = sent;
  if (prompt !== undefined) {
    if (over?.kind !== 'prompts') return state;
    const { library, from } = over;
    return afterLibrary(state, from, services, world => withReflection(library, world, prompt, edited.text));
  }
  if (over?.kind === 'own' && field === undefined) {
    return { ...state, over: { kind: 'own', own: ownEdited(over.own, edited.text, window) } };
  }
  if (over?.kind !== 'form' || field === undefined) return state;
  return inForm(state, services, base => withFieldText(over.form, overrides, base, field, edited.text));
}
