/** What keys and pastes do to the picker and to what lies over it, and what they ask of the app. Pure. */
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import type { Services } from '../services.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import {
  type ListItem,
  type ListState,
  meant,
  moveSelection,
  selectedItem,
  selectFirst,
  selectLast,
} from '../widgets/list-state.ts';
import { editFor, editText, type TextEdit, textState } from '../widgets/text-editing.ts';
import { namedPaste } from './named-list.ts';
import { openOwn, ownKey, ownPaste } from './own-question.ts';
import { pageOf } from './picker-frame.ts';
import { outsideText, whyNoEditor } from './picker-outside.ts';
import { afterOwn, inForm, inPresets, inPrompts, toPresets, toPrompts } from './picker-over.ts';
import { choiceOf, clearFilters, filterModels, filterQuestions, type PickerState } from './picker-state.ts';
import { presetsPaste } from './presets-keys.ts';
import { formKey, formPaste, openForm } from './settings-form.ts';

export interface PickerStep {
  readonly state: PickerState;
  /** `editor`: to let the user change a text outside (`outsideText`). */
  readonly asks?: 'run' | 'help' | 'quit' | 'editor' | 'library';
}

/** Which rows of the table of keys count. */
export function pickerScreen({ over }: PickerState): Screen {
  if (!over) return 'picker';
  return over.kind === 'own' ? 'own-question' : over.kind;
}

/** What a key does in a window of this size. */
export function pickerKey(before: PickerState, name: KeyName, services: Services, window: Size): PickerStep {
  const state = before.said === undefined ? before : { ...before, said: undefined };
  const command = commandOf(name, pickerScreen(state), state.over ? true : filterOf(state).text !== '');
  if (command === 'help' || command === 'quit') return { state, asks: command };
  if (command === 'editor') return toEditor(state, services);
  if (command === 'presets') return { state: toPresets(state, services) };
  if (command === 'prompts') return { state: toPrompts(state, services) };
  if (state.over?.kind === 'own') return { state: afterOwn(state, ownKey(state.over.own, name, window)) };
  if (state.over?.kind === 'form') {
    const { form } = state.over;
    return {
      state: inForm(state, services, base => formKey(form, state.overrides, base, name, state.look)),
    };
  }
  if (state.over?.kind === 'presets') return { state: inPresets(state, state.over, services, name) };
  if (state.over?.kind === 'prompts') return { state: inPrompts(state, state.over, services, name) };
  if (command === 'run' || command === 'library') return { state, asks: command };
  if (!command) return { state: typedInto(state, editFor(name), services) };
  return { state: commanded(state, command, services, pageOf(window.height)) };
}

export function pickerPaste(state: PickerState, text: string, services: Services, window: Size): PickerState {
  const { over } = state;
  if (over?.kind === 'own') return { ...state, over: { kind: 'own', own: ownPaste(over.own, text, window) } };
  if (over?.kind === 'form')
    return inForm(state, services, base => formPaste(over.form, state.overrides, base, text));
  if (over?.kind === 'presets') {
    return { ...state, over: { ...over, presets: presetsPaste(over.presets, text) } };
  }
  if (over?.kind === 'prompts')
    return { ...state, over: { ...over, library: namedPaste(over.library, text) } };
  const pasted = textState(text, true).text.trim();
  // Several lines are no filter: they are a question, to be looked at before it is asked.
  if (state.focus === 'questions' && pasted.includes('\n')) {
    return { ...state, over: { kind: 'own', own: openOwn(pasted) } };
  }
  return typedInto(state, { type: 'insert', text }, services);
}

function toEditor(state: PickerState, services: Services): PickerStep {
  if (outsideText(state, services)) return { state, asks: 'editor' };
  return { state: { ...state, said: whyNoEditor(state) } };
}

/** `page` is how many rows a page key moves. */
function commanded(state: PickerState, command: Command, services: Services, page: number): PickerState {
  switch (command) {
    case 'field.next':
      return { ...inList(state, meant), focus: state.focus === 'models' ? 'questions' : 'models' };
    case 'settings': {
      const choice = choiceOf(state, services);
      if (!choice) return state;
      return { ...state, over: { kind: 'form', form: openForm(choice.base, state.overrides) } };
    }
    case 'question':
      return { ...state, over: { kind: 'own', own: state.draft ?? ownSoFar(state) } };
    case 'clear':
      return clearFilters(state);
    case 'select.up':
      return inList(state, list => moveSelection(list, -1));
    case 'select.down':
      return inList(state, list => moveSelection(list, 1));
    case 'select.page-up':
      return inList(state, list => moveSelection(list, -page));
    case 'select.page-down':
      return inList(state, list => moveSelection(list, page));
    case 'select.first':
      return inList(state, selectFirst);
    case 'select.last':
      return inList(state, selectLast);
    default:
      return state;
  }
}

/** One's own question goes on where it was, be it in its place or in the filter. */
function ownSoFar({ questions }: PickerState) {
  const chosen = selectedItem(questions);
  if (!chosen?.own) return openOwn();
  return openOwn(chosen.question.text, chosen.question.reference?.[0]);
}

function filterOf({ focus, models, questions }: PickerState) {
  return focus === 'models' ? models.filter : questions.filter;
}

function typedInto(state: PickerState, edit: TextEdit | undefined, { prices }: Services): PickerState {
  if (!edit) return state;
  const filter = editText(filterOf(state), edit);
  return state.focus === 'models'
    ? { ...state, models: filterModels(state.models, filter, prices) }
    : { ...state, questions: filterQuestions(state.questions, filter) };
}

function inList(
  state: PickerState,
  change: <T extends ListItem>(list: ListState<T>) => ListState<T>,
): PickerState {
  return state.focus === 'models'
    ? { ...state, models: change(state.models) }
    : { ...state, questions: change(state.questions) };
}
