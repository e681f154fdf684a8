import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes, snapToBoundary } from '../../text/graphemes.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit, type TextState, textState } from './text-editing.ts';

const FAMILY = '👨‍👩‍👧';

/** The text with `|` where the cursor is. */
const shown = ({ text, cursor }: TextState) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

function at(marked: string): TextState {
  const cursor = marked.indexOf('|');
  return { text: marked.replace('|', ''), cursor };
}

describe('edits', () => {
  test.each([
    ['insert in the middle', 'a|b', { type: 'insert', text: 'xy' }, 'axy|b'],
    ['backspace takes a whole emoji', `a${FAMILY}|b`, { type: 'backspace' }, 'a|b'],
    ['backspace takes a letter with its accent', 'e\u0301|', { type: 'backspace' }, '|'],
    ['backspace at the start does nothing', '|a', { type: 'backspace' }, '|a'],
    ['delete takes a whole flag', '|🇨🇭a', { type: 'delete' }, '|a'],
    ['delete at the end does nothing', 'a|', { type: 'delete' }, 'a|'],
    ['left steps over a wide character', '世界|', { type: 'left' }, '世|界'],
    ['right steps over an emoji', `|${FAMILY}a`, { type: 'right' }, `${FAMILY}|a`],
    ['left stops at the start', '|a', { type: 'left' }, '|a'],
    ['right stops at the end', 'a|', { type: 'right' }, 'a|'],
    ['a word to the left', 'the bat, |ball', { type: 'word-left' }, 'the |bat, ball'],
    ['a word to the right', 'the| bat, ball', { type: 'word-right' }, 'the bat|, ball'],
    ['words of Chinese are words', '我们喜欢|', { type: 'word-left' }, '我们|喜欢'],
    ['home', 'a b|c', { type: 'home' }, '|a bc'],
    ['end', 'a|bc', { type: 'end' }, 'abc|'],
    ['Ctrl+W takes what is between blanks', 'run foo-bar  |x', { type: 'kill-word' }, 'run |x'],
    ['Ctrl+W at the start does nothing', '|x', { type: 'kill-word' }, '|x'],
    ['Ctrl+U takes everything before', 'ab|c', { type: 'kill-to-start' }, '|c'],
    ['Ctrl+K takes everything behind', 'a|bc', { type: 'kill-to-end' }, 'a|'],
    ['clear', 'a|bc', { type: 'clear' }, '|'],
  ] as const)('%s', (_name, before, edit, after) => {
    expect(shown(editText(at(before), edit))).toBe(after);
  });
});

describe('several lines', () => {
  test.each([
    ['home goes to the start of the line', 'one\ntw|o', { type: 'home' }, 'one\n|two'],
    ['end goes to the end of the line', 'o|ne\ntwo', { type: 'end' }, 'one|\ntwo'],
    ['Ctrl+K keeps the line break', 'o|ne\ntwo', { type: 'kill-to-end' }, 'o|\ntwo'],
    ['up keeps the column', 'four\nfi|ve', { type: 'up' }, 'fo|ur\nfive'],
    ['down stops at the end of a short line', 'fou|r\nab\nx', { type: 'down' }, 'four\nab|\nx'],
    ['columns are cells', '世界\nabc|d', { type: 'up' }, '世|界\nabcd'],
    ['up on the first line goes to its start', 'ab|c\nd', { type: 'up' }, '|abc\nd'],
    ['down on the last line goes to its end', 'a\nb|cd', { type: 'down' }, 'a\nbcd|'],
    ['a blank line in between', 'ab|\n\ncd', { type: 'down' }, 'ab\n|\ncd'],
  ] as const)('%s', (_name, before, edit, after) => {
    expect(shown(editText(at(before), edit, true))).toBe(after);
  });
});

describe('what comes in', () => {
  test('line breaks and tabs are spaces in one line, and kept in several', () => {
    expect(textState('a\r\nb\tc').text).toBe('a b c');
    expect(textState('a\r\nb\tc', true).text).toBe('a\nb    c');
  });
  test('escape sequences are not text', () => {
    expect(textState('a\u001b]52;c;cm0=\u0007b\u001b[2J').text).toBe('ab');
  });
  test('half a surrogate pair never stands alone', () => {
    expect(textState('a\ud83d').text).toBe('a\ufffd');
  });
  test('a mark typed after a letter joins it, and the cursor is behind both', () => {
    expect(shown(editText(at('e|x'), { type: 'insert', text: '\u0301' }))).toBe('e\u0301|x');
    expect(shown(editText(at('|x'), { type: 'insert', text: '\u0301' }))).toBe('|x');
  });
  test('a cut that brings two parts of an emoji together leaves no cursor inside', () => {
    const state = editText(at('👩\u200dx|👧'), { type: 'backspace' });
    expect(shown(state)).toBe('👩\u200d👧|');
  });
});

test.each([
  ['a', { type: 'insert', text: 'a' }],
  ['space', { type: 'insert', text: ' ' }],
  ['世', { type: 'insert', text: '世' }],
  ['ctrl+a', { type: 'home' }],
  ['ctrl+e', { type: 'end' }],
  ['ctrl+u', { type: 'kill-to-start' }],
  ['ctrl+k', { type: 'kill-to-end' }],
  ['ctrl+w', { type: 'kill-word' }],
  ['alt+b', { type: 'word-left' }],
  ['ctrl+right', { type: 'word-right' }],
  ['enter', undefined],
  ['tab', undefined],
  ['escape', undefined],
  ['ctrl+c', undefined],
])('the key %s edits as people expect', (name, edit) => {
  expect(editFor(name)).toEqual(edit);
});

const edits = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('insert' as const),
      text: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 4 }),
        fc.constantFrom(FAMILY, '\u200d', '👩', '\u0301', '🇨', '\n', ' ', '\ud83d', '\u1100', '\u1161'),
      ),
    }),
    fc.record({
      type: fc.constantFrom(
        'backspace' as const,
        'delete' as const,
        'left' as const,
        'right' as const,
        'word-left' as const,
        'word-right' as const,
        'home' as const,
        'end' as const,
        'up' as const,
        'down' as const,
        'kill-word' as const,
        'kill-to-start' as const,
        'kill-to-end' as const,
      ),
    }),
  ),
  { maxLength: 30 },
);

describe('laws', () => {
  test('whatever is done, the cursor is between graphemes and the text is well formed', () => {
    fc.assert(
      fc.property(edits, fc.boolean(), (list: TextEdit[], multiline) => {
        let state = EMPTY_TEXT;
        for (const edit of list) {
          state = editText(state, edit, multiline);
          let boundary = 0;
          const boundaries = [0];
          for (const grapheme of graphemes(state.text)) {
            boundary += grapheme.length;
            boundaries.push(boundary);
          }
          expect(boundaries).toContain(state.cursor);
          expect(state.text.isWellFormed()).toBe(true);
          if (!multiline) expect(state.text).not.toContain('\n');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('moving never changes the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('left', 'right', 'up', 'down', 'home', 'end'),
        (text, type) => {
          const state = textState(text, true);
          expect(editText(state, { type: type as 'left' }, true).text).toBe(state.text);
        },
      ),
    );
  });
});

test.each(['word-left', 'word-right'] as const)('%s never stops inside a grapheme', type => {
  const text = 'a \u0600the x\u0600 y';
  for (let cursor = 0; cursor <= text.length; cursor++) {
    const start = snapToBoundary(text, cursor);
    const moved = editText({ text, cursor: start }, { type });
    expect(snapToBoundary(text, moved.cursor)).toBe(moved.cursor);
  }
});
