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
import { type OwnStep, openOwn, ownKey, ownPaste, writtenIn } from './own-question.ts';
import { pageOf } from './picker-frame.ts';
import {
  choiceOf,
  clearFilters,
  filterModels,
  filterQuestions,
  type PickerState,
  withOwn,
} from './picker-state.ts';
import { type FormStep, formKey, formPaste, openForm } from './settings-form.ts';

export interface PickerStep {
  readonly state: PickerState;
  readonly asks?: 'run' | 'help' | 'quit';
}

/** Which rows of the table of keys count. */
export function pickerScreen({ over }: PickerState): Screen {
  if (!over) return 'picker';
  return over.kind === 'form' ? 'form' : 'own-question';
}

/** What a key does in a window of this size. */
export function pickerKey(state: PickerState, name: KeyName, services: Services, window: Size): PickerStep {
  const command = commandOf(name, pickerScreen(state), state.over ? true : filterOf(state).text !== '');
  if (command === 'help' || command === 'quit') return { state, asks: command };
  if (state.over?.kind === 'own') return { state: afterOwn(state, ownKey(state.over.own, name, window)) };
  if (state.over?.kind === 'form') {
    const { form } = state.over;
    return {
      state: inForm(state, services, base => formKey(form, state.overrides, base, name)),
    };
  }
  if (command === 'run') return { state, asks: 'run' };
  if (!command) return { state: typedInto(state, editFor(name)) };
  return { state: commanded(state, command, services, pageOf(window.height)) };
}

export function pickerPaste(state: PickerState, text: string, services: Services, window: Size): PickerState {
  const { over } = state;
  if (over?.kind === 'own') return { ...state, over: { kind: 'own', own: ownPaste(over.own, text, window) } };
  if (over?.kind === 'form')
    return inForm(state, services, base => formPaste(over.form, state.overrides, base, text));
  const pasted = textState(text, true).text.trim();
  // Several lines are no filter: they are a question, to be looked at before it is asked.
  if (state.focus === 'questions' && pasted.includes('\n')) {
    return { ...state, over: { kind: 'own', own: openOwn(pasted) } };
  }
  return typedInto(state, { type: 'insert', text });
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
      return { ...state, over: { kind: 'own', own: ownSoFar(state) } };
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

function afterOwn(state: PickerState, { own, closed }: OwnStep): PickerState {
  if (closed === 'no') return { ...state, over: { kind: 'own', own } };
  const written = closed === 'done' ? writtenIn(own) : undefined;
  const below = { ...state, over: undefined };
  return written ? withOwn(below, written) : below;
}

function inForm(
  state: PickerState,
  services: Services,
  step: (base: NonNullable<ReturnType<typeof choiceOf>>['base']) => FormStep,
): PickerState {
  const choice = choiceOf(state, services);
  if (!choice) return { ...state, over: undefined };
  const { form, overrides, closed } = step(choice.base);
  return { ...state, overrides, over: closed ? undefined : { kind: 'form', form } };
}

function filterOf({ focus, models, questions }: PickerState) {
  return focus === 'models' ? models.filter : questions.filter;
}

function typedInto(state: PickerState, edit: TextEdit | undefined): PickerState {
  if (!edit) return state;
  const filter = editText(filterOf(state), edit);
  return state.focus === 'models'
    ? { ...state, models: filterModels(state.models, filter) }
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
