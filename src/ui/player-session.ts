/** A saved run as a session: the player, a timer that lets its time pass, and the controls of the screen. */
import { STOPS, type StopAt, stopsOf } from '../replay/markers.ts';
import type { PlaceFound } from '../replay/place.ts';
import type { Player, StepUnit } from '../replay/player.ts';
import { SPEEDS } from '../replay/player.ts';
import { type Clock, realClock } from '../run/clock.ts';
import { createCutLog } from '../run/event-log.ts';
import type { AnyEvent } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { IDLE_LIMITS_MS, type Playback, type PlayerState, playbackWith } from './player-state.ts';
import { BATCH_MS, CALM_BATCH_MS, createTeller, type Pace, type Session } from './session.ts';

export type { Playback, PlayerState } from './player-state.ts';

export interface PlayerSession extends Session {
  state(): PlayerState;
  togglePlay(): void;
  /** One step of the list of speeds, up or down. */
  changeSpeed(direction: 1 | -1): void;
  seekBy(ms: Milliseconds): void;
  /** To a share of the whole, 0..1. */
  seekTo(share: number): void;
  /** To a moment of the run's own time. */
  goTo(ms: Milliseconds): void;
  /** Where a place is that somebody wrote. */
  find(place: string): PlaceFound;
  /** Steps stop the playing. False where there was nowhere to go. */
  step(unit: StepUnit, direction: 1 | -1): boolean;
  /** The next of the list of longest waits. */
  changeIdle(): void;
  /** What playing stops at: the next of the list. */
  changeStops(): void;
  toggleLoop(): void;
  togglePresenting(): void;
  /** Plays it from its start, in this way. */
  begin(playback: Playback): void;
  /** Asked a few seconds after the run was played to its end; true when something else is played now. */
  whenOver(next: () => boolean): void;
  /** Takes one (cleaned) event more at the end of the run. */
  append(event: AnyEvent): void;
  notify(message: string): void;
  stop(): void;
}

export interface PlayerPace extends Pace {
  readonly playback?: Partial<Playback> | undefined;
  /** Which of several files this is. */
  readonly file?: PlayerState['file'];
  /** Told when somebody chose another longest wait. */
  readonly onIdle?: ((idleMs: Milliseconds | undefined) => void) | undefined;
}

/** At the end, before it begins again: long enough to read how it ended. */
export const REST_MS: Milliseconds = 4000;

/**
 * Plays at once, unless the player stands at the end. When `calm`, what comes is shown once a second,
 * and nothing is while nothing comes.
 */
export function createPlayerSession(
  player: Player,
  speed = 1,
  notice?: string,
  clock: Pick<Clock, 'now'> = realClock(),
  { calm = false, playback, file, onIdle }: PlayerPace = {},
): PlayerSession {
  const teller = createTeller();
  const standing = () => {
    const { events, count } = player.happened();
    return { ...player.position(), markers: player.markers(), events: { count, of: events.length } };
  };
  const logs = createCutLog(player.happened().events);
  const logNow = () => logs.upTo(player.happened().count);
  let state: PlayerState = {
    ...playbackWith({ ...playback, speed }),
    ...standing(),
    ...(file && { file }),
    isTimed: player.isTimed(),
    playing: !player.position().ended,
  };
  let run = runOf(player);
  let log = logNow();
  let last = clock.now();
  let said = notice;
  let next: () => boolean = () => false;
  /** Present while the end of a run that was played to it is on the screen. */
  let rested: Milliseconds | undefined;

  const play = (passed: Milliseconds) => {
    const before = player.run();
    const from = player.happened().count;
    const to = player.playedTo(passed * state.speed, state.idleMs);
    const stop = stopsOf(player.markers(), state.stopAt).find(({ count }) => count > from);
    const isReached = stop !== undefined && stop.atMs <= to;
    if (isReached) player.stand(stop);
    else player.seek(to);
    const { ended } = player.position();
    if (calm && player.run() === before && !ended && !isReached) return;
    tell({ playing: !ended && !isReached });
    if (ended) rested = 0;
  };
  const rest = (passed: Milliseconds) => {
    rested = (rested ?? 0) + passed;
    if (rested < REST_MS) return;
    rested = undefined;
    if (next() || !state.loop) return;
    player.seek(0);
    tell({ playing: true });
  };
  const timer = setInterval(
    () => {
      const now = clock.now();
      const passed = now - last;
      last = now;
      if (passed <= 0) return;
      if (state.playing) play(passed);
      else if (rested !== undefined) rest(passed);
    },
    calm ? CALM_BATCH_MS : BATCH_MS,
  );

  function tell(changes: Partial<PlayerState>) {
    rested = undefined;
    teller.tellSoon(true, () => {
      run = runOf(player);
      log = logNow();
      state = { ...state, ...changes, ...standing() };
    });
  }
  const goTo = (ms: Milliseconds) => {
    player.seek(ms);
    tell({});
  };

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
    seekBy: ms => goTo(player.position().atMs + ms),
    seekTo: share => goTo(share * state.durationMs),
    goTo,
    find: player.find,
    step(unit, direction) {
      const moved = player.step(unit, direction);
      tell({ playing: false });
      return moved;
    },
    changeIdle() {
      const idleMs = IDLE_LIMITS_MS[(IDLE_LIMITS_MS.indexOf(state.idleMs) + 1) % IDLE_LIMITS_MS.length];
      tell({ idleMs });
      onIdle?.(idleMs);
    },
    changeStops: () => tell({ stopAt: nextStops(state.stopAt) }),
    toggleLoop() {
      tell({ loop: !state.loop });
      // Whoever asks for it at the end means this end.
      if (state.loop && state.ended) rested = 0;
    },
    togglePresenting: () => tell({ presenting: !state.presenting }),
    begin(wanted) {
      player.seek(0);
      tell({ ...wanted, playing: !player.position().ended });
    },
    whenOver(asked) {
      next = asked;
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

function nextStops(stopAt: StopAt): StopAt {
  return STOPS[(STOPS.indexOf(stopAt) + 1) % STOPS.length] ?? 'nothing';
}
