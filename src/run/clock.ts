/** Time as an object that is handed in, so that what is folded, paced or tested owns its clock. */
import type { Milliseconds } from './price.ts';

export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): Milliseconds;
  /** Resolves after `ms`, or at once (without throwing) when the signal aborts. */
  sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void>;
}

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
        const timer = setTimeout(done, ms / speed);
        signal?.addEventListener('abort', done, { once: true });
      }),
  };
}

/**
 * A clock that never waits: a sleep ends as soon as nothing else is ready to run, and time jumps to
 * its end. Sleepers wake in the order of their times, so what is paced by this clock happens in the
 * same order and carries the same times as if it had waited.
 */
export function instantClock(): Clock {
  let now = 0;
  const sleepers: { at: Milliseconds; wake: () => void }[] = [];
  const wakeEarliest = () => {
    let first = 0;
    sleepers.forEach((sleeper, index) => {
      if (sleeper.at < (sleepers[first]?.at ?? 0)) first = index;
    });
    const [sleeper] = sleepers.splice(first, 1);
    if (!sleeper) return;
    now = Math.max(now, sleeper.at);
    sleeper.wake();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve();
        sleepers.push({ at: now + Math.max(0, ms), wake: resolve });
        setImmediate(wakeEarliest);
      }),
  };
}
