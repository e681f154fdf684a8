import { expect, test } from 'vitest';
import { UNICODE_SIGNS, WORD_SIGNS } from '../plain/signs.ts';
import { type PlainReason, signsFor, whyPlain } from './terminal.ts';

const TERMINAL = { stdin: { isTTY: true }, stdout: { isTTY: true } };

test('a terminal that can draw shows the app', () => {
  expect(whyPlain({}, { TERM: 'xterm-256color' }, TERMINAL)).toBeUndefined();
  expect(whyPlain({}, { ACCESSIBLE: '0', INK_SCREEN_READER: 'false' }, TERMINAL)).toBeUndefined();
});

test.each<[string, Parameters<typeof whyPlain>, PlainReason]>([
  ['--plain', [{ plain: true }, {}, TERMINAL], 'asked'],
  ['output into a pipe', [{}, {}, { ...TERMINAL, stdout: {} }], 'no-terminal'],
  ['input from a pipe', [{}, {}, { ...TERMINAL, stdin: {} }], 'no-terminal'],
  ['a dumb terminal', [{}, { TERM: 'dumb' }, TERMINAL], 'dumb-terminal'],
  ['ACCESSIBLE', [{}, { ACCESSIBLE: '1' }, TERMINAL], 'screen-reader'],
  ['INK_SCREEN_READER', [{}, { INK_SCREEN_READER: 'true' }, TERMINAL], 'screen-reader'],
])('%s gives plain lines', (_name, args, reason) => {
  expect(whyPlain(...args)).toBe(reason);
});

test('plain lines have signs in a UTF-8 locale, unless a screen reader is named', () => {
  const utf8 = { LANG: 'en_GB.UTF-8' };
  expect(signsFor(utf8, 'linux')).toBe(UNICODE_SIGNS);
  expect(signsFor({ ...utf8, ACCESSIBLE: '0' }, 'linux')).toBe(UNICODE_SIGNS);
  expect(signsFor({ ...utf8, ACCESSIBLE: '1' }, 'linux')).toBe(WORD_SIGNS);
  expect(signsFor({ ...utf8, INK_SCREEN_READER: 'true' }, 'linux')).toBe(WORD_SIGNS);
  expect(signsFor({ ...utf8, LC_ALL: 'C' }, 'linux')).toBe(WORD_SIGNS);
});
