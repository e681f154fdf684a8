/**
 * When things happen on the page: the moments that its seek bar marks, and how its time passes. Pure; the
 * player has the run's own time, and this is what a page makes of it.
 */
import { type MarkKind, markOf } from '../../../analysis/marks.ts';
import type { AnyEvent } from '../../../run/events.ts';
import type { Milliseconds } from '../../../run/price.ts';
import type { Run } from '../../../run/run.ts';

/** Whether the source of the run says when things happened. Where it does not, no time of it may be shown. */
export function tellsTime({ imported }: Pick<Run, 'imported'>): boolean {
  return !(imported?.unknown ?? []).includes('timing');
}

/** How long an event is looked at where nobody knows how long it took. */
const EVEN_MS: Readonly<Record<string, Milliseconds>> = {
  'round.started': 500,
  'call.started': 400,
  'call.delta': 900,
  'call.failed': 900,
  'check.finished': 900,
  'answer.graded': 900,
  'vote.counted': 900,
};

/** The events at an even pace, in their order, for a run of which no times are known. */
export function evenlyPaced(events: readonly AnyEvent[]): AnyEvent[] {
  let at = 0;
  return events.map(event => {
    const paced = { ...event, at };
    at += EVEN_MS[event.type] ?? 0;
    return paced;
  });
}

/** Of each event, when the player comes to it: never before the one that it follows. */
export function timesOf(events: readonly AnyEvent[]): Milliseconds[] {
  let latest = 0;
  return events.map(({ at }) => {
    latest = Math.max(latest, at);
    return latest;
  });
}

/**
 * Where the player stands when `ms` have passed from `at` on, and no wait between two events lasts longer
 * than `longestWait`: what is left of a longer one is passed over. `times` ascend.
 */
export function afterPassing(
  times: readonly Milliseconds[],
  at: Milliseconds,
  ms: Milliseconds,
  longestWait: Milliseconds,
): Milliseconds {
  let now = at;
  let left = ms;
  for (let next = firstAfter(times, now); left > 0; next++) {
    const event = times[next];
    if (event === undefined) return now + left;
    if (event <= now) continue;
    const waitEnds = Math.min(event, Math.max(now, (times[next - 1] ?? 0) + longestWait));
    if (now + left < waitEnds) return now + left;
    left -= waitEnds - now;
    now = event;
  }
  return now;
}

/** The place of the first time that is later. */
function firstAfter(times: readonly Milliseconds[], at: Milliseconds): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Marks that say that the answer became another one. */
export const FLIPS: ReadonlySet<MarkKind> = new Set(['FIX', 'BREAK', 'CHANGED', 'FLIP-BACK']);

/** The end of the first round in which the answer became another one after this moment. */
export function nextFlip(run: Run, after: Milliseconds): { round: number; at: Milliseconds } | undefined {
  for (const { index, calls, finishedAt } of run.rounds) {
    if (finishedAt === undefined || finishedAt <= after) continue;
    const lanes = new Set(calls.flatMap(id => run.calls[id]?.lane ?? []));
    const flips = [...lanes].some(lane => {
      const { kind, probe } = markOf(run, index, lane);
      return FLIPS.has(kind) || (probe !== undefined && /^now /.test(probe.did));
    });
    if (flips) return { round: index, at: finishedAt };
  }
  return undefined;
}
