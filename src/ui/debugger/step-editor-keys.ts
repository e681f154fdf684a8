/** What keys and pastes do in the editor of a step, and what it asks of the app. Pure. */
import type { Edit } from '../../run/edits.ts';
import { type KeyName, typedText } from '../key-names.ts';
import { type Command, commandOf } from '../keys.ts';
import { editorEditFor } from '../widgets/editor/editor-keys.ts';
import { type EditorEdit, editEditor, withEditorText } from '../widgets/editor/editor-state.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { editFor, editText, type TextEdit } from '../widgets/text-editing.ts';
import { typedModel } from './model-field.ts';
import { FIELDS, isLong, type StepEditorState, settingField, settingsIn } from './step-editor.ts';
import {
  asProposed,
  refused,
  withChoice,
  withFeedback,
  withFocus,
  withModel,
  withNextField,
  withPrompt,
  withSetting,
  withTypedChoice,
  withVariant,
} from './step-editor-changes.ts';
import { draftOf } from './step-editor-draft.ts';
import { editIn } from './step-editor-edit.ts';
import { longPlace } from './step-editor-layout.ts';
import { canMove } from './text-rows.ts';

export interface StepEditorStep {
  readonly state: StepEditorState;
  /** `editor`: to let the user change `stepOutsideText` outside; then `editorReturned`. */
  readonly asks?: 'editor' | 'help' | 'quit';
  readonly closed?: 'applied' | 'left';
  /** Of one that was left: for the next opening. */
  readonly draft?: unknown;
  /** What is to be changed, when it was applied. */
  readonly edit?: Edit;
  /** What came of the key, in a sentence; the frame shows it. */
  readonly say?: string;
}

/** What a key does in a window of this size (that of the frame). */
export function stepEditorKey(before: StepEditorState, name: KeyName, window: Size): StepEditorStep {
  const state = before.said === undefined ? before : { ...before, said: undefined };
  const command = commandOf(name, 'step-editor', takesText(state));
  switch (command) {
    case 'help':
    case 'quit':
      return { state, asks: command };
    case 'back':
      return { state, closed: 'left', draft: draftOf(state) };
    case 'close':
      return applied(state);
    case 'editor':
      return { state: isLong(state.focus) ? state : withFocus(state, 'prompt'), asks: 'editor' };
    default:
      return saying(changed(state, name, command, window));
  }
}

/** A paste is text for a field that takes any, and nothing elsewhere. */
export function stepEditorPaste(before: StepEditorState, text: string, window: Size): StepEditorState {
  const state = { ...before, said: undefined };
  return takesText(state) ? edited(state, { type: 'insert', text }, window) : state;
}

/** With what came back from the editor outside. */
export function editorReturned(
  state: StepEditorState,
  outcome: { readonly text: string } | { readonly problem: string },
  window: Size,
): StepEditorStep {
  const { focus } = state;
  if ('problem' in outcome) return saying({ ...state, said: outcome.problem });
  if (!isLong(focus)) return { state };
  if (outcome.text.trim() === '') {
    return saying({ ...state, said: `The editor left nothing: the ${focus} is as it was.` });
  }
  const text = withEditorText(state[focus], outcome.text, longPlace(state, focus, window));
  const next = { ...state, wrong: undefined, said: undefined };
  return {
    state: focus === 'prompt' ? withPrompt(next, text) : withFeedback(next, text, promptPlace(state, window)),
  };
}

const EMPTY_TURN = 'An empty turn cannot be sent: write something, or ctrl+r takes back what was proposed.';

function applied(state: StepEditorState): StepEditorStep {
  const { prompt } = state;
  if (prompt.lines.every(({ text }) => text.trim() === ''))
    return saying(refused(state, 'prompt', EMPTY_TURN));
  const laid = settingsIn(state);
  if (!laid.ok) {
    const field = FIELDS.find(name => name === laid.field) ?? state.focus;
    return saying(refused(state, field, laid.problem));
  }
  const edit = editIn(state);
  if (!edit) return { state, closed: 'left' };
  const refusal = state.input.check(laid.settings);
  if (refusal !== undefined) return saying({ ...state, said: refusal });
  return { state, closed: 'applied', edit };
}

