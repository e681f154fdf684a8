import { describe, expect, test } from 'vitest';
import {
  type EditorEdit,
  type EditorState,
  editEditor,
  editorText,
  openEditor,
  withEditorText,
} from './editor-state.ts';
import { FAMILY } from './testing/arbitrary-text.ts';

const PLACE = { width: 10, height: 4 };

/** An editor with the cursor at `|`. */
function at(marked: string): EditorState {
  const [before = '', after = ''] = marked.split('|');
  const lines = before.split('\n');
  const cursor = { line: lines.length - 1, offset: lines.at(-1)?.length ?? 0 };
  return { ...openEditor(before + after), cursor };
}

/** The text with `|` where the cursor is. */
function shown(state: EditorState): string {
  const { line, offset } = state.cursor;
  return editorText(state)
    .split('\n')
    .map((text, index) => (index === line ? `${text.slice(0, offset)}|${text.slice(offset)}` : text))
    .join('\n');
}

function edited(
  state: EditorState,
  ...edits: (EditorEdit | EditorEdit['type'] | `+${string}`)[]
): EditorState {
  return edits.reduce<EditorState>((now, edit) => {
    if (typeof edit !== 'string') return editEditor(now, edit, PLACE);
    const isText = edit.startsWith('+');
    return editEditor(
      now,
      isText ? { type: 'insert', text: edit.slice(1) } : ({ type: edit } as EditorEdit),
      PLACE,
    );
  }, state);
}

describe('rows of ten cells', () => {
  test.each([
    [
      'down goes to the next row of the same line',
      'the |bat and the ball',
      ['down'],
      'the bat and |the ball',
    ],
    ['up comes back', 'the bat and |the ball', ['up'], 'the |bat and the ball'],
    ['down from the last row of a line goes to the next line', 'one\nt|wo', ['up', 'down'], 'one\nt|wo'],
    [
      'the column is kept over a short row',
      'abcdef|g\nab\nabcdefgh',
      ['down', 'down'],
      'abcdefg\nab\nabcdef|gh',
    ],
    [
      'a movement to the side gives the column up',
      'abcdef|g\nab\nabcdefgh',
      ['down', 'left', 'down'],
      'abcdefg\nab\na|bcdefgh',
    ],
    ['columns are cells', '世界世|\nabcdefgh', ['down'], '世界世\nabcdef|gh'],
    ['never into the middle of a wide character', 'abc|\n世界', ['down'], 'abc\n世|界'],
    ['up on the first row goes to the start', 'ab|c', ['up'], '|abc'],
    ['down on the last row goes to the end', 'a|bc', ['down'], 'abc|'],
    ['Home goes to the start of the row', 'the bat and th|e ball', ['home'], 'the bat |and the ball'],
    [
      'and from there to the start of the line',
      'x\nthe bat and th|e ball',
      ['home', 'home'],
      'x\n|the bat and the ball',
    ],
    [
      'End goes to the end of the row, before the blank at its break',
      '|the bat and the ball',
      ['end'],
      'the bat| and the ball',
    ],
    [
      'and from there to the end of the line',
      '|the bat and the ball\nx',
      ['end', 'end'],
      'the bat and the ball|\nx',
    ],
    ['in a broken word End stays behind the row', '|abcdefghijklmn', ['end', 'home'], '|abcdefghijklmn'],
    ['what is typed there stands at the break', '|abcdefghijklmn', ['end', '+X'], 'abcdefghiX|jklmn'],
    ['a page is one row less than the place', 'a\nb\nc\nd\ne|', ['page-up'], 'a\nb|\nc\nd\ne'],
    ['a page down', '|a\nb\nc\nd\ne', ['page-down'], 'a\nb\nc\n|d\ne'],
    ['a page that is too long stops at the first row', 'a\nbc|', ['page-up'], 'a|\nbc'],
    ['Ctrl+Home', 'a\nb|', ['text-start'], '|a\nb'],
    ['Ctrl+End', 'a|\nb', ['text-end'], 'a\nb|'],
  ] as const)('%s', (_name, before, edits, expected) => {
    expect(shown(edited(at(before), ...edits))).toBe(expected);
  });
});

