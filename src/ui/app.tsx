/** The app: which screen is shown, and what the keys that no screen keeps for itself do. */
import { useApp } from 'ink';
import { useState } from 'react';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { Frame } from './frame.tsx';
import type { Command } from './keys.ts';
import { Inspector } from './screens/inspector.tsx';
import { Picker } from './screens/picker.tsx';
import { firstChoices } from './screens/picker-state.ts';
import type { Choices, RunHandle, Services } from './services.ts';
import type { Theme } from './theme.ts';
import { useNewest } from './use-keys.ts';

/** How the app was left. */
export interface Left {
  /** The last run that was on the screen, as it is when it is asked for: it may still be ending. */
  readonly run: Run | undefined;
  /** True when Ctrl+C ended the run that was on the screen. */
  readonly interrupted: boolean;
}

export interface AppProps {
  readonly services: Services;
  readonly theme: Theme;
  readonly notice: string | undefined;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

interface AppState {
  readonly shown: 'picker' | 'inspector';
  readonly handle: RunHandle | undefined;
  /** How many runs there were. */
  readonly runs: number;
  readonly cancelled: boolean;
}

export function App({ services, theme, notice, onRepaint, onLeave }: AppProps) {
  const { exit } = useApp();
  const [state, newest] = useNewest<AppState>(() => ({
    shown: 'picker',
    handle: undefined,
    runs: 0,
    cancelled: false,
  }));
  const [choices, setChoices] = useState(() => firstChoices(services));

  const leave = () => {
    const { handle, cancelled } = newest.get();
    if (handle && isGoingOn(handle)) handle.cancel();
    onLeave({
      get run() {
        return handle?.session.run();
      },
      interrupted: cancelled,
    });
    exit();
  };

  const run = (question: Question, settings: Settings, chosen: Choices): string | undefined => {
    const before = newest.get();
    // A second Enter may come before the first one is drawn.
    if (before.shown === 'inspector') return undefined;
    try {
      const handle = services.start(question, settings);
      newest.set({ shown: 'inspector', handle, runs: before.runs + 1, cancelled: false });
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
    services.remember(chosen);
    setChoices(chosen);
    return undefined;
  };

  /** Carries a command of the inspector out; returns what there is to say about it. */
  const command = (asked: Command): string | undefined => {
    const { handle, cancelled, ...before } = newest.get();
    const running = handle !== undefined && isGoingOn(handle);
    switch (asked) {
      case 'quit':
        leave();
        return undefined;
      case 'cancel':
        if (!running || cancelled) {
          leave();
          return undefined;
        }
        handle.cancel();
        newest.set({ ...before, handle, cancelled: true });
        return 'Cancelled; the text so far is kept. Ctrl+C again quits.';
      case 'back':
      case 'new':
        if (running && !cancelled) return 'The run is still going on. Ctrl+C cancels it.';
        newest.set({ ...before, handle, shown: 'picker', cancelled: false });
        return undefined;
      default:
        return undefined;
    }
  };

  const interrupt = () => {
    const { shown, handle } = newest.get();
    return command(shown === 'inspector' && handle && isGoingOn(handle) ? 'cancel' : 'quit');
  };
  const { shown, handle, runs } = state;

  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={interrupt}>
      {({ say, said, showHelp, ...place }) =>
        shown === 'inspector' && handle ? (
          <Inspector
            {...place}
            key={runs}
            session={handle.session}
            player={undefined}
            said={said}
            theme={theme}
            onHelp={showHelp}
            onCommand={asked => say(command(asked))}
          />
        ) : (
          <Picker
            {...place}
            services={services}
            choices={choices}
            notice={said ?? notice}
            theme={theme}
            onHelp={showHelp}
            // A run may have begun that is not drawn yet.
            onQuit={() => say(interrupt())}
            onRun={(...chosen) => say(run(...chosen))}
          />
        )
      }
    </Frame>
  );
}

function isGoingOn({ session }: RunHandle): boolean {
  return session.run()?.outcome === undefined;
}
