/** The app: which screen is shown. Knows no key and no run. */
import { useApp } from 'ink';
import { Frame } from './frame.tsx';
import { Inspector } from './screens/inspector.tsx';
import { Picker } from './screens/picker.tsx';
import type { Services } from './services.ts';
import type { Theme } from './theme.ts';
import { type Left, useRuns } from './use-runs.ts';

export interface AppProps {
  readonly services: Services;
  readonly theme: Theme;
  readonly notice: string | undefined;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function App({ services, theme, notice, onRepaint, onLeave }: AppProps) {
  const { exit } = useApp();
  const { shown, handle, runs, choices, start, command, interrupt } = useRuns(services, left => {
    onLeave(left);
    exit();
  });
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
            onRun={(...chosen) => say(start(...chosen))}
          />
        )
      }
    </Frame>
  );
}
