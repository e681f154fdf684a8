/** The app: which screen is shown, and what the keys that no screen keeps for itself do. */
import { useApp } from 'ink';
import { useState } from 'react';
import type { Run } from '../run/run.ts';
import { Frame } from './frame.tsx';
import type { Command } from './keys.ts';
import { Inspector } from './screens/inspector.tsx';
import { Picker } from './screens/picker.tsx';
import type { RunHandle, Services } from './services.ts';
import type { Theme } from './theme.ts';

/** How the app was left. */
export interface Left {
  /** The last run that was on the screen. */
  readonly run: Run | undefined;
  /** True when Ctrl+C ended a run that was still going on. */
  readonly interrupted: boolean;
}

export interface AppProps {
  readonly services: Services;
  readonly theme: Theme;
  readonly notice: string | undefined;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function App({ services, theme, notice, onRepaint, onLeave }: AppProps) {
  const { exit } = useApp();
  const [handle, setHandle] = useState<RunHandle>();
  const [shown, setShown] = useState<'picker' | 'inspector'>('picker');
  const [cancelled, setCancelled] = useState(false);

  const leave = () => {
    const run = handle?.session.run();
    if (run && !run.outcome) handle?.cancel();
    onLeave({ run, interrupted: cancelled });
    exit();
  };
  const inspectorCommand = (command: Command, say: (notice: string) => void) => {
    const running = handle !== undefined && handle.session.run()?.outcome === undefined;
    if (command === 'cancel') {
      if (!running || cancelled) return leave();
      setCancelled(true);
      handle.cancel();
      say('Cancelled; the text so far is kept. Ctrl+C again quits.');
    }
    if (command === 'back' || command === 'new') {
      if (running) say('The run is still going on. Ctrl+C cancels it.');
      else setShown('picker');
    }
  };

  return (
    <Frame theme={theme} screen={shown} onRepaint={onRepaint}>
      {({ width, height, active, say, said, showHelp }) =>
        shown === 'inspector' && handle ? (
          <Inspector
            key={handle.file ?? 'unsaved'}
            session={handle.session}
            player={undefined}
            said={said}
            theme={theme}
            width={width}
            height={height}
            active={active}
            onCommand={command => {
              if (command === 'help') showHelp();
              else inspectorCommand(command, say);
            }}
          />
        ) : (
          <Picker
            services={services}
            notice={notice}
            theme={theme}
            width={width}
            height={height}
            active={active}
            onCommand={command => {
              if (command === 'help') showHelp();
              if (command === 'quit') leave();
            }}
            onRun={(question, settings) => {
              setCancelled(false);
              setHandle(services.start(question, settings));
              setShown('inspector');
            }}
          />
        )
      }
    </Frame>
  );
}
