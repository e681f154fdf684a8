/** What keys do to a text that is written in the library: a filter counts while it is written. Pure. */
import { tagsIn } from '../../library/labels.ts';
import type { KeyName } from '../key-names.ts';
import type { Command } from '../keys.ts';
import { editFor, editText, type TextEdit } from '../widgets/text-editing.ts';
import type { LibraryAsk, LibraryStep } from './library-asks.ts';
import { type LibraryInput, type LibrarySeen, type LibraryState, rowAt, withRow } from './library-state.ts';

export function inputKey(
  state: LibraryState,
  input: LibraryInput,
  name: KeyName,
  command: Command | undefined,
  seen: LibrarySeen,
): LibraryStep {
  const closed = { ...state, input: undefined };
  switch (command) {
    case 'select.up':
    case 'select.down':
      // The title is for the run that it was begun for.
      if (input.kind !== 'filter') return { state };
      return { state: withRow(state, seen, rowAt(state, seen.found) + (command === 'select.up' ? -1 : 1)) };
    case 'back':
      return { state: input.kind === 'filter' ? { ...closed, filter: input.before } : closed };
    case 'choose':
      return input.kind === 'filter' ? { state: closed } : { state: closed, asks: labelOf(input) };
    case undefined: {
      const edit = editFor(name);
      return { state: edit ? edited(state, input, edit) : state };
    }
    default:
      return { state };
  }
}

function labelOf({ kind, text: { text }, before: path }: LibraryInput): LibraryAsk {
  return { kind: 'label', path, label: kind === 'title' ? { title: text.trim() } : { tags: tagsIn(text) } };
}

/** A filter counts while it is written; the cursor is on the first that it leaves. */
export function edited(state: LibraryState, input: LibraryInput, edit: TextEdit): LibraryState {
  const text = editText(input.text, edit);
  const next = { ...state, input: { ...input, text } };
  if (input.kind !== 'filter' || text.text === state.filter) return next;
  return { ...next, filter: text.text, row: 0, path: undefined, top: 0 };
}
