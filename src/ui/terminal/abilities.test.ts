import { describe, expect, test } from 'vitest';
import type { Environment } from '../theme.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';

describe('colours', () => {
  test.each<[Environment, Abilities['colours']]>([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'truecolor'],
    [{ TERM: 'xterm-256color', COLORTERM: '24bit' }, 'truecolor'],
    [{ TERM: 'xterm-direct' }, 'truecolor'],
    [{ TERM: 'xterm-kitty' }, 'truecolor'],
    [{ TERM: 'foot' }, 'truecolor'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 'truecolor'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, '256'],
    [{ TERM: 'xterm-256color', WT_SESSION: 'id' }, 'truecolor'],
    [{ TERM: 'screen-256color' }, '256'],
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'linux', COLORTERM: 'truecolor' }, '16'],
    [{ TERM: 'a-terminal-of-next-year' }, '16'],
    [{}, '16'],
    [{ TERM: 'vt220' }, 'none'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
  ])('%j has %s', (env, colours) => {
    expect(abilitiesOf(env, 'linux').colours).toBe(colours);
  });
});

describe('characters', () => {
  test.each<[Environment, NodeJS.Platform, boolean]>([
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LANG: 'C.utf8' }, 'linux', true],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', false],
    [{ LC_ALL: '', LC_CTYPE: 'de_DE.UTF-8', LANG: 'C' }, 'linux', true],
    [{}, 'linux', false],
    [{}, 'darwin', true],
    [{ TERM: 'linux', LANG: 'en_GB.UTF-8' }, 'linux', false],
    [{ WT_SESSION: 'id' }, 'win32', true],
    [{}, 'win32', false],
  ])('beyond ASCII with %j on %s: %s', (env, platform, unicode) => {
    expect(abilitiesOf(env, platform).unicode).toBe(unicode);
  });
});

test('what stands between us and the terminal', () => {
  expect(abilitiesOf({ TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0' }, 'linux')).toEqual({
    term: 'tmux-256color',
    colours: '256',
    unicode: false,
    multiplexer: 'tmux',
    remote: false,
  });
  expect(abilitiesOf({ STY: '1.pts-0' }).multiplexer).toBe('screen');
  // tmux inside of screen: tmux is the one that we talk to.
  expect(abilitiesOf({ STY: '1.pts-0', TMUX: 'x' }).multiplexer).toBe('tmux');
  expect(abilitiesOf({ SSH_TTY: '/dev/pts/1' }).remote).toBe(true);
});
