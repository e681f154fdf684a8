/** What changes in the editor of a step: one function a change. Pure; knows no key. */
import { type Field, fieldsOf } from '../screens/settings-schema.ts';
import { type EditorState, editorText, withEditorText } from '../widgets/editor/editor-state.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { textState } from '../widgets/text-editing.ts';
import { leftModel, nextModel } from './model-field.ts';
import {
  baseOf,
  type FieldName,
  fieldsIn,
  isEdited,
  proposalOf,
  type StepEditorState,
  settingField,
} from './step-editor.ts';

/** The cursor in another field; beyond the ends it stays, or comes round. */
export function withNextField(state: StepEditorState, by: 1 | -1, isRound: boolean): StepEditorState {
  const names = fieldsIn(state);
  const at = names.indexOf(state.focus) + by;
  const name = names.at(isRound ? at % names.length : Math.min(Math.max(0, at), names.length - 1));
  return name === undefined ? state : withFocus(state, name);
}

export function withFocus(state: StepEditorState, focus: FieldName): StepEditorState {
  if (focus === state.focus) return state;
  const value = settingField(state, focus)?.value ?? '';
  return { ...state, focus, text: textState(value), model: leftModel(state.model) };
}

/** Refused: the field that is wrong has the cursor, and says why. */
export function refused(state: StepEditorState, field: FieldName, said: string): StepEditorState {
  return { ...withFocus(state, field), wrong: field, said };
}

/** With the prompt as the user changed it. */
export function withPrompt(state: StepEditorState, prompt: EditorState): StepEditorState {
  const isSame = editorText(prompt) === editorText(state.prompt);
  return { ...state, prompt, underneath: isSame ? state.underneath : undefined };
}

/** With other feedback; a prompt that is as proposed goes along with it. */
export function withFeedback(state: StepEditorState, feedback: EditorState, size: Size): StepEditorState {
  const next = { ...state, feedback };
  if (editorText(feedback) === editorText(state.feedback)) return next;
  const proposed = { ...next, proposal: proposalOf(next) };
  return isEdited(state) ? proposed : withProposal(proposed, size);
}

/** With another variant, whose words take the place of the prompt. */
export function withVariant(state: StepEditorState, by: 1 | -1, size: Size): StepEditorState {
  const { variants } = state;
  const at = variants.findIndex(({ id }) => id === state.variant);
  const id = variants[(at + by + variants.length) % variants.length]?.id;
  if (id === undefined || id === state.variant) return state;
  const chosen = { ...state, variant: id };
  const next = { ...chosen, proposal: proposalOf(chosen) };
  // Where the words do not depend on the variant, what was written stays.
  return next.proposal.safe === state.proposal.safe ? next : withProposal(next, size);
}

/** The prompt as it is proposed; what stood there is one undo away. */
export function asProposed(state: StepEditorState, size: Size): StepEditorState {
  if (!isEdited(state)) return { ...state, said: 'The prompt is as it was proposed.' };
  const prompt = withEditorText(state.prompt, state.proposal.safe, size);
  return { ...state, prompt, underneath: undefined, wrong: undefined };
}

/** What the program put there before makes no step of its own. */
function withProposal(state: StepEditorState, size: Size): StepEditorState {
  const base = state.underneath ?? state.prompt;
  const { safe } = state.proposal;
  if (editorText(base) === safe) return { ...state, prompt: base, underneath: undefined };
  return { ...state, prompt: withEditorText(base, safe, size), underneath: base };
}

export function withModel(state: StepEditorState, by: 1 | -1): StepEditorState {
  const { models, settings } = state.input;
  return { ...state, model: nextModel(state.model, models, settings.model, by) };
}

/** With another text in a field of the settings. What is as at first again is no change any more. */
export function withSetting(state: StepEditorState, { id }: Field, value: string): StepEditorState {
  const { [id]: _before, ...others } = state.overrides;
  const first = fieldsOf(baseOf(state)).find(field => field.id === id)?.value;
  return { ...state, overrides: value === first ? others : { ...others, [id]: value } };
}

/** The next choice of a field of the settings. */
/** A choice that is one character, such as a number of rounds, is made by typing it. */
export function withTypedChoice(state: StepEditorState, typed: string | undefined): StepEditorState {
  const field = settingField(state, state.focus);
  const isChoice = typed !== undefined && (field?.choices?.includes(typed) ?? false);
  return field && isChoice ? withSetting({ ...state, wrong: undefined }, field, typed) : state;
}

export function withChoice(state: StepEditorState, field: Field, by: 1 | -1): StepEditorState {
  const all = field.choices ?? [];
  const next = all[(all.indexOf(field.value) + by + all.length) % all.length] ?? field.value;
  return withSetting(state, field, next);
}
