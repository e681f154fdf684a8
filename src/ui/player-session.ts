/** A saved run as a session: the player, a timer that lets its time pass, and the controls of the screen. */
import type { Player, Position } from '../replay/player.ts';
import { SPEEDS } from '../replay/player.ts';
import { type Clock, realClock } from '../run/clock.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { BATCH_MS, createTeller, type Session } from './session.ts';

export interface PlayerState extends Position {
  readonly playing: boolean;
  readonly speed: number;
}

export interface PlayerSession extends Session {
  state(): PlayerState;
  togglePlay(): void;
  /** One step of the list of speeds, up or down. */
  changeSpeed(direction: 1 | -1): void;
  seekBy(ms: Milliseconds): void;
  /** To a share of the whole, 0..1. */
  seekTo(share: number): void;
  /** Steps stop the playing. */
  stepRound(direction: 1 | -1): void;
  stop(): void;
}

/** Plays at once, unless the player stands at the end. */
export function createPlayerSession(
  player: Player,
  speed = 1,
  notice?: string,
  clock: Pick<Clock, 'now'> = realClock(),
): PlayerSession {
  const teller = createTeller();
  let state: PlayerState = { ...player.position(), playing: !player.position().ended, speed };
  let run = runOf(player);
  let last = clock.now();
  const timer = setInterval(() => {
    const now = clock.now();
    const passed = now - last;
    last = now;
    if (!state.playing || passed <= 0) return;
    player.advance(passed * state.speed);
    tell({ playing: !player.position().ended });
  }, BATCH_MS);

  function tell(changes: Partial<PlayerState>) {
    teller.tellSoon(true, () => {
      run = runOf(player);
      state = { ...state, ...changes, ...player.position() };
    });
  }

  return {
    run: () => run,
    notice: () => notice,
    state: () => state,
    subscribe: teller.subscribe,
    togglePlay() {
      // Play at the end begins again, as every player does.
      if (!state.playing && state.ended) player.seek(0);
      tell({ playing: !state.playing });
    },
    changeSpeed: direction => tell({ speed: nextSpeed(state.speed, direction) }),
    seekBy(ms) {
      player.seek(state.atMs + ms);
      tell({});
    },
    seekTo(share) {
      player.seek(share * state.durationMs);
      tell({});
    },
    stepRound(direction) {
      player.stepRound(direction);
      tell({ playing: false });
    },
    stop: () => clearInterval(timer),
  };
}

/** Between two events the run gets older, so that a wait can be seen. */
function runOf(player: Player): Run {
  const run = player.run();
  return run.outcome ? run : { ...run, at: Math.max(run.at, player.position().atMs) };
}

/** The next of the list, also from a speed between two of them. */
function nextSpeed(speed: number, direction: 1 | -1): number {
  const next = direction > 0 ? SPEEDS.find(one => one > speed) : SPEEDS.findLast(one => one < speed);
  return next ?? speed;
}
