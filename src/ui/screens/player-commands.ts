/** What the keys of the player ask of it. */
import type { Command } from '../keys.ts';
import type { PlayerSession } from '../player-session.ts';

const SEEK_MS = 5000;

/** Carries the command out; false when it is not one of the player's. */
export function playerCommand(player: PlayerSession, command: Command): boolean {
  switch (command) {
    case 'play.pause':
      player.togglePlay();
      return true;
    case 'play.previous-round':
      player.stepRound(-1);
      return true;
    case 'play.next-round':
      player.stepRound(1);
      return true;
    case 'play.slower':
      player.changeSpeed(-1);
      return true;
    case 'play.faster':
      player.changeSpeed(1);
      return true;
    case 'play.backward':
      player.seekBy(-SEEK_MS);
      return true;
    case 'play.forward':
      player.seekBy(SEEK_MS);
      return true;
    case 'play.restart':
      player.seekTo(0);
      return true;
    case 'play.end':
      player.seekTo(1);
      return true;
    default:
      return false;
  }
}
