/** A saved run as a session: the player, a timer that lets its time pass, and the controls of the screen. */
import type { Player, Position } from '../replay/player.ts';
import { SPEEDS } from '../replay/player.ts';
import type { Milliseconds } from '../run/price.ts';
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
  stepRound(direction: 1 | -1): void;
  stepEvent(): void;
  stop(): void;
}

export function createPlayerSession(player: Player, speed = 1, notice?: string): PlayerSession {
  const teller = createTeller();
  let run = player.run();
  let state: PlayerState = { ...player.position(), playing: true, speed };
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (state.playing) {
      player.advance((now - last) * state.speed);
      change({ playing: !player.position().ended });
    }
    last = now;
  }, BATCH_MS);

  function change(changes: Partial<PlayerState> = {}) {
    teller.tellSoon(true, () => {
      run = player.run();
      state = { ...state, ...changes, ...player.position() };
    });
  }
  const moved = (move: () => void) => {
    move();
    change();
  };

  return {
    run: () => run,
    notice: () => notice,
    state: () => state,
    subscribe: teller.subscribe,
    togglePlay() {
      // Play at the end begins again, as every player does.
      if (!state.playing && state.ended) player.seek(0);
      change({ playing: !state.playing });
    },
    changeSpeed(direction) {
      const place = SPEEDS.findIndex(one => one >= state.speed);
      const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place + direction))] ?? state.speed;
      change({ speed: next });
    },
    seekBy: ms => moved(() => player.seek(state.atMs + ms)),
    seekTo: share => moved(() => player.seek(share * state.durationMs)),
    stepRound(direction) {
      player.stepRound(direction);
      change({ playing: false });
    },
    stepEvent() {
      player.stepEvent();
      change({ playing: false });
    },
    stop: () => clearInterval(timer),
  };
}
