/** The corpus through the one place where text is made safe, whole and in pieces. */
import { describe, expect, test } from 'vitest';
import { createSanitizer, sanitize, sanitizeLine } from './sanitize.ts';
import { effort } from './testing/effort.ts';
import {
  forEachHostile,
  foundIn,
  HOSTILE_BYTES,
  HOSTILE_CLASSES,
  HOSTILE_TEXTS,
  textsOfClass,
  UNSAFE,
  UNSAFE_IN_LINE,
} from './testing/hostile-texts.ts';

/** A text that is longer is cut at some of its places only. */
const CUTS = effort(60, 1_000);

describe('Hostile text', () => {
  test('the corpus itself: has at least 200 texts, each with a name of its own, of every class some', () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(HOSTILE_TEXTS.map(({ name }) => name)).size).toBe(HOSTILE_TEXTS.length);
    for (const kind of HOSTILE_CLASSES) expect(textsOfClass(kind).length, kind).toBeGreaterThanOrEqual(8);
  });

  test('deltas that cut a sequence anywhere: not a piece of it is shown, not even for a moment', () => {
    forEachHostile(text => {
      const whole = sanitize(text);
      expect(foundIn(whole, UNSAFE)).toBeUndefined();
      expect(whole.isWellFormed()).toBe(true);
      const step = Math.max(1, Math.floor(text.length / CUTS));
      for (let cut = 0; cut <= text.length; cut += step) {
        const { push, end } = createSanitizer();
        const pieces = [push(text.slice(0, cut)), push(text.slice(cut)), end()];
        for (const piece of pieces) if (UNSAFE.test(piece)) throw new Error(`cut at ${cut}`);
        if (pieces.join('') !== whole) throw new Error(`cut at ${cut} it is another text`);
      }
    });
  });

  test('deltas of one character each: together they are the text made safe', () => {
    forEachHostile(text => {
      const { push, end } = createSanitizer();
      let shown = '';
      for (let at = 0; at < text.length; at++) shown += push(text[at] ?? '');
      expect(shown + end()).toBe(sanitize(text));
    });
  });

  test('a sequence of which a text has the beginning and the next one the rest: neither acts', () => {
    const ends = textsOfClass('cut or nested');
    for (const first of ends) {
      forEachHostile(text => {
        const joined = sanitize(first.text) + sanitize(text);
        if (UNSAFE.test(joined) || !joined.isWellFormed()) throw new Error(`behind "${first.name}"`);
      });
    }
  });

  test('controls of eight bits as raw bytes, and bytes that are no UTF-8: are no controls any more', () => {
    for (const [name, bytes] of Object.entries(HOSTILE_BYTES)) {
      expect(sanitize(new TextDecoder().decode(bytes)), name).not.toMatch(UNSAFE);
      expect(sanitize(Buffer.from(bytes).toString('latin1')), `${name}, read as Latin-1`).not.toMatch(UNSAFE);
    }
  });

  test('the text around what is taken away: is kept, and so is a text that has nothing of it', () => {
    const sequences = HOSTILE_TEXTS.filter(({ kind }) => /^(?:control|question)/.test(kind));
    forEachHostile(text => {
      if (text.startsWith('left ') && text.endsWith('right')) {
        expect(sanitize(text)).toMatch(/^left .*right$/s);
      }
      expect(sanitize(text)).not.toMatch(/T1dORUQ/);
    }, sequences);
    forEachHostile(text => {
      if (!UNSAFE.test(text) && !/[^\n\t -~]/.test(text)) expect(sanitize(text)).toBe(text);
    });
  });

  test('a place of one line: stays one line', () => {
    forEachHostile(text => expect(sanitizeLine(text)).not.toMatch(UNSAFE_IN_LINE));
  });
});