function saying(state: StepEditorState): StepEditorStep {
  return { state, ...(state.said !== undefined && { say: state.said }) };
}

/** Whether the field under the cursor takes what is typed. */
function takesText(state: StepEditorState): boolean {
  const { focus } = state;
  if (isLong(focus) || focus === 'model') return true;
  const field = settingField(state, focus);
  return field !== undefined && field.choices === undefined;
}

function changed(
  state: StepEditorState,
  name: KeyName,
  command: Command | undefined,
  window: Size,
): StepEditorState {
  const inText = textEdit(state, name, command, window);
  if (inText) return edited(state, inText, window);
  switch (command) {
    case 'field.next':
    case 'field.previous': {
      // Tab comes round from the last field to the first; an arrow does not.
      const isArrow = editorEditFor(name) !== undefined;
      return withNextField(state, command === 'field.next' ? 1 : -1, !isArrow);
    }
    case 'choice.next':
      return chosen(state, 1, window);
    case 'choice.previous':
      return chosen(state, -1, window);
    case 'reset':
      return asProposed(state, promptPlace(state, window));
    default:
      return withTypedChoice(state, typedText(name));
  }
}

/** What the key does to the text under the cursor; `undefined` where it means something else. */
function textEdit(
  state: StepEditorState,
  name: KeyName,
  command: Command | undefined,
  window: Size,
): EditorEdit | undefined {
  if (!takesText(state)) return undefined;
  const { focus } = state;
  const isChoice = command === 'choice.next' || command === 'choice.previous';
  if (!isLong(focus)) {
    const isTaken = command !== undefined && !(isChoice && focus !== 'model');
    return isTaken ? undefined : editFor(name);
  }
  switch (command) {
    case undefined:
    case 'choice.next':
    case 'choice.previous':
      return editorEditFor(name);
    case 'line':
      return { type: 'insert', text: '\n' };
    case 'undo':
    case 'redo':
      return { type: command };
    case 'text.page-up':
      return { type: 'page-up' };
    case 'text.page-down':
      return { type: 'page-down' };
    case 'field.next':
    case 'field.previous': {
      // An arrow goes on to the next field only from the last row.
      const edit = editorEditFor(name);
      const by = edit?.type === 'down' ? 1 : edit?.type === 'up' ? -1 : undefined;
      const { width } = longPlace(state, focus, window);
      return by !== undefined && canMove(state[focus], by, width) ? edit : undefined;
    }
    default:
      return undefined;
  }
}

function edited(before: StepEditorState, edit: EditorEdit, window: Size): StepEditorState {
  const state = { ...before, wrong: undefined };
  const { focus } = state;
  if (isLong(focus)) {
    const text = editEditor(state[focus], edit, longPlace(state, focus, window));
    return focus === 'prompt'
      ? withPrompt(state, text)
      : withFeedback(state, text, promptPlace(state, window));
  }
  if (!isLineEdit(edit)) return state;
  if (focus === 'model') {
    const { models, settings } = state.input;
    return { ...state, model: typedModel(state.model, models, settings.model, edit) };
  }
  const field = settingField(state, focus);
  if (!field) return state;
  const text = editText(state.text, edit);
  const next = { ...state, text };
  return text.text === state.text.text ? next : withSetting(next, field, text.text);
}

function isLineEdit(edit: EditorEdit): edit is TextEdit {
  return !['page-up', 'page-down', 'text-start', 'text-end', 'undo', 'redo'].includes(edit.type);
}

function chosen(before: StepEditorState, by: 1 | -1, window: Size): StepEditorState {
  const state = { ...before, wrong: undefined };
  const { focus } = state;
  if (focus === 'variant') return withVariant(state, by, promptPlace(state, window));
  if (focus === 'model') return withModel(state, by);
  if (focus === 'onward') return { ...state, onward: !state.onward };
  const field = settingField(state, focus);
  return field?.choices ? withChoice(state, field, by) : state;
}

function promptPlace(state: StepEditorState, window: Size): Size {
  return longPlace(state, 'prompt', window);
}
