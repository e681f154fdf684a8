import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { type OwnStep, openOwn, ownFrame, ownKey, ownPaste, writtenIn } from './own-question.ts';

const WINDOW = { width: 60, height: 16 };
const pressed = (keys: readonly string[], own = openOwn(), window = WINDOW): OwnStep =>
  keys.reduce<OwnStep>((step, key) => ownKey(step.own, key, window), { own, closed: 'no' });

describe('writing', () => {
  test('takes every character, also those that are commands elsewhere', () => {
    const { own } = pressed(['?', 'q', 'space', '世', '👨‍👩‍👧', 'backspace', 'j']);
    expect(writtenIn(own)).toEqual({ text: '?q 世j', reference: undefined });
  });
  test('tab goes to the reference and back', () => {
    const { own } = pressed(['a', 'tab', '4', '2', 'shift+tab', 'b']);
    expect(writtenIn(own)).toEqual({ text: 'ab', reference: '42' });
  });
  test('alt+enter begins a new line, and a paste keeps its lines', () => {
    const { own } = pressed(['a', 'alt+enter', 'b']);
    expect(writtenIn(ownPaste(own, '\r\nc\td\u001b[31m', WINDOW))?.text).toBe('a\nb\nc    d');
  });
  test('a reference has one line', () => {
    const { own } = pressed(['a', 'tab']);
    expect(writtenIn(ownPaste(own, 'one\ntwo', WINDOW))?.reference).toBe('one two');
  });
  test('up and down go from line to line', () => {
    const { own } = pressed(['up', 'x'], openOwn('one\ntwo'));
    expect(writtenIn(own)?.text).toBe('onex\ntwo');
  });
  test('a page is as many rows as there is room for, less one', () => {
    const numbers = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    const { own } = pressed(['pageup', 'end', 'x'], openOwn(numbers));
    expect(writtenIn(own)?.text).toContain('line 21x\n');
  });
  test('what was done is taken back and done again', () => {
    const own = ownPaste(pressed(['a', 'space', 'b']).own, '\nfour\nlines', WINDOW);
    const { own: back } = pressed(['ctrl+z', 'ctrl+z'], own);
    expect(writtenIn(back)?.text).toBe('a');
    expect(writtenIn(pressed(['ctrl+y', 'alt+z'], back).own)?.text).toBe('a b\nfour\nlines');
  });
  test('the reference knows neither pages nor what was before', () => {
    const { own } = pressed(['a', 'tab', '4', 'ctrl+z', 'pageup', '2']);
    expect(writtenIn(own)).toEqual({ text: 'a', reference: '42' });
  });
});

describe('the end', () => {
  test('Enter is done, Esc gives up, and anything else goes on', () => {
    expect(pressed(['a', 'enter']).closed).toBe('done');
    expect(pressed(['a', 'tab', 'enter']).closed).toBe('done');
    expect(pressed(['a', 'escape']).closed).toBe('given up');
    expect(pressed(['a', 'tab', 'f1', 'alt+enter']).closed).toBe('no');
  });
  test('blanks are no question', () => {
    expect(writtenIn(openOwn(' \n '))).toBeUndefined();
    expect(writtenIn(openOwn('x', '  '))).toEqual({ text: 'x', reference: undefined });
  });
});

describe('the screen', () => {
  const shown = (own: OwnStep['own'], width = 40, height = 16) => ownFrame(own, width, height);
  test('shows the text in rows, and the cursor where one writes', () => {
    const { lines, cursor } = shown(openOwn('How many letters are there in 世界, and why?', '2'));
    expect(textsOf(lines).slice(2, 6)).toEqual([
      '▌question',
      ' How many letters are there in 世界,',
      ' and why?',
      '',
    ]);
    expect(cursor).toEqual({ x: 9, y: 4 });
    expect(textsOf(lines).at(-3)).toBe(' reference  2');
  });
  test('the cursor is on the character that it is before, also on a blank at the end of a row', () => {
    const text = 'aaa bbb';
    for (let steps = 0; steps <= text.length; steps++) {
      const { own } = pressed(Array(steps).fill('left'), openOwn(text));
      const { cursor } = shown(own, 60);
      expect(cursor).toEqual({ x: 1 + text.length - steps, y: 3 });
    }
    const { own } = pressed(['left', 'left', 'left', 'left'], openOwn('one\ntwo'));
    expect(shown(own, 60).cursor).toEqual({ x: 4, y: 3 });
  });
  test('the reference has the cursor when it has the keyboard', () => {
    const { own } = pressed(['tab', '4']);
    const { lines, cursor } = shown(own);
    expect(textsOf(lines).at(-3)).toBe('▌reference  4');
    expect(cursor).toEqual({ x: 13, y: 13 });
  });
  test('says where there is more of the text', () => {
    const own = openOwn(Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n'));
    const label = (keys: readonly string[]) => textsOf(shown(pressed(keys, own).own, 60).lines)[2];
    expect(label([])).toBe('▌question   more above');
    expect(label(['pageup', 'pageup'])).toBe('▌question   more above and below');
    expect(label(['ctrl+home'])).toBe('▌question   more below');
  });
  test('an empty one says what to do', () => {
    const { lines, cursor } = shown(openOwn(), 80);
    expect(textsOf(lines)[3]).toContain('write or paste it');
    expect(cursor).toEqual({ x: 1, y: 3 });
  });
  test('of a long text the part around the cursor is shown, in exactly the lines there are', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 400 }).map(text => text.replaceAll('x', '\n'));
    fc.assert(
      fc.property(
        texts,
        fc.nat(300),
        fc.integer({ min: 60, max: 120 }),
        fc.integer({ min: 16, max: 40 }),
        (text, steps, width, height) => {
          const { own } = pressed(Array(steps).fill('left'), openOwn(text), { width, height });
          const { lines, cursor } = shown(own, width, height);
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(cursor?.x).toBeLessThan(width);
          expect(cursor?.y).toBeLessThan(height - 5);
        },
      ),
    );
  });
});
