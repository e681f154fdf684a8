/**
 * What there is to know of a whole run before it is played: when everything happened, where steps lead,
 * what is marked, and the run itself at many places, so that seeking never starts from the beginning.
 */
import type { AnyEvent } from '../run/events.ts';
import { foldRange } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { type Marker, markersAt } from './markers.ts';
import type { Stop } from './stop.ts';

/** The run after its first `applied` events. */
export interface Snapshot {
  readonly run: Run;
  readonly applied: number;
}

export interface Survey {
  /** Of each event. They never go back, although a damaged transcript may say so. */
  readonly times: Milliseconds[];
  /** From the first event on, ascending. */
  readonly snapshots: readonly Snapshot[];
  readonly whole: Run;
  /** Where calls ended, and where rounds did; ascending. */
  readonly callEnds: readonly Stop[];
  readonly roundEnds: readonly Stop[];
  /** When rounds began, in their order. */
  readonly roundStarts: readonly RoundStart[];
  readonly markers: readonly Marker[];
}

export interface RoundStart {
  readonly round: number;
  readonly atMs: Milliseconds;
}

/** A folded run is kept every so many events: folding that many pieces takes about a millisecond. */
const SNAPSHOT_EVERY = 4096;
/** Where a call or a round ends, one is kept sooner: what has ended is then the same object from wherever one comes, and laid out once. */
const SNAPSHOT_AT_ENDS = 16;

/** Throws `Error` when the events do not begin with `run.started`. */
export function survey(events: readonly AnyEvent[]): Survey {
  const times: Milliseconds[] = [];
  const snapshots: Snapshot[] = [];
  const callEnds: Stop[] = [];
  const roundEnds: Stop[] = [];
  const roundStarts: RoundStart[] = [];
  const markers: Marker[] = [];
  let run: Run | undefined;
  let folded = 0;
  let at = 0;
  let isRoundOpen = false;
  const foldUpTo = (count: number): Run | undefined => {
    run = foldRange(run, events, folded, count);
    folded = count;
    return run;
  };
  for (const [index, event] of events.entries()) {
    at = Math.max(at, event.at);
    times.push(at);
    const count = index + 1;
    const since = count - (snapshots.at(-1)?.applied ?? 0);
    if (event.type === 'call.delta' && since < SNAPSHOT_EVERY && index > 0) continue;
    const now = foldUpTo(count);
    if (!now) continue;
    const stop = { atMs: at, count };
    markers.push(...markersAt(now, event, stop));
    if (CALL_ENDS.has(event.type)) callEnds.push(stop);
    if (event.type === 'round.started') {
      // One that was cut off ends where the next one begins.
      if (isRoundOpen) roundEnds.push({ atMs: times.at(-2) ?? 0, count: index });
      roundStarts.push({ round: now.rounds.at(-1)?.index ?? 0, atMs: at });
      isRoundOpen = true;
    }
    if (event.type === 'round.finished') {
      roundEnds.push(stop);
      isRoundOpen = false;
    }
    // Each keeps a list of all calls: in a run of very many they stand further apart.
    const isEnd = ENDS.has(event.type) && since >= Math.max(SNAPSHOT_AT_ENDS, now.calls.length);
    if (index === 0 || isEnd || since >= SNAPSHOT_EVERY) snapshots.push({ run: now, applied: count });
  }
  const whole = foldUpTo(events.length);
  if (!whole) throw new Error('there is no run to play');
  return { times, snapshots, whole, callEnds, roundEnds, roundStarts, markers };
}

const CALL_ENDS = new Set(['call.finished', 'call.failed']);
const ENDS = new Set([...CALL_ENDS, 'round.finished']);
