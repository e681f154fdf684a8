/** The run on the screen: another one can take its place, and it can be cancelled and left. Draws nothing. */
import type { Run } from '../run/run.ts';
import type { RunHandle } from './desk.ts';
import type { Command } from './keys.ts';
import type { InspectorState } from './screens/inspector-state.ts';
import { useNewest } from './use-keys.ts';

/** How the app was left. */
export interface Left {
  /** The last run that was on the screen, as it is when it is asked for: it may still be ending. */
  readonly run: Run | undefined;
  /** True when Ctrl+C ended the run that was on the screen. */
  readonly interrupted: boolean;
}

/** What one looks at first. */
export type LookAt = Partial<Pick<InspectorState, 'pane' | 'pinned' | 'selected' | 'scroll'>>;

interface Shown {
  readonly handle: RunHandle | undefined;
  readonly lookAt: LookAt;
  /** How many runs were shown. */
  readonly count: number;
  readonly cancelled: boolean;
  /** Those that it took the place of and that still go on, the last one last. */
  readonly behind: readonly RunHandle[];
}

export interface ShownRun extends Omit<Shown, 'cancelled' | 'behind'> {
  /** As it is by now, which may not be drawn yet. */
  now(): RunHandle | undefined;
  /** Puts another run on the screen; the one that was there goes on. */
  open(handle: RunHandle, lookAt?: LookAt): void;
  /** Ends the call that goes on, and the second time the program; returns what there is to say. */
  cancel(): string | undefined;
  /** `interrupted`: whether Ctrl+C ended what was on the screen. */
  leave(interrupted?: boolean): undefined;
  /** Why the run cannot be left yet; `undefined` when it can. */
  whyStay(): string | undefined;
  /** Carries out what the inspector asks; returns what there is to say about it. */
  command(asked: Command, back: () => string | undefined): string | undefined;
}

export function useShownRun(first: RunHandle | undefined, onLeave: (left: Left) => void): ShownRun {
  const [drawn, newest] = useNewest<Shown>(() => ({
    handle: first,
    lookAt: {},
    count: first ? 1 : 0,
    cancelled: false,
    behind: [],
  }));

  const leave = (interrupted = newest.get().cancelled) => {
    const { handle: last } = newest.get();
    if (isGoingOn(last)) last?.cancel();
    onLeave({
      get run() {
        return last?.session.run();
      },
      interrupted,
    });
    return undefined;
  };

  const cancel = () => {
    const now = newest.get();
    // The second time, and where nothing runs.
    if (now.cancelled || !isGoingOn(now.handle)) return leave();
    now.handle?.cancel();
    newest.set({ ...now, cancelled: true });
    return 'Cancelled; the text so far is kept. Ctrl+C again quits.';
  };

  const whyStay = () => {
    const { handle, cancelled } = newest.get();
    if (cancelled || !isGoingOn(handle)) return undefined;
    return handle?.controls?.pending()
      ? 'The run waits for you. x ends it there, Ctrl+C cancels it.'
      : 'The run is still going on. Ctrl+C cancels it.';
  };

  /** A run that still goes on, or waits, is not forgotten behind the one that was opened from it. */
  const backToGoingOn = () => {
    const { behind, count } = newest.get();
    const waits = behind.findLast(isGoingOn);
    if (!waits) return undefined;
    const others = behind.filter(one => one !== waits);
    newest.set({ handle: waits, lookAt: {}, count: count + 1, cancelled: false, behind: others });
    return 'Back at a run that still goes on.';
  };

  return {
    ...drawn,
    now: () => newest.get().handle,
    open(handle, lookAt = {}) {
      const now = newest.get();
      const before = [...now.behind, ...(now.handle ? [now.handle] : [])];
      // What has ended is in its file, or with whoever made it: here nobody comes back to it.
      const behind = before.filter(one => one !== handle && isGoingOn(one));
      newest.set({ handle, lookAt, count: now.count + 1, cancelled: false, behind });
    },
    cancel,
    leave,
    whyStay,
    command(asked, back) {
      if (asked === 'quit') return leave();
      if (asked === 'cancel') return cancel();
      return asked === 'back' ? (whyStay() ?? backToGoingOn() ?? back()) : undefined;
    },
  };
}

function isGoingOn(handle: RunHandle | undefined): boolean {
  return handle !== undefined && !handle.player && handle.session.run()?.outcome === undefined;
}
