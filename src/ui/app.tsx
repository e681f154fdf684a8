/** The app: which screen is shown, and in which colours. Knows no key and no run. */
import { Box, useApp } from 'ink';
import { type ReactNode, useMemo, useState } from 'react';
import type { RunHandle } from './desk.ts';
import { Frame } from './frame.tsx';
import { LibraryScreen } from './library/library-screen.tsx';
import type { LookSettings } from './look-settings.ts';
import type { CopyWorld } from './outside/clipboard.ts';
import { editInEditor } from './outside/external.ts';
import { RunScreen } from './run-screen.tsx';
import { Picker } from './screens/picker.tsx';
import type { Services } from './services.ts';
import type { Theme, ThemeSetting } from './theme.ts';
import { useRuns } from './use-runs.ts';
import type { Left } from './use-shown-run.ts';

export interface AppProps {
  readonly services: Services;
  readonly themeOf: (setting: ThemeSetting) => Theme;
  readonly notice: string | undefined;
  /** The run that is on the screen at first, instead of the picker. */
  readonly first?: RunHandle | undefined;
  /** Where copies go, and the environment that names the user's editor. */
  readonly world: CopyWorld;
  readonly onRing: () => void;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function App({ services, themeOf, notice, first, world, onRing, onRepaint, onLeave }: AppProps) {
  const { exit, suspendTerminal } = useApp();
  const [setting, setSetting] = useState(() => services.look().theme);
  const theme = useMemo(() => themeOf(setting), [themeOf, setting]);
  const { shown, handle, lookAt, count, choices, recent, start, open, command, interrupt, ...more } = useRuns(
    services,
    {
      onLeave(left) {
        onLeave(left);
        exit();
      },
      onEnd() {
        if (services.look().bell) onRing();
      },
    },
    first,
  );
  const keepLook = (changes: Partial<LookSettings>) => {
    services.keepLook(changes);
    setSetting(services.look().theme);
  };
  const edit = async (text: string, name: string) => {
    const edited = await editInEditor(text, { suspend: suspendTerminal, env: world.env }, name);
    onRepaint();
    return edited;
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={interrupt}>
      {({ say, said, showHelp, active, ...size }) => (
        // A screen that is out of sight stays as it is: which run, what was written.
        <>
          {more.library && (
            <Shown when={shown === 'library'}>
              <LibraryScreen
                {...size}
                desk={more.library}
                active={active && shown === 'library'}
                said={said}
                theme={theme}
                world={world}
                onSay={say}
                onHelp={showHelp}
                onRepaint={onRepaint}
                onOpen={open}
                onBack={more.toPicker}
                onQuit={() => say(interrupt())}
              />
            </Shown>
          )}
          {shown === 'inspector' && handle && (
            <RunScreen
              {...size}
              key={count}
              active={active}
              handle={handle}
              desk={services.desk}
              lookAt={lookAt}
              world={world}
              onSay={say}
              onRepaint={onRepaint}
              onOpen={open}
              said={said}
              theme={theme}
              onHelp={showHelp}
              onCommand={asked => say(command(asked))}
            />
          )}
          {(shown !== 'inspector' || more.from === 'library') && (
            <Shown when={shown === 'picker'}>
              <Picker
                {...size}
                active={active && shown === 'picker'}
                services={services}
                choices={choices}
                recent={recent}
                notice={said ?? (count === 0 ? notice : undefined)}
                theme={theme}
                onEdit={edit}
                onLook={keepLook}
                onHelp={showHelp}
                // A run may have begun that is not drawn yet.
                onQuit={() => say(interrupt())}
                onRun={(...chosen) => say(start(...chosen))}
                onLibrary={more.toLibrary}
              />
            </Shown>
          )}
        </>
      )}
    </Frame>
  );
}

function Shown({ when, children }: { readonly when: boolean; readonly children: ReactNode }) {
  return (
    <Box display={when ? 'flex' : 'none'} width="100%" flexDirection="column">
      {children}
    </Box>
  );
}
