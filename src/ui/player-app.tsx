/** The app that plays one saved run, and the branches that begin from it. */
import { useApp } from 'ink';
import type { Desk, RunHandle } from './desk.ts';
import { Frame } from './frame.tsx';
import type { CopyWorld } from './outside/clipboard.ts';
import { RunScreen } from './run-screen.tsx';
import type { Theme } from './theme.ts';
import { type Left, useShownRun } from './use-shown-run.ts';

export interface PlayerAppProps {
  /** The run that is played. */
  readonly handle: RunHandle;
  readonly desk: Desk;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function PlayerApp({ handle: first, desk, theme, world, onRepaint, onLeave }: PlayerAppProps) {
  const { exit } = useApp();
  const { handle, lookAt, count, open, cancel, command } = useShownRun(first, left => {
    onLeave(left);
    exit();
  });
  /** From a branch one comes back to the run that it began from. */
  const back = () => {
    open(first);
    return undefined;
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={cancel}>
      {({ said, say, showHelp, ...place }) => (
        <RunScreen
          {...place}
          key={count}
          handle={handle ?? first}
          desk={desk}
          lookAt={lookAt}
          world={world}
          onSay={say}
          onRepaint={onRepaint}
          onOpen={open}
          said={said}
          theme={theme}
          onHelp={showHelp}
          onCommand={asked => say(command(asked, back))}
        />
      )}
    </Frame>
  );
}
