/** The app that plays one saved run, and the branches that begin from it. */
import { useApp } from 'ink';
import { useRef, useState } from 'react';
import type { Desk } from './desk.ts';
import { Frame } from './frame.tsx';
import type { Command } from './keys.ts';
import type { CopyWorld } from './outside/clipboard.ts';
import { createPlaying, type PlayedHandle, type Playlist } from './playlist.ts';
import { RunScreen } from './run-screen.tsx';
import type { Theme } from './theme.ts';
import { type Left, useShownRun } from './use-shown-run.ts';

export interface PlayerAppProps {
  /** The run that is played first. */
  readonly handle: PlayedHandle;
  /** The files that are played one after the other. */
  readonly playlist: Playlist;
  readonly desk: Desk;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
  readonly onLeave: (left: Left) => void;
}

export function PlayerApp({
  handle: first,
  playlist,
  desk,
  theme,
  world,
  onRepaint,
  onLeave,
}: PlayerAppProps) {
  const { exit } = useApp();
  const { handle, lookAt, count, now, open, cancel, command } = useShownRun(first, left => {
    onLeave(left);
    exit();
  });
  const sayNow = useRef<(text: string | undefined) => void>(() => {});
  const screen = useRef({ open, now });
  screen.current = { open, now };
  const [playing] = useState(() =>
    createPlaying(first, playlist, {
      show: next => screen.current.open(next),
      isShown: one => screen.current.now() === one,
      say: text => sayNow.current(text),
    }),
  );
  /** From a branch one comes back to the run that it began from. */
  const back = () => {
    open(playing.now());
    return undefined;
  };
  const carryOut = (asked: Command) => {
    if (asked === 'play.next-file') return void playing.go(1);
    if (asked === 'play.previous-file') return void playing.go(-1);
    sayNow.current(command(asked, back));
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={cancel}>
      {({ said, say, showHelp, ...place }) => {
        sayNow.current = say;
        return (
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
            onCommand={carryOut}
          />
        );
      }}
    </Frame>
  );
}
