/**
 * The store between a source of events and React: folds what comes and tells the screen at most
 * every 40 ms. Does not know whether the events are live or replayed.
 */
import type { AnyEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';

/** Telling React of every token costs 38 % more CPU than telling it of batches (measured, Ink 8). */
export const BATCH_MS: Milliseconds = 40;

export interface Session {
  /** The run as the screen shows it; the same object until something is told. */
  run(): Run | undefined;
  /** A word of the program itself, such as that the transcript cannot be written. */
  notice(): string | undefined;
  subscribe(listener: () => void): () => void;
}

export interface LiveSession extends Session {
  /** Takes the next (cleaned) event. */
  push(event: AnyEvent): void;
  notify(message: string): void;
}

/** A session that is fed event by event. */
export function createLiveSession(): LiveSession {
  const teller = createTeller();
  let folded: Run | undefined;
  let shown: Run | undefined;
  let notice: string | undefined;
  return {
    run: () => shown,
    notice: () => notice,
    notify(message) {
      teller.tellSoon(true, () => {
        notice = message;
        shown = folded;
      });
    },
    subscribe: teller.subscribe,
    push(event) {
      folded = fold(folded, event);
      teller.tellSoon(event.type !== 'call.delta', () => {
        shown = folded;
      });
    },
  };
}

/** Listeners that are told in batches, or at once when it cannot wait. */
export function createTeller() {
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
    tellSoon(now: boolean, before: () => void) {
      if (now) tell(before);
      else timer ??= setTimeout(() => tell(before), BATCH_MS);
    },
  };
}
