import { expect, test, vi } from 'vitest';
import type { PlayerSession } from '../player-session.ts';
import { playerCommand } from './player-commands.ts';

const player = (moves = true) => {
  const names = ['togglePlay', 'changeSpeed', 'seekBy', 'seekTo', 'changeIdle', 'changeStops'] as const;
  const more = ['toggleLoop', 'togglePresenting'] as const;
  const session = Object.fromEntries([...names, ...more].map(name => [name, vi.fn()]));
  return { ...session, step: vi.fn(() => moves) } as unknown as PlayerSession;
};

test.each([
  ['play.pause', 'togglePlay', []],
  ['play.previous-event', 'step', ['event', -1]],
  ['play.next-event', 'step', ['event', 1]],
  ['play.previous-call', 'step', ['call', -1]],
  ['play.next-call', 'step', ['call', 1]],
  ['play.previous-round', 'step', ['round', -1]],
  ['play.next-round', 'step', ['round', 1]],
  ['play.previous-marker', 'step', ['marker', -1]],
  ['play.next-marker', 'step', ['marker', 1]],
  ['play.previous-flip', 'step', ['flip', -1]],
  ['play.next-flip', 'step', ['flip', 1]],
  ['play.slower', 'changeSpeed', [-1]],
  ['play.faster', 'changeSpeed', [1]],
  ['play.backward', 'seekBy', [-5000]],
  ['play.forward', 'seekBy', [5000]],
  ['play.restart', 'seekTo', [0]],
  ['play.end', 'seekTo', [1]],
  ['play.idle', 'changeIdle', []],
  ['play.stops', 'changeStops', []],
  ['play.loop', 'toggleLoop', []],
  ['play.present', 'togglePresenting', []],
] as const)('%s', (command, method, args) => {
  const session = player();
  expect(playerCommand(session, command)).toBeUndefined();
  expect(session[method]).toHaveBeenCalledExactlyOnceWith(...args);
});

test('where there is no further marker it is said, and where there is no further round it is seen', () => {
  expect(playerCommand(player(false), 'play.next-flip')).toBe('There is no flip after this.');
  expect(playerCommand(player(false), 'play.previous-marker')).toBe('There is no marker before this.');
  expect(playerCommand(player(false), 'play.next-round')).toBeUndefined();
});

test('other commands are not the player’s', () => {
  expect(playerCommand(player(), 'round.next')).toBe(false);
});
