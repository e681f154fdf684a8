/** The app that plays one saved run. */
import { useApp } from 'ink';
import { Frame } from './frame.tsx';
import type { PlayerSession } from './player-session.ts';
import { Inspector } from './screens/inspector.tsx';
import type { Theme } from './theme.ts';
import type { Left } from './use-runs.ts';

export interface PlayerAppProps {
  readonly session: PlayerSession;
  readonly theme: Theme;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function PlayerApp({ session, theme, onRepaint, onLeave }: PlayerAppProps) {
  const { exit } = useApp();
  const leave = () => {
    onLeave({ run: session.run(), interrupted: false });
    exit();
    return undefined;
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={leave}>
      {({ said, say: _say, showHelp, ...place }) => (
        <Inspector
          {...place}
          session={session}
          player={session}
          said={said}
          theme={theme}
          onHelp={showHelp}
          onCommand={command => {
            if (command === 'quit') leave();
          }}
        />
      )}
    </Frame>
  );
}
