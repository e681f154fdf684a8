import { expect, test } from 'vitest';
import { canUnicode, saysAsciiOnly } from './unicode.ts';

test.each<[string, Record<string, string>, NodeJS.Platform, boolean]>([
  ['a UTF-8 locale', { LANG: 'de_DE.UTF-8' }, 'linux', true],
  ['one that is written in another way', { LC_CTYPE: 'C.utf8' }, 'linux', true],
  ['a locale that is put before it', { LC_ALL: 'C', LANG: 'C.UTF-8' }, 'linux', false],
  ['an empty one, which does not count', { LC_ALL: '', LANG: 'C.UTF-8' }, 'linux', true],
  ['no locale', {}, 'linux', false],
  ['no locale on macOS', {}, 'darwin', true],
  ['the console of Linux', { TERM: 'linux', LANG: 'C.UTF-8' }, 'linux', false],
  ['Windows Terminal', { WT_SESSION: '1' }, 'win32', true],
  ['an old console of Windows', {}, 'win32', false],
])('%s: %j on %s', (_name, env, platform, can) => {
  expect(canUnicode(env, platform)).toBe(can);
});

test.each<[string, Record<string, string>, boolean]>([
  ['no locale is no word about it', {}, false],
  ['a UTF-8 locale', { LANG: 'de_DE.UTF-8' }, false],
  ['the POSIX locale', { LC_ALL: 'C', LANG: 'C.UTF-8' }, true],
  ['another encoding', { LANG: 'de_DE.ISO-8859-15' }, true],
  ['the console of Linux', { TERM: 'linux', LANG: 'C.UTF-8' }, true],
])('for a screen: %s', (_name, env, ascii) => {
  expect(saysAsciiOnly(env)).toBe(ascii);
});
