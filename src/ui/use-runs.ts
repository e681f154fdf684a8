/** The runs of the app: starts them, cancels them, and knows whether one may leave them. Draws nothing. */
import { useState } from 'react';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import type { Command } from './keys.ts';
import { type Recent, withRun } from './recent.ts';
import { firstChoices } from './screens/picker-state.ts';
import type { Choices, RunHandle, Services } from './services.ts';
import { createBell } from './terminal/bell.ts';
import { useNewest } from './use-keys.ts';

/** How the app was left. */
export interface Left {
  /** The last run that was on the screen, as it is when it is asked for: it may still be ending. */
  readonly run: Run | undefined;
  /** True when Ctrl+C ended the run that was on the screen. */
  readonly interrupted: boolean;
}

interface Shown {
  readonly shown: 'picker' | 'inspector';
  readonly handle: RunHandle | undefined;
  /** How many runs there were. */
  readonly runs: number;
  readonly cancelled: boolean;
}

export interface Runs extends Omit<Shown, 'cancelled'> {
  /** What the picker begins with. */
  readonly choices: Choices;
  /** What was run last. */
  readonly recent: Recent;
  /** Starts a run; returns why it could not. */
  start(question: Question, settings: Settings, chosen: Choices): string | undefined;
  /** Carries out what the inspector asks; returns what there is to say about it. */
  command(asked: Command): string | undefined;
  /** Ctrl+C, wherever it comes from. */
  interrupt(): string | undefined;
}

const NONE: Shown = { shown: 'picker', handle: undefined, runs: 0, cancelled: false };

export interface RunsListener {
  readonly onLeave: (left: Left) => void;
  /** A run has ended that nobody ended. */
  readonly onEnd: () => void;
}

export function useRuns(services: Services, { onLeave, onEnd }: RunsListener): Runs {
  const [{ shown, handle, runs }, newest] = useNewest(() => NONE);
  const [choices, setChoices] = useState(() => firstChoices(services));
  const [recent, setRecent] = useState(services.recent);

  const start: Runs['start'] = (question, settings, chosen) => {
    const before = newest.get();
    // A second Enter may come before the first one is drawn.
    if (before.shown === 'inspector') return undefined;
    try {
      const started = services.start(question, settings);
      tellEnd(started, onEnd);
      newest.set({ shown: 'inspector', handle: started, runs: before.runs + 1, cancelled: false });
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
    services.remember(chosen);
    setChoices(chosen);
    setRecent(before => withRun(before, chosen));
    return undefined;
  };

  const leave = () => {
    const { handle: last, cancelled } = newest.get();
    if (isGoingOn(last)) last?.cancel();
    onLeave({
      get run() {
        return last?.session.run();
      },
      interrupted: cancelled,
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

  const back = () => {
    const now = newest.get();
    if (!now.cancelled && isGoingOn(now.handle)) return 'The run is still going on. Ctrl+C cancels it.';
    newest.set({ ...now, shown: 'picker', cancelled: false });
    return undefined;
  };

  const command: Runs['command'] = asked => {
    if (asked === 'quit') return leave();
    if (asked === 'cancel') return cancel();
    return asked === 'back' ? back() : undefined;
  };
  const interrupt = () => (newest.get().shown === 'inspector' ? cancel() : leave());
  return { shown, handle, runs, choices, recent, start, command, interrupt };
}

function tellEnd({ session }: RunHandle, onEnd: () => void): void {
  const bell = createBell(onEnd);
  const look = () => bell(session.run());
  session.subscribe(look);
  look();
}

function isGoingOn(handle: RunHandle | undefined): boolean {
  return handle !== undefined && handle.session.run()?.outcome === undefined;
}
