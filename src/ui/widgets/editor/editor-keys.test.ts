import { expect, test } from 'vitest';
import { editorEditFor } from './editor-keys.ts';

test.each([
  ['ctrl+z', { type: 'undo' }],
  ['ctrl+_', { type: 'undo' }],
  ['ctrl+y', { type: 'redo' }],
  ['alt+z', { type: 'redo' }],
  ['pageup', { type: 'page-up' }],
  ['ctrl+end', { type: 'text-end' }],
  ['home', { type: 'home' }],
  ['ctrl+a', { type: 'home' }],
  ['ctrl+w', { type: 'kill-word' }],
  ['z', { type: 'insert', text: 'z' }],
  ['space', { type: 'insert', text: ' ' }],
  ['enter', undefined],
  ['tab', undefined],
  ['escape', undefined],
])('%s', (name, edit) => {
  expect(editorEditFor(name)).toEqual(edit);
});
