/** The app that shows something runs are opened from (the library, the report), and those that are. */
import { Box, useApp } from 'ink';
import { type ReactNode, useRef } from 'react';
import type { Desk, RunHandle } from './desk.ts';
import { Frame, type FrameContext } from './frame.tsx';
import type { Command } from './keys.ts';
import type { CopyWorld } from './outside/clipboard.ts';
import { RunScreen } from './run-screen.tsx';
import type { Theme } from './theme.ts';
import { useNewest } from './use-keys.ts';
import { type Left, type LookAt, useShownRun } from './use-shown-run.ts';

export interface HomeAppProps {
  readonly desk: Desk;
  /** What there is to say at first. */
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
  /** What runs are opened from; it stays as it is while one is shown. */
  readonly home: (context: HomeContext) => ReactNode;
}

export interface HomeContext extends FrameContext {
  readonly onOpen: (handle: RunHandle, lookAt?: LookAt) => void;
  readonly onLeave: () => void;
}

export function HomeApp({ desk, notice, theme, world, onRepaint, onLeave, home }: HomeAppProps) {
  const { exit } = useApp();
  const [shown, newest] = useNewest<'home' | 'run'>(() => 'home');
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
    newest.set('home');
    return undefined;
  };
  const carryOut = (asked: Command) => (asked === 'quit' && handle?.player ? back() : command(asked, back));
  const interrupt = () => (newest.get() === 'run' ? cancel() : leave(false));
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={interrupt}>
      {({ say, said, showHelp, active, ...size }) => (
        <>
          <Box display={shown === 'home' ? 'flex' : 'none'} width="100%" flexDirection="column">
            {home({
              ...size,
              active: active && shown === 'home',
              said: said ?? noticed.current,
              // The first word about a key takes the place of what there was to say at first.
              say(text) {
                noticed.current = undefined;
                say(text);
              },
              showHelp,
              onOpen: show,
              onLeave: () => say(leave(false)),
            })}
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
