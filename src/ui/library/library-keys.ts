/** What keys and pastes do in the library, and what they ask of the world. Pure. */
import { tagsText } from '../../library/labels.ts';
import type { Row } from '../../library/row.ts';
import { SORT_KEYS } from '../../library/sort-keys.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import { textState } from '../widgets/text-editing.ts';
import type { LibraryStep } from './library-asks.ts';
import { edited, inputKey } from './library-input.ts';
import {
  chosenRows,
  type LibrarySeen,
  type LibraryState,
  markedRows,
  rowAt,
  rowUnder,
  withRow,
} from './library-state.ts';
import { sortWords } from './library-words.ts';

/** Which rows of the table of keys count now. */
export function libraryScreen({ input, forms }: LibraryState): Screen {
  if (forms !== undefined) return 'menu';
  return input ? 'library-input' : 'library';
}

export function libraryKey(before: LibraryState, name: KeyName, seen: LibrarySeen): LibraryStep {
  const { said: _said, sure, ...rest } = before;
  const state: LibraryState = rest;
  const screen = libraryScreen(state);
  const command = commandOf(name, screen, state.input !== undefined);
  if (command === 'quit' || command === 'help') return { state, asks: { kind: command } };
  if (state.forms !== undefined) return formKey(state, state.forms, command, seen);
  if (state.input) return inputKey(state, state.input, name, command, seen);
  return commanded(state, command, seen, sure);
}

export function libraryPaste(state: LibraryState, text: string): LibraryState {
  return state.input ? edited(state, state.input, { type: 'insert', text }) : state;
}

function commanded(
  state: LibraryState,
  command: Command | undefined,
  seen: LibrarySeen,
  sure: LibraryState['sure'],
): LibraryStep {
  const { found, page } = seen;
  const moved = moveOf(command, rowAt(state, found), found.rows.length, page);
  if (moved !== undefined) return { state: withRow(state, seen, moved) };
  switch (command) {
    case 'undo':
      return { state, asks: { kind: 'undo' } };
    case 'library.refresh':
      return { state, asks: { kind: 'refresh' } };
    case 'back':
      return backward(state, seen);
    case 'library.report':
      return reporting(state, seen);
    case 'library.filter':
      return {
        state: { ...state, input: { kind: 'filter', text: textState(state.filter), before: state.filter } },
      };
    case 'library.sort':
      return { state: sortedNext(state) };
    case 'library.reverse':
      return { state: withSort(state, { ...state.sort, reversed: !state.sort.reversed }) };
    case 'library.details':
      return { state: { ...state, isDetailed: !state.isDetailed } };
    case 'library.empty-trash':
      return sure === 'empty-trash'
        ? { state, asks: { kind: 'empty-trash' } }
        : { state: { ...state, sure: 'empty-trash' } };
    case undefined:
      return { state };
    default:
      return aboutRow(state, command, seen);
  }
}

/** What needs a run under the cursor, and most often one that can be read. */
function aboutRow(state: LibraryState, command: Command, seen: LibrarySeen): LibraryStep {
  const row = rowUnder(state, seen.found);
  if (!row) return said(state, 'There is no run here.');
  switch (command) {
    case 'library.mark':
      return { state: withRow(toggled(state, row), seen, rowAt(state, seen.found) + 1) };
    case 'delete':
      return {
        state: { ...state, marked: [] },
        asks: { kind: 'delete', rows: chosenRows(state, seen.found) },
      };
  }
  if (!row.run) return said(state, 'A newer reflectoscope wrote this run: update reflectoscope to open it.');
  switch (command) {
    case 'library.open':
      return { state, asks: { kind: 'open', row } };
    case 'library.play':
      return { state, asks: { kind: 'play', row } };
    case 'library.branch':
      return { state, asks: { kind: 'branch', row } };
    case 'library.resume':
      return { state, asks: { kind: 'resume', row } };
    case 'library.title':
      return { state: writing(state, 'title', row.run.title ?? '', row) };
    case 'library.tags':
      return { state: writing(state, 'tags', tagsText(row.run.tags), row) };
    case 'library.compare':
      return comparing(state, row, seen);
    case 'library.export':
      return seen.forms.length > 0
        ? { state: { ...state, forms: 0 } }
        : said(state, 'Nothing here exports: "reflectoscope export" does.');
    default:
      return { state };
  }
}

