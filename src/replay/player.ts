/**
 * The player: a saved run at a moment of its own time. Pure stepping and seeking, backwards too;
 * whoever holds it decides how fast time passes.
 */
import type { AnyEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

export interface Position {
  /** Of the run's own time. */
  readonly atMs: Milliseconds;
  readonly durationMs: Milliseconds;
  readonly ended: boolean;
}

export interface Player {
  /** The run as it was at this moment. */
  run(): Run;
  /** Of the run's events those that have happened by then, from the first one on. */
  happened(): { readonly events: readonly AnyEvent[]; readonly count: number };
  position(): Position;
  /** Lets `ms` of the run's own time pass. */
  advance(ms: Milliseconds): void;
  /** Goes to a moment, forwards or backwards; held within the run. */
  seek(ms: Milliseconds): void;
  /** To the next event that can be seen; false at the end. */
  stepEvent(): boolean;
  /** To the beginning (-1) of this or the previous round, or to the end (+1) of the one that runs. */
  stepRound(direction: 1 | -1): void;
  /** Takes one event more at the end: what is written on a run after it has ended. */
  append(event: AnyEvent): void;
}

/**
 * A player at the beginning of a run. Throws `Error` when `given` does not begin with `run.started`.
 */
export function createPlayer(given: readonly AnyEvent[]): Player {
  const events = [...given];
  const { times, snapshots, first, whole } = survey(events);
  const rounds = roundTimes(whole);
  const durationMs = whole.at;
  let { run, applied } = first;
  let atMs = 0;

  const seek = (ms: Milliseconds) => {
    const target = Math.min(Math.max(0, ms), durationMs);
    const snapshot = snapshots.findLast(one => one.run.at <= target) ?? first;
    if (target < atMs || snapshot.applied > applied) ({ run, applied } = snapshot);
    atMs = target;
    for (let event = events[applied]; event && (times[applied] ?? 0) <= target; event = events[applied]) {
      run = fold(run, event);
      applied++;
    }
  };

  seek(0);
  return {
    run: () => run,
    happened: () => ({ events, count: applied }),
    position: () => ({ atMs, durationMs, ended: applied >= events.length }),
    advance: ms => seek(atMs + ms),
    seek,
    stepEvent() {
      const next = events.findIndex((event, index) => index >= applied && VISIBLE.has(event.type));
      seek(times[next] ?? durationMs);
      return next >= 0;
    },
    stepRound(direction) {
      if (direction > 0) {
        seek(rounds.find(({ end }) => end > atMs)?.end ?? durationMs);
        return;
      }
      // Twice in a row goes one round further back, as a music player does.
      seek(rounds.findLast(({ start, end }) => atMs > start + justBegunMs(end - start))?.start ?? 0);
    },
    append(event) {
      const isAtEnd = applied >= events.length;
      events.push({ ...event, at: durationMs });
      times.push(durationMs);
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

/** The run after its first `applied` events. */
interface Snapshot {
  readonly run: Run;
  readonly applied: number;
}

/** A folded run is kept every so many events, so that seeking does not start from the beginning. */
const SNAPSHOT_EVERY = 256;

/** What there is to know of a whole run before it is played. */
interface Survey {
  /** Of each event. They never go back, although a damaged transcript may say so. */
  readonly times: Milliseconds[];
  readonly first: Snapshot;
  readonly snapshots: readonly Snapshot[];
  readonly whole: Run;
}

function survey(events: readonly AnyEvent[]): Survey {
  const times: Milliseconds[] = [];
  const snapshots: Snapshot[] = [];
  let run: Run | undefined;
  for (const event of events) {
    run = fold(run, event);
    times.push(run.at);
    if (times.length % SNAPSHOT_EVERY === 1) snapshots.push({ run, applied: times.length });
  }
  const [first] = snapshots;
  if (!run || !first) throw new Error('there is no run to play');
  return { times, first, snapshots, whole: run };
}

interface RoundTime {
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

function roundTimes({ rounds, at }: Run): RoundTime[] {
  return rounds.map(({ startedAt, finishedAt }, index) => ({
    start: startedAt,
    end: finishedAt ?? rounds[index + 1]?.startedAt ?? at,
  }));
}

const LONGEST_JUST_BEGUN_MS: Milliseconds = 500;

/** How long a round counts as just begun: a short one less long, or nobody could step to it. */
function justBegunMs(lengthMs: Milliseconds): Milliseconds {
  return Math.min(LONGEST_JUST_BEGUN_MS, lengthMs / 4);
}
