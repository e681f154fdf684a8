import { describe, expect, test } from 'vitest';
import type { Environment } from '../theme.ts';
import { coloursOf, multiplexerOf } from './abilities.ts';

describe('colours', () => {
  test.each<[Environment, ReturnType<typeof coloursOf>]>([
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
    expect(coloursOf(env, 'linux')).toBe(colours);
  });
});

test('what stands between us and the terminal', () => {
  expect(multiplexerOf({})).toBeUndefined();
  expect(multiplexerOf({ STY: '1.pts-0' })).toBe('screen');
  // tmux inside of screen: tmux is the one that we talk to.
  expect(multiplexerOf({ STY: '1.pts-0', TMUX: 'x' })).toBe('tmux');
});
