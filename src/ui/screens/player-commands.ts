/** What the keys of the player ask of it. */
import type { StepUnit } from '../../replay/player.ts';
import type { Command } from '../keys.ts';
import type { PlayerSession } from '../player-session.ts';

const SEEK_MS = 5000;

/** Carries the command out; false when it is not one of the player's, else what there is to say. */
export function playerCommand(player: PlayerSession, command: Command): false | string | undefined {
  const step = STEPS[command];
  if (step) {
    const [unit, direction] = step;
    return player.step(unit, direction) ? undefined : whyNot(unit, direction);
  }
  const action = ACTIONS[command];
  if (!action) return false;
  action(player);
  return undefined;
}

type Commands<T> = Readonly<Partial<Record<Command, T>>>;

const STEPS: Commands<readonly [StepUnit, 1 | -1]> = {
  'play.previous-event': ['event', -1],
  'play.next-event': ['event', 1],
  'play.previous-call': ['call', -1],
  'play.next-call': ['call', 1],
  'play.previous-round': ['round', -1],
  'play.next-round': ['round', 1],
  'play.previous-marker': ['marker', -1],
  'play.next-marker': ['marker', 1],
  'play.previous-flip': ['flip', -1],
  'play.next-flip': ['flip', 1],
};

const ACTIONS: Commands<(player: PlayerSession) => void> = {
  'play.pause': player => player.togglePlay(),
  'play.slower': player => player.changeSpeed(-1),
  'play.faster': player => player.changeSpeed(1),
  'play.backward': player => player.seekBy(-SEEK_MS),
  'play.forward': player => player.seekBy(SEEK_MS),
  'play.restart': player => player.seekTo(0),
  'play.end': player => player.seekTo(1),
  'play.idle': player => player.changeIdle(),
  'play.stops': player => player.changeStops(),
  'play.loop': player => player.toggleLoop(),
  'play.present': player => player.togglePresenting(),
};

/** Who steps through time stands at its end then, and sees it; a marker that is not there has to be told. */
function whyNot(unit: StepUnit, direction: 1 | -1): string | undefined {
  if (unit !== 'marker' && unit !== 'flip') return undefined;
  return `There is no ${unit} ${direction > 0 ? 'after' : 'before'} this.`;
}
