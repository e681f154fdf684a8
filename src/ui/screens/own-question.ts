/** Where one writes a question of one's own, and the right answer if one knows it: state, keys and lines. Pure. */
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf, keyLine } from '../keys.ts';
import { EMPTY, indented, type Line, line, padTo, span, wrapped } from '../line.ts';
import { editorEditFor } from '../widgets/editor/editor-keys.ts';
import {
  type EditorEdit,
  type EditorState,
  editEditor,
  editorText,
  openEditor,
  withEditorText,
} from '../widgets/editor/editor-state.ts';
import { type EditorView, editorView } from '../widgets/editor/editor-view.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { editFor, editText, type TextEdit, type TextState, textState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface OwnState {
  readonly text: EditorState;
  readonly reference: TextState;
  readonly focus: 'text' | 'reference';
}

export interface Written {
  readonly text: string;
  readonly reference: string | undefined;
}

export interface OwnStep {
  readonly own: OwnState;
  /** `done` with what was written, if anything was. */
  readonly closed: 'no' | 'done' | 'given up';
}

export function openOwn(text = '', reference = ''): OwnState {
  return { text: openEditor(text), reference: textState(reference), focus: 'text' };
}

/** What a key does in a window of this size. */
export function ownKey(own: OwnState, name: KeyName, window: Size): OwnStep {
  const command = commandOf(name, 'own-question', true);
  switch (command) {
    case 'close':
      return { own, closed: 'done' };
    case 'back':
      return { own, closed: 'given up' };
    case 'field.next':
      return { own: { ...own, focus: own.focus === 'text' ? 'reference' : 'text' }, closed: 'no' };
    case 'line':
      return { own: inserted(own, '\n', window), closed: 'no' };
    case 'undo':
    case 'redo':
      return { own: inText(own, { type: command }, window), closed: 'no' };
    case 'text.page-up':
      return { own: inText(own, { type: 'page-up' }, window), closed: 'no' };
    case 'text.page-down':
      return { own: inText(own, { type: 'page-down' }, window), closed: 'no' };
    default:
      return { own: keyed(own, name, window), closed: 'no' };
  }
}

export function ownPaste(own: OwnState, text: string, window: Size): OwnState {
  return inserted(own, text, window);
}

/** With the question as it came back from an editor. */
export function ownEdited(own: OwnState, text: string, window: Size): OwnState {
  return { ...own, text: withEditorText(own.text, text, placeIn(window)) };
}

/** `undefined` when no question was written. */
export function writtenIn({ text, reference }: OwnState): Written | undefined {
  const written = editorText(text).trim();
  const known = reference.text.trim();
  return written === '' ? undefined : { text: written, reference: known === '' ? undefined : known };
}

function keyed(own: OwnState, name: KeyName, window: Size): OwnState {
  return own.focus === 'text' ? inText(own, editorEditFor(name), window) : inReference(own, editFor(name));
}

function inserted(own: OwnState, text: string, window: Size): OwnState {
  const edit = { type: 'insert', text } as const;
  return own.focus === 'text' ? inText(own, edit, window) : inReference(own, edit);
}

function inText(own: OwnState, edit: EditorEdit | undefined, window: Size): OwnState {
  return edit && own.focus === 'text' ? { ...own, text: editEditor(own.text, edit, placeIn(window)) } : own;
}

function inReference(own: OwnState, edit: TextEdit | undefined): OwnState {
  return edit ? { ...own, reference: editText(own.reference, edit) } : own;
}

/** Around the text: its label, a blank line and the reference. */
const AROUND_TEXT = 3;
const LABEL = 11;
const NOTICE_ROWS = 3;

/** Exactly `height` lines, and where the cursor is; a notice takes its room from the text. */
export function ownFrame(
  own: OwnState,
  width: number,
  height: number,
  notice?: string,
): { lines: Line[]; cursor: Place } {
  const said =
    notice === undefined
      ? []
      : indented(wrapped(sanitizeLine(notice), width - 2, 'warning'), 1).slice(0, NOTICE_ROWS);
  const whole = placeIn({ width, height });
  const place = { ...whole, height: Math.max(1, whole.height - said.length) };
  const area = textRows(own.text, place);
  const focused = own.focus === 'reference';
  const reference = textField(own.reference, width - LABEL - 2, {
    focused,
    placeholder: 'the right answer, if you know it',
  });
  const label = (text: string, isFocused: boolean) =>
    span(`${isFocused ? '▌' : ' '}${text}`, isFocused ? 'accent' : 'label');
  const body = [
    line(label('question', !focused), span(moreOf(area), 'muted')),
    ...padTo(indented(area.lines, 1), place.height),
    EMPTY,
    [label(fit('reference', LABEL), focused), ...reference.line],
    ...said,
  ];
  const top = TITLE_ROWS + 1;
  const below = { x: LABEL + 1 + (reference.cursor ?? 0), y: top + place.height + 1 };
  const foot = keyLine('own-question', width);
  return {
    lines: titled({ title: 'A question of your own', right: '', body, foot }, width, height),
    cursor: focused ? below : { x: area.cursor.x + 1, y: area.cursor.y + top },
  };
}

/** How much of the window is for the text. */
function placeIn({ width, height }: Size): Size {
  return { width: Math.max(1, width - 2), height: Math.max(1, height - AROUND_BODY - AROUND_TEXT) };
}

/** What is visible of the text, or what to do where there is none yet. */
function textRows(text: EditorState, { width, height }: Size): EditorView {
  const view = editorView(text, width, height);
  if (editorText(text) !== '') return view;
  const hint = 'write or paste it; enter is done, alt+enter begins a new line';
  return { ...view, lines: [line(span(hint, 'muted'))] };
}

function moreOf({ above, below }: EditorView): string {
  const where = [above ? 'above' : '', below ? 'below' : ''].filter(Boolean).join(' and ');
  return where === '' ? '' : `   more ${where}`;
}
