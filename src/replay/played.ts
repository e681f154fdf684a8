/** How far a run comes while time passes, with its waits shortened. Pure; knows no events, only their times. */
import type { Milliseconds } from '../run/price.ts';
import type { Stop } from './stop.ts';

/**
 * The moment that is reached from `from` when `ms` of playing pass. With `idleMs`, a wait between two
 * events (whose times never go back) counts for no more than that: what is left of it is passed over.
 */
export function playedTo(
  times: readonly Milliseconds[],
  from: Stop,
  ms: Milliseconds,
  idleMs = Number.POSITIVE_INFINITY,
): Milliseconds {
  let at = from.atMs;
  let left = Math.max(0, ms);
  for (let index = from.count; left > 0; index++) {
    const next = times[index];
    // Behind the last event nothing waits.
    if (next === undefined) return at + left;
    const began = times[index - 1] ?? 0;
    const until = Math.max(at, Math.min(next, began + idleMs));
    if (at + left < until) return at + left;
    left -= until - at;
    at = Math.max(at, next);
  }
  return at;
}
