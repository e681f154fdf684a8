import { describe, expect, test } from 'vitest';
import { type EditorState, editEditor, openEditor } from './editor-state.ts';
import { editorView } from './editor-view.ts';

const texts = (state: EditorState, width: number, height: number) =>
  editorView(state, width, height).lines.map(spans => spans.map(({ text }) => text).join(''));

const NUMBERS = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');

describe('the view', () => {
  test('an empty text is an empty row with the cursor', () => {
    expect(editorView(openEditor(''), 20, 5)).toEqual({
      lines: [[]],
      cursor: { x: 0, y: 0 },
      above: false,
      below: false,
    });
  });
  test('a text that fits is shown whole, without blank rows behind', () => {
    expect(texts(openEditor('the bat and the ball'), 10, 5)).toEqual(['the bat ', 'and the ', 'ball']);
  });
  test('of a long text, what is around the cursor', () => {
    const view = editorView(openEditor(NUMBERS), 20, 3);
    expect(texts(openEditor(NUMBERS), 20, 3)).toEqual(['line 97', 'line 98', 'line 99']);
    expect(view).toMatchObject({ cursor: { x: 7, y: 2 }, above: true, below: false });
  });
  test('it moves no further than the cursor asks', () => {
    const size = { width: 20, height: 3 };
    let state = openEditor(NUMBERS);
    state = editEditor(state, { type: 'up' }, size);
    expect(texts(state, 20, 3)).toEqual(['line 97', 'line 98', 'line 99']);
    state = editEditor(editEditor(state, { type: 'up' }, size), { type: 'up' }, size);
    expect(texts(state, 20, 3)).toEqual(['line 96', 'line 97', 'line 98']);
    state = editEditor(state, { type: 'down' }, size);
    expect(texts(state, 20, 3)).toEqual(['line 96', 'line 97', 'line 98']);
  });
  test('a place that has grown is filled from above', () => {
    const state = editEditor(openEditor(NUMBERS), { type: 'left' }, { width: 20, height: 3 });
    expect(texts(state, 20, 5)).toEqual(['line 95', 'line 96', 'line 97', 'line 98', 'line 99']);
  });
  test('a place that has shrunk still shows the cursor', () => {
    const size = { width: 20, height: 10 };
    const state = editEditor(openEditor(NUMBERS), { type: 'page-up' }, size);
    expect(texts(state, 20, 1)).toEqual(['line 90']);
  });
  test('behind a full row the cursor is still inside', () => {
    expect(editorView(openEditor('abcdefghi'), 10, 3).cursor).toEqual({ x: 9, y: 0 });
    expect(editorView(openEditor('abcdefghi '), 10, 3).cursor).toEqual({ x: 0, y: 1 });
  });
  test('End is shown at the end of its row although the next row begins there', () => {
    const size = { width: 10, height: 3 };
    const start = editEditor(openEditor('abcdefghijklmn'), { type: 'text-start' }, size);
    expect(editorView(editEditor(start, { type: 'end' }, size), 10, 3).cursor).toEqual({ x: 9, y: 0 });
  });
  test('what is wider than the place is cut', () => {
    expect(texts(openEditor('世'), 1, 2)).toEqual(['…', '']);
  });
});
