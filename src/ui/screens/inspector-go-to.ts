/** Writing where to go in a played run: a place that is none is told there, and stays to be changed. Pure. */
import type { PlaceFound } from '../../replay/place.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit } from '../widgets/text-editing.ts';
import type { InspectorState } from './inspector-state.ts';

interface GoToStep {
  readonly state: InspectorState;
  /** Where in the run's own time to go. */
  readonly goTo?: Milliseconds;
}

export function openGoTo(state: InspectorState): InspectorState {
  return { ...state, goTo: { text: EMPTY_TEXT } };
}

/** `find` looks a place up in the run that is played. */
export function goToKey(state: InspectorState, name: KeyName, find: (place: string) => PlaceFound): GoToStep {
  const { goTo } = state;
  if (!goTo) return { state };
  switch (commandOf(name, 'go-to', true)) {
    case 'back':
      return { state: { ...state, goTo: undefined } };
    case 'choose': {
      const found = find(goTo.text.text);
      if ('problem' in found) return { state: { ...state, goTo: { ...goTo, problem: found.problem } } };
      return { state: { ...state, goTo: undefined }, goTo: found.atMs };
    }
    default:
      return { state: written(state, editFor(name)) };
  }
}

export function goToPaste(state: InspectorState, text: string): InspectorState {
  return written(state, { type: 'insert', text });
}

function written(state: InspectorState, edit: TextEdit | undefined): InspectorState {
  if (!state.goTo || !edit) return state;
  return { ...state, goTo: { text: editText(state.goTo.text, edit) } };
}
