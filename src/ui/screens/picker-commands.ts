/** What the picker's keys do to what it remembers. Pure. */
import type { Command } from '../keys.ts';
import {
  type ListItem,
  type ListState,
  moveSelection,
  selectFirst,
  selectLast,
} from '../widgets/list-state.ts';
import { EMPTY_TEXT } from '../widgets/text-editing.ts';
import { filterModels, filterQuestions, type PickerState } from './picker-state.ts';

/** `page` is how many rows a page key moves. */
export function pickerCommand(state: PickerState, command: Command, page: number): PickerState {
  switch (command) {
    case 'field.next':
    case 'field.previous':
      return { ...state, focus: state.focus === 'models' ? 'questions' : 'models' };
    case 'clear':
      return {
        ...state,
        models: filterModels(state.models, EMPTY_TEXT),
        questions: filterQuestions(state.questions, EMPTY_TEXT),
      };
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

function inList(
  state: PickerState,
  change: <T extends ListItem>(list: ListState<T>) => ListState<T>,
): PickerState {
  return state.focus === 'models'
    ? { ...state, models: change(state.models) }
    : { ...state, questions: change(state.questions) };
}