function writing(state: LibraryState, kind: 'title' | 'tags', text: string, row: Row): LibraryState {
  return { ...state, input: { kind, text: textState(text), before: row.path } };
}

function toggled(state: LibraryState, { path }: Row): LibraryState {
  const isMarked = state.marked.includes(path);
  return { ...state, marked: isMarked ? state.marked.filter(one => one !== path) : [...state.marked, path] };
}

function comparing(state: LibraryState, row: Row, { found }: LibrarySeen): LibraryStep {
  const marked = markedRows(state, found);
  const rows = marked.length === 1 ? [...marked, row] : marked;
  const [a, b] = rows;
  if (rows.length !== 2 || !a || !b || a === b) {
    const help = 'Two runs are compared: mark one with the space bar, go to the other, and press C.';
    return said(state, marked.length > 2 ? `${marked.length} runs are marked. ${help}` : help);
  }
  return { state, asks: { kind: 'compare', rows: [a, b] } };
}

/** The marked ones, else all that the filter shows. */
function reporting(state: LibraryState, { found }: LibrarySeen): LibraryStep {
  const marked = markedRows(state, found);
  const rows = marked.length > 0 ? marked : found.rows;
  if (rows.length === 0) return said(state, 'There is no run here to report on.');
  return { state, asks: { kind: 'report', rows } };
}

/** What is nearest goes first: the marks, then the filter, then the screen. */
function backward(state: LibraryState, seen: LibrarySeen): LibraryStep {
  if (state.marked.length > 0) return { state: { ...state, marked: [] } };
  if (state.filter !== '') return { state: withRow({ ...state, filter: '' }, seen, state.row) };
  return { state, asks: { kind: 'back' } };
}

function sortedNext(state: LibraryState): LibraryState {
  const at = SORT_KEYS.indexOf(state.sort.key);
  const key = SORT_KEYS[(at + 1) % SORT_KEYS.length] ?? 'age';
  return withSort(state, { key, reversed: false });
}

/** From the top: what comes first is what one sorts for. */
function withSort(state: LibraryState, sort: LibraryState['sort']): LibraryState {
  return { ...state, sort, row: 0, path: undefined, top: 0, said: `Sorted: ${sortWords(sort)}.` };
}

function formKey(
  state: LibraryState,
  row: number,
  command: Command | undefined,
  { forms, found }: LibrarySeen,
): LibraryStep {
  const closed = { ...state, forms: undefined };
  const under = rowUnder(state, found);
  const form = forms[row];
  if (command === 'back' || !under || !form) return { state: closed };
  if (command === 'choose') return { state: closed, asks: { kind: 'export', row: under, form: form.id } };
  const by = command === 'select.up' ? -1 : command === 'select.down' ? 1 : 0;
  return { state: { ...state, forms: Math.max(0, Math.min(forms.length - 1, row + by)) } };
}

function moveOf(command: Command | undefined, row: number, count: number, page: number): number | undefined {
  switch (command) {
    case 'select.up':
      return row - 1;
    case 'select.down':
      return row + 1;
    case 'select.page-up':
      return row - Math.max(1, page - 1);
    case 'select.page-down':
      return row + Math.max(1, page - 1);
    case 'select.first':
      return 0;
    case 'select.last':
      return count - 1;
    default:
      return undefined;
  }
}

function said(state: LibraryState, words: string): LibraryStep {
  return { state: { ...state, said: words } };
}
