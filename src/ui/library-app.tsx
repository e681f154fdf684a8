/** The app that shows the saved runs, and those that are opened, branched from and gone on with from there. */
import { HomeApp, type HomeAppProps } from './home-app.tsx';
import type { LibraryDesk } from './library/library-desk.ts';
import { LibraryScreen } from './library/library-screen.tsx';
import type { LibraryState } from './library/library-state.ts';

export interface LibraryAppProps extends Omit<HomeAppProps, 'home'> {
  readonly library: LibraryDesk;
  readonly first: Partial<Pick<LibraryState, 'filter' | 'sort'>>;
}

export function LibraryApp({ library, first, ...props }: LibraryAppProps) {
  const { theme, world, onRepaint } = props;
  return (
    <HomeApp
      {...props}
      home={({ say, showHelp, onLeave, ...context }) => (
        <LibraryScreen
          {...context}
          desk={library}
          first={first}
          theme={theme}
          world={world}
          onSay={say}
          onHelp={showHelp}
          onRepaint={onRepaint}
          onBack={onLeave}
          onQuit={onLeave}
        />
      )}
    />
  );
}
