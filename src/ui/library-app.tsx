/** The app that shows the saved runs, and those that are opened, branched from and gone on with from there. */
import { Box, useApp } from 'ink';
import { useRef } from 'react';
import type { Desk, RunHandle } from './desk.ts';
import { Frame } from './frame.tsx';
import type { Command } from './keys.ts';
import type { LibraryDesk } from './library/library-desk.ts';
import { LibraryScreen } from './library/library-screen.tsx';
import type { LibraryState } from './library/library-state.ts';
import type { CopyWorld } from './outside/clipboard.ts';
import { RunScreen } from './run-screen.tsx';
import type { Theme } from './theme.ts';
import { useNewest } from './use-keys.ts';
import { type Left, type LookAt, useShownRun } from './use-shown-run.ts';

export interface LibraryAppProps {
  readonly library: LibraryDesk;
  readonly desk: Desk;
  readonly first: Partial<Pick<LibraryState, 'filter' | 'sort'>>;
  /** What there is to say at first. */
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function LibraryApp(props: LibraryAppProps) {
  const { library, desk, first, notice, theme, world, onRepaint, onLeave } = props;
  const { exit } = useApp();
  const [shown, newest] = useNewest<'library' | 'run'>(() => 'library');
  const noticed = useRef(notice);
  const { handle, lookAt, count, open, cancel, leave, command } = useShownRun(undefined, left => {
    onLeave(left);
    exit();
  });
  const show = (next: RunHandle, at?: LookAt) => {
    noticed.current = undefined;
    open(next, at);
    newest.set('run');
  };
  const back = () => {
    handle?.player?.stop();
    newest.set('library');
    return undefined;
  };
  const carryOut = (asked: Command) => (asked === 'quit' && handle?.player ? back() : command(asked, back));
  const interrupt = () => (newest.get() === 'run' ? cancel() : leave(false));
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={interrupt}>
      {({ say, said, showHelp, active, ...size }) => (
        <>
          <Box display={shown === 'library' ? 'flex' : 'none'} width="100%" flexDirection="column">
            <LibraryScreen
              {...size}
              desk={library}
              first={first}
              active={active && shown === 'library'}
              said={said ?? noticed.current}
              theme={theme}
              world={world}
              onSay={say}
              onHelp={showHelp}
              onRepaint={onRepaint}
              onOpen={show}
              onBack={() => say(leave(false))}
              onQuit={() => say(leave(false))}
            />
          </Box>
          {shown === 'run' && handle && (
            <RunScreen
              {...size}
              key={count}
              active={active}
              handle={handle}
              desk={desk}
              lookAt={lookAt}
              world={world}
              onSay={say}
              onRepaint={onRepaint}
              onOpen={show}
              said={said}
              theme={theme}
              onHelp={showHelp}
              onCommand={asked => say(carryOut(asked))}
            />
          )}
        </>
      )}
    </Frame>
  );
}
