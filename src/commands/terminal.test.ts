import { expect, test } from 'vitest';
import { type PlainReason, whyPlain } from './terminal.ts';

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
