import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryBefore, graphemes, snapToBoundary } from '../../../text/graphemes.ts';
import { textWidth } from '../../../text/width.ts';
import { lineWidth } from '../../line.ts';
import { editText, type TextEdit, type TextState } from '../text-editing.ts';
import { textOf } from './document.ts';
import { type EditorEdit, type EditorState, editEditor, editorText, openEditor } from './editor-state.ts';
import { editorView } from './editor-view.ts';
import { text, typed } from './testing/arbitrary-text.ts';

const insert = fc
  .oneof({ arbitrary: typed, weight: 3 }, text)
  .map(inserted => ({ type: 'insert' as const, text: inserted }));
const plain = fc
  .constantFrom(
    ...(['backspace', 'delete', 'left', 'right', 'word-left', 'word-right'] as const),
    ...(['kill-word', 'kill-to-start', 'kill-to-end', 'clear'] as const),
  )
  .map(type => ({ type }));
const byRows = fc
  .constantFrom('home', 'end', 'up', 'down', 'page-up', 'page-down', 'text-start', 'text-end')
  .map(type => ({ type }) as EditorEdit);
const back = fc.constantFrom('undo', 'redo').map(type => ({ type }) as EditorEdit);
const size = fc.record({ width: fc.integer({ min: 3, max: 24 }), height: fc.integer({ min: 1, max: 8 }) });
const edits = fc.array(fc.oneof({ arbitrary: insert, weight: 3 }, { arbitrary: plain, weight: 2 }, byRows), {
  maxLength: 25,
});

/** Code units before the cursor. */
function offsetIn({ lines, cursor }: EditorState): number {
  const before = [
    ...lines.slice(0, cursor.line),
    { text: lines[cursor.line]?.text.slice(0, cursor.offset) ?? '' },
  ];
  return textOf(before).length;
}

/** The simple editor, without the places inside a grapheme where a word begins or ends. */
function simply(state: TextState, edit: TextEdit): TextState {
  const { text, cursor } = editText(state, edit, true);
  const next = snapToBoundary(text, cursor);
  if (next === cursor || edit.type !== 'word-left') return { text, cursor: next };
  return { text, cursor: boundaryBefore(text, cursor) };
}

function isPlain(edit: EditorEdit): edit is TextEdit {
  return (
    ['insert', 'backspace', 'delete', 'left', 'right'].includes(edit.type) ||
    /^(word|kill|clear)/.test(edit.type)
  );
}

test('whatever is done, the text and the cursor are those of the simple editor on the whole text', () => {
  fc.assert(
    fc.property(text, edits, size, (start, list, place) => {
      let state = openEditor(start);
      let model: TextState = { text: editorText(state), cursor: offsetIn(state) };
      for (const edit of list) {
        state = editEditor(state, edit, place);
        // By rows only the cursor moves, in a way that the simple editor does not know.
        model = isPlain(edit) ? simply(model, edit) : { ...model, cursor: offsetIn(state) };
        expect(editorText(state)).toBe(model.text);
        expect(offsetIn(state)).toBe(model.cursor);
      }
    }),
    { numRuns: 500 },
  );
});

test('everything taken back is the start, everything done again is the end', () => {
  fc.assert(
    fc.property(text, edits, size, (start, list, place) => {
      const first = openEditor(start);
      const last = list.reduce((state, edit) => editEditor(state, edit, place), first);
      const whole = (state: EditorState, type: 'undo' | 'redo') => {
        let now = state;
        for (let count = 0; count <= list.length; count++) now = editEditor(now, { type }, place);
        return now;
      };
      const begun = whole(last, 'undo');
      expect(editorText(begun)).toBe(editorText(first));
      expect(begun.history.past).toEqual([]);
      expect(editorText(whole(begun, 'redo'))).toBe(editorText(last));
    }),
    { numRuns: 500 },
  );
});

test('the cursor is between graphemes and inside the view, and no row is too wide', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.oneof(insert, plain, byRows, back), { maxLength: 25 }),
      size,
      size,
      (start, list, place, other) => {
        let state = openEditor(start);
        for (const edit of list) {
          state = editEditor(state, edit, place);
          const line = state.lines[state.cursor.line]?.text ?? '';
          const boundaries = new Set([0]);
          let end = 0;
          for (const grapheme of graphemes(line)) {
            end += grapheme.length;
            boundaries.add(end);
          }
          expect(boundaries).toContain(state.cursor.offset);
          for (const { width, height } of [place, other]) {
            const view = editorView(state, width, height);
            expect(view.lines.length).toBeLessThanOrEqual(height);
            for (const spans of view.lines) expect(lineWidth(spans)).toBeLessThanOrEqual(width);
            expect(view.cursor.y).toBeGreaterThanOrEqual(0);
            expect(view.cursor.y).toBeLessThan(view.lines.length);
            expect(view.cursor.x).toBeLessThan(width);
            if (view.above || view.below) expect(view.lines).toHaveLength(height);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('what stands left of the cursor on the screen stands before it in the text', () => {
  fc.assert(
    fc.property(text, edits, size, (start, list, { width, height }) => {
      const place = { width: width + 10, height };
      let state = openEditor(start);
      for (const edit of list) {
        state = editEditor(state, edit, place);
        const { lines, cursor } = editorView(state, place.width, height);
        const row = lines[cursor.y]?.map(span => span.text).join('') ?? '';
        const before = state.lines[state.cursor.line]?.text.slice(0, state.cursor.offset) ?? '';
        // Several, where graphemes without a width stand there.
        const lefts = prefixes(row).filter(left => textWidth(left) === cursor.x);
        expect(lefts.some(left => before.endsWith(left))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

function prefixes(row: string): string[] {
  const parts = [...graphemes(row)];
  return [...parts.keys(), parts.length].map(count => parts.slice(0, count).join(''));
}

test('down and up again is where one was', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 6 }), size, (start, count, place) => {
      let state = editEditor(openEditor(`${start}\n${'x\n'.repeat(count)}`), { type: 'text-start' }, place);
      const rows = Array.from({ length: count });
      const down = (now: EditorState) => editEditor(now, { type: 'down' }, place);
      const up = (now: EditorState) => editEditor(now, { type: 'up' }, place);
      state = rows.reduce(down, editEditor(state, { type: 'right' }, place));
      const there = rows.reduce<EditorState>(up, state);
      const back = rows.reduce<EditorState>(down, there);
      expect(back.cursor).toEqual(state.cursor);
    }),
    { numRuns: 300 },
  );
});
