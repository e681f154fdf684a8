/** What a key does to a text of several lines. Enter, Tab and Escape are the screen's. Pure. */
import type { KeyName } from '../../key-names.ts';
import { editFor } from '../text-editing.ts';
import type { EditorEdit } from './editor-state.ts';

/** The edit that a key asks for; `undefined` for a key that does nothing to a text. */
export function editorEditFor(name: KeyName): EditorEdit | undefined {
  const type = EDITS[name];
  return type ? { type } : editFor(name);
}

/** Terminals send one code for Ctrl with `_`, `-` and `/`; with the kitty protocol they are three keys. */
const EDITS: Readonly<Record<KeyName, Exclude<EditorEdit['type'], 'insert'>>> = {
  pageup: 'page-up',
  pagedown: 'page-down',
  'ctrl+home': 'text-start',
  'ctrl+end': 'text-end',
  'ctrl+z': 'undo',
  'ctrl+_': 'undo',
  'ctrl+-': 'undo',
  'ctrl+/': 'undo',
  'ctrl+y': 'redo',
  'alt+z': 'redo',
};
