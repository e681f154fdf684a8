/**
 * Editing text by graphemes, as a pure function: never half an emoji, never an accent without its
 * letter. Knows no component; what comes in is sanitised here.
 */
import { boundaryAfter, boundaryBefore, snapToBoundary } from '../../text/graphemes.ts';
import { sanitizeBehind } from '../../text/sanitize.ts';
import { type KeyName, typedText } from '../key-names.ts';
import { blankBefore, lineEnd, lineStart, onNextLine, wordAfter, wordBefore } from './text-movement.ts';

export interface TextState {
  readonly text: string;
  /** Code units before the cursor; always a grapheme boundary. */
  readonly cursor: number;
}

export type TextEdit =
  | { readonly type: 'insert'; readonly text: string }
  | {
      readonly type:
        | 'backspace'
        | 'delete'
        | 'left'
        | 'right'
        | 'word-left'
        | 'word-right'
        | 'home'
        | 'end'
        | 'up'
        | 'down'
        | 'kill-word'
        | 'kill-to-start'
        | 'kill-to-end'
        | 'clear';
    };

export const EMPTY_TEXT: TextState = { text: '', cursor: 0 };

/** A text with the cursor at its end. */
export function textState(text: string, multiline = false): TextState {
  return editText(EMPTY_TEXT, { type: 'insert', text }, multiline);
}

/** The state after an edit. In a single line, line breaks and tabs become spaces. */
export function editText(state: TextState, edit: TextEdit, multiline = false): TextState {
  const { text, cursor } = state;
  switch (edit.type) {
    case 'insert': {
      const safe = sanitizeBehind(text.slice(0, cursor), edit.text).replaceAll(
        '\t',
        multiline ? '    ' : ' ',
      );
      const inserted = multiline ? safe : safe.replaceAll('\n', ' ');
      const next = text.slice(0, cursor) + inserted + text.slice(cursor);
      // What was typed may join what stands behind it to one grapheme.
      return { text: next, cursor: snapToBoundary(next, cursor + inserted.length) };
    }
    case 'backspace':
      return cut(text, boundaryBefore(text, cursor), cursor);
    case 'delete':
      return cut(text, cursor, boundaryAfter(text, cursor), cursor);
    case 'left':
      return { text, cursor: boundaryBefore(text, cursor) };
    case 'right':
      return { text, cursor: boundaryAfter(text, cursor) };
    case 'word-left':
      return { text, cursor: wordBefore(text, cursor) };
    case 'word-right':
      return { text, cursor: wordAfter(text, cursor) };
    case 'home':
      return { text, cursor: lineStart(text, cursor) };
    case 'end':
      return { text, cursor: lineEnd(text, cursor) };
    case 'up':
    case 'down':
      return { text, cursor: onNextLine(text, cursor, edit.type) };
    case 'kill-word':
      return cut(text, blankBefore(text, cursor), cursor);
    case 'kill-to-start':
      return cut(text, lineStart(text, cursor), cursor);
    case 'kill-to-end':
      return cut(text, cursor, lineEnd(text, cursor), cursor);
    case 'clear':
      return EMPTY_TEXT;
  }
}

/** What a key does to a text; `undefined` for a key that does nothing to it (Enter, Tab, Escape). */
export function editFor(name: KeyName): TextEdit | undefined {
  const type = EDITS[name];
  if (type) return { type };
  const text = typedText(name);
  return text === undefined ? undefined : { type: 'insert', text };
}

const EDITS: Readonly<Record<KeyName, Exclude<TextEdit['type'], 'insert'>>> = {
  backspace: 'backspace',
  delete: 'delete',
  'ctrl+d': 'delete',
  left: 'left',
  'ctrl+b': 'left',
  right: 'right',
  'ctrl+f': 'right',
  'ctrl+left': 'word-left',
  'alt+left': 'word-left',
  'alt+b': 'word-left',
  'ctrl+right': 'word-right',
  'alt+right': 'word-right',
  'alt+f': 'word-right',
  home: 'home',
  'ctrl+a': 'home',
  end: 'end',
  'ctrl+e': 'end',
  up: 'up',
  down: 'down',
  'ctrl+w': 'kill-word',
  'alt+backspace': 'kill-word',
  'ctrl+u': 'kill-to-start',
  'ctrl+k': 'kill-to-end',
};

/** Without what stands between two offsets; what is left may join at the seam. */
function cut(text: string, from: number, to: number, cursor = from): TextState {
  const left = text.slice(0, from) + text.slice(to);
  return { text: left, cursor: snapToBoundary(left, cursor) };
}
