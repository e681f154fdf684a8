/** Time as an object that is handed in, so that what is folded, paced or tested owns its clock. */
import type { Milliseconds } from './price.ts';

export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): Milliseconds;
  /** Resolves after `ms`, or at once (without throwing) when the signal aborts. */
  sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void>;
  /**
   * Rings once when `ms` have passed, unless what it returns is called before. Nobody waits for it: a
   * clock that never waits does not jump to an alarm, but rings it on its way to a later moment.
   */
  alarm(ms: Milliseconds, ring: () => void): () => void;
}

/** A longer timer of Node's would go off at once. */
const LONGEST_TIMER_MS: Milliseconds = 2 ** 31 - 1;

/** The wall's clock; `speed` 2 makes its time pass twice as fast. */
export function realClock(speed = 1): Clock {
  return {
    now: () => performance.now() * speed,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted || ms <= 0) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(ms / speed, LONGEST_TIMER_MS));
        signal?.addEventListener('abort', done, { once: true });
      }),
    alarm(ms, ring) {
      let timer: NodeJS.Timeout;
      const wind = (left: number) => {
        timer = setTimeout(
          () => (left > LONGEST_TIMER_MS ? wind(left - LONGEST_TIMER_MS) : ring()),
          Math.min(left, LONGEST_TIMER_MS),
        );
      };
      wind(ms / speed);
      return () => clearTimeout(timer);
    },
  };
}

/**
 * A clock that never waits: a sleep ends as soon as nothing else is ready to run, and time jumps to
 * its end. Sleepers wake in the order of their times, so what is paced by this clock happens in the
 * same order and carries the same times as if it had waited.
 */
export function instantClock(): Clock {
  let now = 0;
  const sleepers = new Set<{ readonly at: Milliseconds; readonly wake: () => void }>();
  const alarms = new Set<{ readonly at: Milliseconds; readonly ring: () => void }>();
  const wakeEarliest = () => {
    const first = Math.min(...[...sleepers].map(sleeper => sleeper.at));
    const due = [...alarms].sort((a, b) => a.at - b.at)[0];
    if (due && sleepers.size > 0 && due.at <= first) {
      alarms.delete(due);
      now = Math.max(now, due.at);
      setImmediate(wakeEarliest);
      due.ring();
      return;
    }
    for (const sleeper of sleepers) {
      if (sleeper.at > first) continue;
      now = Math.max(now, sleeper.at);
      sleeper.wake();
      return;
    }
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: now + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
        setImmediate(wakeEarliest);
      }),
    alarm(ms, ring) {
      const alarm = { at: now + Math.max(0, ms), ring };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
  };
}
