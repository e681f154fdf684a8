/** The app that plays one saved run. */
import { useApp } from 'ink';
import { Frame } from './frame.tsx';
import type { CopyWorld } from './outside/clipboard.ts';
import type { PlayerSession } from './player-session.ts';
import { Inspector } from './screens/inspector.tsx';
import type { Theme } from './theme.ts';
import type { Left } from './use-runs.ts';

export interface PlayerAppProps {
  readonly session: PlayerSession;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function PlayerApp({ session, theme, world, onRepaint, onLeave }: PlayerAppProps) {
  const { exit } = useApp();
  const leave = () => {
    onLeave({ run: session.run(), interrupted: false });
    exit();
    return undefined;
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={leave}>
      {({ said, say, showHelp, ...place }) => (
        <Inspector
          {...place}
          session={session}
          player={session}
          world={world}
          onSay={say}
          onRepaint={onRepaint}
          said={said}
          theme={theme}
          onHelp={showHelp}
          onCommand={command => {
            say(undefined);
            if (command === 'quit') leave();
          }}
        />
      )}
    </Frame>
  );
}
