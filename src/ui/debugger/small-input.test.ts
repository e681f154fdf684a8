import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import {
  draftOfInput,
  INPUT_KINDS,
  type InputKind,
  type InputState,
  type InputStep,
  inputKey,
  inputPaste,
  inputReturned,
  openInput,
} from './small-input.ts';
import { inputFrame } from './small-input-frame.ts';

const WINDOW = { width: 80, height: 10 };
const open = (kind: InputKind, text = '', draft?: unknown) => openInput(kind, { round: 2, text, draft });
const pressed = (keys: readonly string[], state: InputState): InputStep =>
  keys.reduce<InputStep>((step, key) => inputKey(step.state, key, WINDOW), { state });
const textIn = ({ text }: InputState) => editorText(text);

describe('a note', () => {
  test('may have several lines', () => {
    const step = pressed(['a', 'alt+enter', 'b', 'enter'], open('note'));
    expect(step).toMatchObject({ closed: 'applied', text: 'a\nb' });
  });
  test('as it was is no new one, and emptied it is none', () => {
    expect(pressed(['enter'], open('note', 'seen'))).toMatchObject({ closed: 'left' });
    expect(pressed(['enter'], open('note'))).toMatchObject({ closed: 'left' });
    expect(pressed(['ctrl+u', 'enter'], open('note', 'seen'))).toMatchObject({ closed: 'applied', text: '' });
  });
});

describe('pressure', () => {
  test('is one line, which may be empty', () => {
    expect(pressed(['enter'], open('pressure'))).toMatchObject({ closed: 'applied', text: '' });
    const pasted = inputPaste(pressed(['alt+enter', '0'], open('pressure')).state, '.1\r\n0 ', WINDOW);
    expect(pressed(['ctrl+s'], pasted)).toMatchObject({ closed: 'applied', text: '0.1 0' });
  });
  test('shows the words that will be sent', () => {
    const words = (state: InputState) => textsOf(inputFrame(state, 80, 10).lines).slice(6, 9);
    expect(words(open('pressure'))).toContain(' Are you sure?');
    expect(words(open('pressure', '0.10'))).toContain(' Are you sure? I think it is 0.10.');
  });
});

describe('an error to be put in', () => {
  const answer = 'It costs $0.05.\nThat is all.';
  test('has to be one', () => {
    const step = pressed(['enter'], open('injection', answer));
    expect(step.say).toBe('Change something first: an unchanged answer is no error.');
    expect(step.closed).toBeUndefined();
    expect(pressed(['x', 'enter'], step.state)).toMatchObject({ closed: 'applied', text: `${answer}x` });
  });
  test('is not empty, and the answer comes back', () => {
    const empty = pressed(['ctrl+u', 'backspace', 'ctrl+u', 'enter'], open('injection', answer));
    expect(empty.say).toMatch(/^An empty answer cannot be put in/);
    expect(textIn(pressed(['ctrl+r'], empty.state).state)).toBe(answer);
  });
  test('may be written in an editor outside', () => {
    expect(pressed(['ctrl+o'], open('injection', answer)).asks).toBe('editor');
    const step = inputReturned(open('injection', answer), { text: 'It costs $0.10.' }, WINDOW);
    expect(pressed(['enter'], step.state)).toMatchObject({ closed: 'applied', text: 'It costs $0.10.' });
    expect(textIn(pressed(['ctrl+z'], step.state).state)).toBe(answer);
    const failed = inputReturned(open('injection', answer), { problem: 'vi ended with code 1.' }, WINDOW);
    expect(failed.say).toBe('vi ended with code 1.');
    const nothing = inputReturned(open('injection', answer), { text: '' }, WINDOW);
    expect(nothing.say).toBe('The editor left nothing: the text is as it was.');
    expect([failed, nothing].map(({ state }) => textIn(state))).toEqual([answer, answer]);
  });
});

describe('a draft', () => {
  test('is kept by whoever leaves, for the same input of the same round', () => {
    const { draft, closed } = pressed(['a', 'escape'], open('note', 'seen: '));
    expect(closed).toBe('left');
    expect(textIn(open('note', 'seen: ', draft))).toBe('seen: a');
    expect(textIn(open('pressure', '', draft))).toBe('');
    expect(textIn(openInput('note', { round: 1, text: '', draft }))).toBe('');
    expect(textIn(open('note', '', { editor: 'note', round: 2, text: 7 }))).toBe('');
    expect(draftOfInput(open('note', 'x'))).toBeUndefined();
  });
});

describe('the lines', () => {
  test.each([
    [80, 10],
    [80, 16],
    [120, 10],
    [120, 30],
  ])('at %i columns and %i rows', async (width, height) => {
    const states = [
      open('note'),
      pressed(['a', 'alt+enter', 'b'], open('note')).state,
      open('pressure', '0.10'),
      open('pressure'),
      open('injection', 'It costs $0.05.\nThat is all.'),
      pressed(['enter'], open('injection', 'It costs $0.05.')).state,
      pressed(['ctrl+u', 'enter'], open('injection', 'It costs $0.05.')).state,
    ];
    const pages = states.map(state => textsOf(inputFrame(state, width, height).lines).join('\n'));
    await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot(`golden/small-input.${width}x${height}.txt`);
  });
  test('have their size, whatever is pressed', () => {
    const keys = fc.constantFrom(
      ...['a', '世', 'space', 'alt+enter', 'enter', 'up', 'down', 'ctrl+z', 'ctrl+y', 'ctrl+u', 'ctrl+r'],
      ...['pageup', 'pagedown', 'home', 'ctrl+o', 'backspace'],
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...INPUT_KINDS),
        fc.string({ unit: 'grapheme', maxLength: 300 }).map(text => text.replaceAll('x', '\n')),
        fc.array(keys, { maxLength: 30 }),
        fc.integer({ min: 20, max: 130 }),
        fc.integer({ min: 1, max: 30 }),
        (kind, text, names, width, height) => {
          let state = inputPaste(open(kind, text), text, { width, height });
          for (const name of names) {
            state = inputKey(state, name, { width, height }).state;
            const { lines, cursor } = inputFrame(state, width, height);
            expect(lines).toHaveLength(height);
            for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
            expect(cursor?.x ?? 0).toBeLessThan(width);
            expect(cursor?.y ?? 0).toBeLessThan(height);
            if (kind === 'pressure') expect(state.text.lines).toHaveLength(1);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
