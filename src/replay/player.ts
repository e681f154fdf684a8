/**
 * The player: a saved run at a moment of its own time. Pure stepping and seeking, backwards too;
 * whoever holds it decides how fast time passes.
 */
import { countUpTo } from '../run/ascending.ts';
import type { AnyEvent } from '../run/events.ts';
import { foldRange } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { type Marker, markersAt } from './markers.ts';
import { findPlace, type PlaceFound } from './place.ts';
import { playedTo } from './played.ts';
import type { Stop } from './stop.ts';
import { type Snapshot, survey } from './survey.ts';

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

export interface Position {
  /** Of the run's own time. */
  readonly atMs: Milliseconds;
  readonly durationMs: Milliseconds;
  readonly ended: boolean;
}

/** What a step is as long as: to the next thing that can be seen, to the end of a call or a round, to a marker. */
export type StepUnit = 'event' | 'call' | 'round' | 'marker' | 'flip';

export interface Player {
  /** The run as it was at this moment. */
  run(): Run;
  /** Of the run's events those that have happened by then, from the first one on. */
  happened(): { readonly events: readonly AnyEvent[]; readonly count: number };
  position(): Position;
  /** Whether times of the run mean anything, or only keep its order. */
  isTimed(): boolean;
  /** What is marked in the whole run, in its order. */
  markers(): readonly Marker[];
  /** Where playing for `ms` leads, with waits that are no longer than `idleMs`. */
  playedTo(ms: Milliseconds, idleMs?: Milliseconds): Milliseconds;
  /** Lets `ms` of the run's own time pass. */
  advance(ms: Milliseconds): void;
  /** Goes to a moment, forwards or backwards; held within the run. All that happened in it has happened then. */
  seek(ms: Milliseconds): void;
  /** Goes to where something has just happened, and what came in the same moment behind it has not. */
  stand(stop: Stop): void;
  /** Where a place is that somebody wrote, such as `75%`. */
  find(place: string): PlaceFound;
  /**
   * To the next stop, or to the one before, which is the same from either side; false where there is
   * none. Then it goes to the end or the beginning, unless it looks for markers.
   */
  step(unit: StepUnit, direction: 1 | -1): boolean;
  /** Takes one event more at the end: what is written on a run after it has ended. */
  append(event: AnyEvent): void;
}

/**
 * A player at the beginning of a run. Throws `Error` when `given` does not begin with `run.started`.
 */
export function createPlayer(given: readonly AnyEvent[]): Player {
  const events = [...given];
  const { times, snapshots, callEnds, roundEnds, roundStarts, markers: found, whole } = survey(events);
  let markers = found;
  const durationMs = whole.at;
  const isTimed = whole.imported?.unknown.includes('timing') !== true;
  let { run, applied } = snapshotBefore(snapshots, 1);
  let atMs = 0;

  const stand = (stop: Stop) => {
    const snapshot = snapshotBefore(snapshots, stop.count);
    if (stop.count < applied || snapshot.applied > applied) ({ run, applied } = snapshot);
    run = foldRange(run, events, applied, stop.count) ?? run;
    applied = stop.count;
    atMs = stop.atMs;
  };
  const seek = (ms: Milliseconds) => {
    const target = Math.min(Math.max(0, ms), durationMs);
    stand({
      atMs: target,
      count: Math.max(
        1,
        countUpTo(times, target, time => time),
      ),
    });
  };
  const seenAt = (direction: 1 | -1): Stop | undefined => {
    let index = direction > 0 ? applied : applied - 2;
    while (index >= 0 && index < events.length && !VISIBLE.has(events[index]?.type ?? '')) index += direction;
    const time = times[index];
    return time === undefined ? undefined : { atMs: time, count: index + 1 };
  };
  const stopsFor = (unit: Exclude<StepUnit, 'event'>): readonly Stop[] => {
    if (unit === 'call') return callEnds;
    if (unit === 'round') return roundEnds;
    return unit === 'marker' ? markers : markers.filter(({ kind }) => kind === 'flip');
  };
  const stopFor = (unit: StepUnit, direction: 1 | -1): Stop | undefined => {
    if (unit === 'event') return seenAt(direction);
    const stops = stopsFor(unit);
    return direction > 0
      ? stops.find(({ count }) => count > applied)
      : stops.findLast(({ count }) => count < applied);
  };

  seek(0);
  return {
    run: () => run,
    happened: () => ({ events, count: applied }),
    position: () => ({ atMs, durationMs, ended: applied >= events.length }),
    isTimed: () => isTimed,
    markers: () => markers,
    playedTo: (ms, idleMs) => Math.min(durationMs, playedTo(times, { atMs, count: applied }, ms, idleMs)),
    advance: ms => seek(atMs + ms),
    seek,
    stand,
    find: place => findPlace(place, { atMs, durationMs, roundStarts, isTimed }),
    step(unit, direction) {
      const stop = stopFor(unit, direction);
      if (stop) stand(stop);
      else if (unit !== 'marker' && unit !== 'flip') seek(direction > 0 ? durationMs : 0);
      return stop !== undefined;
    },
    append(event) {
      const isAtEnd = applied >= events.length;
      const placed = { ...event, at: durationMs };
      events.push(placed);
      times.push(durationMs);
      const stop = { atMs: durationMs, count: events.length };
      markers = [...markers, ...markersAt(whole, placed, stop)];
      if (isAtEnd) seek(atMs);
    },
  };
}

const VISIBLE = new Set([
  'call.delta',
  'call.retried',
  'call.failed',
  'call.finished',
  'check.finished',
  'answer.graded',
  'run.finished',
]);

/** The last one that has no more events than that. There is one with the first. */
function snapshotBefore(snapshots: readonly Snapshot[], count: number): Snapshot {
  const found = snapshots[countUpTo(snapshots, count, ({ applied }) => applied) - 1] ?? snapshots[0];
  if (!found) throw new Error('there is no run to play');
  return found;
}
