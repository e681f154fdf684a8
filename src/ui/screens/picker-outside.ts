/** The texts of the picker that may be written in an editor outside, and what becomes of them. Pure. */
import type { Edited } from '../outside/external.ts';
import type { Services } from '../services.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { ownEdited } from './own-question.ts';
import { inForm } from './picker-over.ts';
import { choiceOf, type PickerState } from './picker-state.ts';
import { longText, withFieldText } from './settings-form.ts';

export interface OutsideText {
  readonly text: string;
  /** What the file is called while it is changed. */
  readonly name: string;
  /** The field that it belongs to; absent for a question of one's own. */
  readonly field?: string;
}

/** The text that an editor is opened with. */
export function outsideText(state: PickerState, services: Services): OutsideText | undefined {
  const { over, overrides } = state;
  if (over?.kind === 'own') return { text: editorText(over.own.text), name: 'question.md' };
  const base = choiceOf(state, services)?.base;
  const field = over?.kind === 'form' && base ? longText(over.form, base, overrides) : undefined;
  // Whoever changes a standard text begins with it.
  return field && { text: field.value || (field.standard ?? ''), name: `${field.id}.md`, field: field.id };
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
  const { field } = sent;
  if (over?.kind === 'own' && field === undefined) {
    return { ...state, over: { kind: 'own', own: ownEdited(over.own, edited.text, window) } };
  }
  if (over?.kind !== 'form' || field === undefined) return state;
  return inForm(state, services, base => withFieldText(over.form, overrides, base, field, edited.text));
}