describe('lines', () => {
  test.each([
    ['a paste of many lines', 'a|b', ['+1\n2\n3'], 'a1\n2\n3|b'],
    ['Windows line breaks are line breaks', '|', ['+1\r\n2'], '1\n2|'],
    ['tabs are spaces', '|', ['+\tx'], '    x|'],
    ['escape sequences are not text', '|', ['+\u001b[31mred\u001b[0m'], 'red|'],
    ['backspace joins lines', 'one\n|two', ['backspace'], 'one|two'],
    ['delete joins lines', 'one|\ntwo', ['delete'], 'one|two'],
    ['backspace takes a whole emoji', `${FAMILY}|`, ['backspace'], '|'],
    ['lines that join may join graphemes', '👩\n|🏽', ['backspace'], '👩🏽|'],
    ['left goes to the line before', 'one\n|two', ['left'], 'one|\ntwo'],
    ['a word to the left, over a line break', 'one\n|two', ['word-left'], '|one\ntwo'],
    ['a word to the right, over a line break', 'one|\n  two', ['word-right'], 'one\n  two|'],
    ['a word that begins in a grapheme is sought before it', '\u0600世|', ['word-left'], '|\u0600世'],
    ['one that ends in a grapheme, behind it', '|the\u0600 x', ['word-right'], 'the\u0600 |x'],
    ['Ctrl+W takes the line break, too', 'one two\n|', ['kill-word'], 'one |'],
    ['Ctrl+U takes what stands before in the line', 'one\ntw|o', ['kill-to-start'], 'one\n|o'],
    ['Ctrl+K takes what stands behind in the line', 'o|ne\ntwo', ['kill-to-end'], 'o|\ntwo'],
    ['clear', 'o|ne\ntwo', ['clear'], '|'],
  ] as const)('%s', (_name, before, edits, expected) => {
    expect(shown(edited(at(before), ...edits))).toBe(expected);
  });
});

describe('undo', () => {
  test.each([
    ['what is typed goes word by word', ['+o', '+n', '+e', '+ ', '+t', '+w', '+o', 'undo'], 'one |'],
    ['and then the word before', ['+o', '+n', '+e', '+ ', '+t', '+w', 'undo', 'undo'], '|'],
    ['redo brings it back', ['+o', '+n', '+ ', '+t', 'undo', 'undo', 'redo'], 'on |'],
    ['a paste goes at once', ['+a', '+one\ntwo three', 'undo'], 'a|'],
    ['a line break goes alone', ['+a', '+\n', '+b', 'undo', 'undo'], 'a|'],
    ['a movement ends what was typed in one go', ['+a', '+b', 'left', 'right', '+c', 'undo'], 'ab|'],
    ['what is erased in one go comes back in one', ['+one', 'backspace', 'backspace', 'undo'], 'one|'],
    ['also to the right', ['+one', 'home', 'delete', 'delete', 'undo'], '|one'],
    ['what is erased and what is typed are two', ['+one', 'backspace', '+x', 'undo'], 'on|'],
    ['the cursor goes where it was', ['+one two', 'home', 'kill-to-end', 'end', 'undo'], '|one two'],
    ['with nothing to take back it does nothing', ['undo'], '|'],
    ['after a change there is nothing to do again', ['+a', 'undo', '+b', 'redo'], 'b|'],
    ['an edit that changes nothing forgets nothing', ['+a', 'undo', 'backspace', 'redo'], 'a|'],
  ] as const)('%s', (_name, edits, expected) => {
    expect(shown(edited(openEditor(''), ...edits))).toBe(expected);
  });
  test('the text that was there at first is not taken back', () => {
    expect(shown(edited(openEditor('a question'), 'undo'))).toBe('a question|');
  });
});

describe('200 KB', () => {
  const pasted = Array.from(
    { length: 4000 },
    (_, index) => `${index} the bat and the ball, together 1.10`,
  ).join('\n');
  test('a key touches one line; what was worked out about the others stays', () => {
    const before = openEditor(pasted);
    const after = edited(before, 'page-up', '+x');
    const touched = after.lines.flatMap((line, index) => (line === before.lines[index] ? [] : [index]));
    expect(touched).toEqual([after.cursor.line]);
    expect(after.lines).toHaveLength(4000);
  });
  test('in one line, too, an edit and its undo give the same text', () => {
    const whole = pasted.replaceAll('\n', ' ');
    const there = edited(openEditor(whole), 'up', 'word-left', '+x');
    expect(editorText(there)).toHaveLength(whole.length + 1);
    expect(editorText(edited(there, 'undo'))).toBe(whole);
  });
});

describe('another text', () => {
  const before = edited(openEditor('Why?'), '+!');
  const after = withEditorText(before, 'How?\r\n\u001b[31mAnd\twhy', PLACE);

  test('is sanitised, with the cursor at its end', () => {
    expect(editorText(after)).toBe('How?\nAnd    why');
    expect(after.cursor).toEqual({ line: 1, offset: 10 });
  });
  test('is one step, which can be taken back and made again', () => {
    expect(editorText(edited(after, 'undo'))).toBe('Why?!');
    expect(editorText(edited(after, 'undo', 'undo'))).toBe('Why?');
    expect(editorText(edited(after, 'undo', 'redo'))).toBe('How?\nAnd    why');
  });
  test('that is the same is no step', () => {
    expect(editorText(edited(withEditorText(before, 'Why?!', PLACE), 'undo'))).toBe('Why?');
  });
});
