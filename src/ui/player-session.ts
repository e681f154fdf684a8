/** A saved run as a session: the player, a timer that lets its time pass, and the controls of the screen. */
import type { Player, Position } from '../replay/player.ts';
import { SPEEDS } from '../replay/player.ts';
import { type Clock, realClock } from '../run/clock.ts';
import { createEventLog, type EventLog } from '../run/event-log.ts';
import type { AnyEvent } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { BATCH_MS, CALM_BATCH_MS, createTeller, type Pace, type Session } from './session.ts';

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
  /** Takes one (cleaned) event more at the end of the run. */
  append(event: AnyEvent): void;
  notify(message: string): void;
  stop(): void;
}

/**
 * Plays at once, unless the player stands at the end. When `calm`, what comes is shown once a second,
 * and nothing is while nothing comes.
 */
export function createPlayerSession(
  player: Player,
  speed = 1,
  notice?: string,
  clock: Pick<Clock, 'now'> = realClock(),
  { calm = false }: Pace = {},
): PlayerSession {
  const teller = createTeller();
  let state: PlayerState = { ...player.position(), playing: !player.position().ended, speed };
  let run = runOf(player);
  const logUpTo = createPlayedLog(player);
  let log = logUpTo();
  let last = clock.now();
  let said = notice;
  const timer = setInterval(
    () => {
      const now = clock.now();
      const passed = now - last;
      last = now;
      if (!state.playing || passed <= 0) return;
      const before = player.run();
      player.advance(passed * state.speed);
      const { ended } = player.position();
      if (calm && player.run() === before && !ended) return;
      tell({ playing: !ended });
    },
    calm ? CALM_BATCH_MS : BATCH_MS,
  );

  function tell(changes: Partial<PlayerState>) {
    teller.tellSoon(true, () => {
      run = runOf(player);
      log = logUpTo();
      state = { ...state, ...changes, ...player.position() };
    });
  }

  return {
    run: () => run,
    log: () => log,
    notice: () => said,
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
    append(event) {
      player.append(event);
      tell({});
    },
    notify(message) {
      said = message;
      tell({});
    },
    stop: () => clearInterval(timer),
  };
}

/** Calls `ring` each time the run comes to its end by being played, not by being sought. */
export function onPlayedToEnd(session: PlayerSession, ring: () => void): void {
  let before = session.state();
  session.subscribe(() => {
    const now = session.state();
    if (before.playing && !before.ended && !now.playing && now.ended) ring();
    before = now;
  });
}

/** The log up to where the player stands. Going back it is made anew. */
function createPlayedLog(player: Player): EventLog['entries'] {
  let log = createEventLog();
  let pushed = 0;
  return () => {
    const { events, count } = player.happened();
    if (count < pushed) {
      log = createEventLog();
      pushed = 0;
    }
    for (const event of events.slice(pushed, count)) log.push(event);
    pushed = count;
    return log.entries();
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
