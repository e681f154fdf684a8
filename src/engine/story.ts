/** The story of a run: gives events their places and times, folds them and tells them. */

import type { Clock } from '../run/clock.ts';
import type { NewEvent, RunEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';

export interface Story {
  /** Gives an event its place, folds it and tells it; returns the run after it. */
  add(event: NewEvent): Run;
  run(): Run;
}

/** A story whose time can stand still while somebody thinks. */
export interface PacedStory extends Story {
  /** The run does not get older until what it returns is called. */
  pause(): () => void;
}

/** `past` is the run so far, where it does not begin here. */
export function createStory(
  { clock, emit }: { readonly clock: Clock; readonly emit: (event: RunEvent) => void },
  past?: Run,
): PacedStory {
  let begun = clock.now() - (past?.at ?? 0);
  let pausedAt: Milliseconds | undefined;
  let run = past;
  let seq = (past?.seq ?? -1) + 1;
  return {
    add(event) {
      const at = Math.round((pausedAt ?? clock.now()) - begun);
      const placed = { seq: seq++, at, ...event } as RunEvent;
      const folded = fold(run, placed);
      run = folded;
      emit(placed);
      return folded;
    },
    run() {
      if (!run) throw new Error('a run begins with run.started');
      return run;
    },
    pause() {
      const since = clock.now();
      pausedAt = since;
      return () => {
        begun += clock.now() - since;
        pausedAt = undefined;
      };
    },
  };
}
