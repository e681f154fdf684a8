/** The app that plays one saved run. */
import { useApp } from 'ink';
import type { Left } from './app.tsx';
import { Frame } from './frame.tsx';
import type { PlayerSession } from './player-session.ts';
import { Inspector } from './screens/inspector.tsx';
import type { Theme } from './theme.ts';

export interface PlayerAppProps {
  readonly session: PlayerSession;
  readonly theme: Theme;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function PlayerApp({ session, theme, onRepaint, onLeave }: PlayerAppProps) {
  const { exit } = useApp();
  return (
    <Frame theme={theme} screen="player" onRepaint={onRepaint}>
      {({ width, height, active, said, showHelp }) => (
        <Inspector
          session={session}
          player={session}
          said={said}
          theme={theme}
          width={width}
          height={height}
          active={active}
          onCommand={command => {
            if (command === 'help') showHelp();
            if (command !== 'quit' && command !== 'back') return;
            onLeave({ run: session.run(), interrupted: false });
            exit();
          }}
        />
      )}
    </Frame>
  );
}
