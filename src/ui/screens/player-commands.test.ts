import { expect, test, vi } from 'vitest';
import type { PlayerSession } from '../player-session.ts';
import { playerCommand } from './player-commands.ts';

const player = () => {
  const names = ['togglePlay', 'stepRound', 'changeSpeed', 'seekBy', 'seekTo'] as const;
  return Object.fromEntries(names.map(name => [name, vi.fn()])) as unknown as PlayerSession;
};

test.each([
  ['play.pause', 'togglePlay', undefined],
  ['play.previous-round', 'stepRound', -1],
  ['play.next-round', 'stepRound', 1],
  ['play.slower', 'changeSpeed', -1],
  ['play.faster', 'changeSpeed', 1],
  ['play.backward', 'seekBy', -5000],
  ['play.forward', 'seekBy', 5000],
  ['play.restart', 'seekTo', 0],
  ['play.end', 'seekTo', 1],
] as const)('%s', (command, method, argument) => {
  const session = player();
  expect(playerCommand(session, command)).toBe(true);
  expect(session[method]).toHaveBeenCalledExactlyOnceWith(...(argument === undefined ? [] : [argument]));
});

test('other commands are not the player’s', () => {
  expect(playerCommand(player(), 'round.next')).toBe(false);
});
