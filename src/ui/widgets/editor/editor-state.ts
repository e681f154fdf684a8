/**
 * A text of several lines that is being written: what it is, and what an edit makes of it. Pure; the
 * size of its place is handed in, because rows and pages depend on it.
 */
import { boundaryAfter } from '../../../text/graphemes.ts';
import type { TextEdit } from '../text-editing.ts';
import { endOf, type Lines, linesOf, type Position, replaced, START, textOf } from './document.ts';
import { type Change, movedBy, type Replacement, replacementFor } from './edits.ts';
import {
  type Going,
  type History,
  NO_HISTORY,
  recorded,
  redone,
  settled,
  stepOf,
  type Travelled,
  undone,
} from './history.ts';
import { type Caret, cellsBefore, end, home, movedByRows } from './vertical.ts';
import { type Size, startOf, visibleRows } from './visible-rows.ts';

export interface EditorState extends Caret {
  /** The text; `textOf` joins it. */
  readonly lines: Lines;
  /** The column in cells to which the cursor wants to come back while it goes up and down. */
  readonly goal: number | undefined;
  /** Where the first visible row began. */
  readonly top: Position;
  readonly history: History;
}

export type EditorEdit =
  | TextEdit
  | { readonly type: 'page-up' | 'page-down' | 'text-start' | 'text-end' | 'undo' | 'redo' };

/** A text from outside (it is sanitised), with the cursor at its end and nothing to take back. */
export function openEditor(text: string): EditorState {
  const { text: safe } = replacementFor(linesOf(''), START, { type: 'insert', text });
  const lines = linesOf(safe);
  const end = endOf(lines);
  return { lines, cursor: end, atRowEnd: false, goal: undefined, top: end, history: NO_HISTORY };
}

export function editorText({ lines }: EditorState): string {
  return textOf(lines);
}

/** The state after an edit, in a place of this size. */
export function editEditor(state: EditorState, edit: EditorEdit, size: Size): EditorState {
  return inView(state, afterEdit(state, edit, size), size);
}

function inView(state: EditorState, next: EditorState, size: Size): EditorState {
  if (next === state) return state;
  const [first] = visibleRows(next.lines, next, next.top, size);
  return first ? { ...next, top: startOf(next.lines, first, size.width) } : next;
}

function afterEdit(state: EditorState, edit: EditorEdit, size: Size): EditorState {
  switch (edit.type) {
    case 'insert':
      return changed(state, edit);
    case 'backspace':
    case 'delete':
    case 'kill-word':
    case 'kill-to-start':
    case 'kill-to-end':
    case 'clear':
      return changed(state, { type: edit.type });
    case 'left':
    case 'right':
    case 'word-left':
    case 'word-right':
      return at(state, movedBy(state.lines, state.cursor, edit.type));
    case 'home':
      return moved(state, home(state.lines, state, size.width));
    case 'end':
      return moved(state, end(state.lines, state, size.width));
    case 'up':
      return byRows(state, -1, size);
    case 'down':
      return byRows(state, 1, size);
    case 'page-up':
      return byRows(state, Math.min(-1, 1 - size.height), size);
    case 'page-down':
      return byRows(state, Math.max(1, size.height - 1), size);
    case 'text-start':
      return at(state, START);
    case 'text-end':
      return at(state, endOf(state.lines));
    case 'undo':
      return travelled(state, undone(state.lines, state.history));
    case 'redo':
      return travelled(state, redone(state.lines, state.history));
  }
}

/** With another text (from outside; it is sanitised), as one step that can be taken back. */
export function withEditorText(state: EditorState, text: string, size: Size): EditorState {
  const { text: safe, cursor } = replacementFor(linesOf(''), START, { type: 'insert', text });
  const whole = { from: START, to: endOf(state.lines), text: safe, cursor };
  return inView(state, replacedBy(state, whole, undefined), size);
}

function changed(state: EditorState, edit: Change): EditorState {
  return replacedBy(state, replacementFor(state.lines, state.cursor, edit), kindOf(edit));
}

function replacedBy(state: EditorState, replacement: Replacement, going: Going): EditorState {
  const step = stepOf(state.lines, state.cursor, replacement);
  if (step.removed === step.inserted) return at(state, state.cursor);
  return {
    ...state,
    lines: replaced(state.lines, replacement.from, replacement.to, replacement.text),
    cursor: replacement.cursor,
    atRowEnd: false,
    goal: undefined,
    history: recorded(state.history, step, going),
  };
}

/** One key typed or one grapheme erased goes on with the step before it; a paste is a step of its own. */
function kindOf(edit: Change): Going {
  if (edit.type === 'backspace' || edit.type === 'delete') return 'erasing';
  return edit.type === 'insert' && isTyped(edit.text) ? 'typing' : undefined;
}

const LONGEST_KEY = 32;

function isTyped(text: string): boolean {
  return text.length <= LONGEST_KEY && text !== '\n' && boundaryAfter(text, 0) === text.length;
}

function at(state: EditorState, cursor: Position): EditorState {
  return moved(state, { cursor, atRowEnd: false });
}

function moved(state: EditorState, { cursor, atRowEnd }: Caret): EditorState {
  return { ...state, cursor, atRowEnd, goal: undefined, history: settled(state.history) };
}

function byRows(state: EditorState, by: number, { width }: Size): EditorState {
  const goal = state.goal ?? cellsBefore(state.lines, state, width);
  return { ...moved(state, movedByRows(state.lines, state, by, goal, width)), goal };
}

function travelled(state: EditorState, to: Travelled | undefined): EditorState {
  return to ? { ...state, ...to, atRowEnd: false, goal: undefined } : state;
}
