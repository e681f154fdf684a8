/**
 * A run as the frames that our own inspector shows of it, one after the other and never all at once. Pure:
 * the same run gives the same frames.
 */
import { createPlayer } from '../../replay/player.ts';
import { createEventLog } from '../../run/event-log.ts';
import type { AnyEvent } from '../../run/events.ts';
import { fold } from '../../run/fold.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { isTimed } from '../../run/run.ts';
import type { Line } from '../../ui/line.ts';
import { playbackWith } from '../../ui/player-state.ts';
import { inspectorFrame } from '../../ui/screens/inspector-frame.ts';
import { INITIAL } from '../../ui/screens/inspector-state.ts';
import { evenlyPaced, timesOf } from '../run-times.ts';

export interface ScreenFrame {
  /** Of the time in which it is played, which is the run's own where that is known. */
  readonly atMs: Milliseconds;
  readonly lines: readonly Line[];
}

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** What happens in so short a time is one frame. */
export const BATCH_MS: Milliseconds = 80;
/** While nothing happens, the time that passes is shown so often, and no longer than a player waits. */
const CLOCK_MS: Milliseconds = 1_000;
/** Players leave out what is longer than this of a wait. */
export const LONGEST_WAIT_MS: Milliseconds = 2_000;

/**
 * The diff pane follows the run from its first answer to its end. `whole` is the fold of the events.
 * Where no times are known, the frames come at an even pace, and the screen tells the run's own times.
 */
export function* screenFrames(
  events: readonly AnyEvent[],
  whole: Run,
  { columns, rows }: FrameSize,
): Generator<ScreenFrame> {
  const times = isTimed(whole) ? timesOf(events) : timesOf(evenlyPaced(events));
  const durationMs = times.at(-1) ?? 0;
  const log = createEventLog();
  const markers = createPlayer(events.map((event, place) => ({ ...event, at: times[place] ?? 0 }))).markers();
  let run: Run | undefined;
  let index = 0;

  const frame = (atMs: Milliseconds, ended: boolean): ScreenFrame => {
    const now = run && !run.outcome && isTimed(whole) ? { ...run, at: Math.max(run.at, atMs) } : run;
    const player = {
      ...playbackWith({}),
      atMs,
      durationMs,
      ended,
      playing: !ended,
      markers,
      isTimed: isTimed(whole),
      events: { count: index, of: events.length },
    };
    const input = { run: now, log: log.entries(), state: INITIAL, player, notice: undefined };
    return { atMs, lines: inspectorFrame({ ...input, width: columns, height: rows }) };
  };

  while (index < events.length) {
    const tick = tickOf(times[index] ?? 0);
    for (let event = events[index]; event && tickOf(times[index] ?? 0) === tick; event = events[index]) {
      run = fold(run, event);
      log.push(event);
      index++;
    }
    const isLast = index >= events.length;
    yield frame(isLast ? durationMs : tick, isLast);
    const next = times[index];
    if (next === undefined) return;
    const waited = Math.min(next - 1, tick + LONGEST_WAIT_MS);
    for (let at = tick + CLOCK_MS; at <= waited; at += CLOCK_MS) yield frame(at, false);
  }
}

/** The end of the batch in which a moment lies. */
function tickOf(atMs: Milliseconds): Milliseconds {
  return Math.ceil(atMs / BATCH_MS) * BATCH_MS;
}
