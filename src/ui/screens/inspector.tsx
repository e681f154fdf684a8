/** The inspector: a run as it happens, or as it is played. Draws the frame and passes on what keys ask. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Command, commandOf, type Screen } from '../keys.ts';
import type { PlayerSession } from '../player-session.ts';
import type { Session } from '../session.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { inspectorFrame, inspectorScreen, paneExtent } from './inspector-frame.ts';
import { INITIAL, inspect } from './inspector-state.ts';
import { playerCommand } from './player-commands.ts';

export interface InspectorProps {
  readonly session: Session;
  /** Present when a saved run is played. */
  readonly player: PlayerSession | undefined;
  /** A word of the program about the last key. */
  readonly said: string | undefined;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onHelp: (screen: Screen) => void;
  /** What this screen does not do itself: cancel, new, back, quit. */
  readonly onCommand: (command: Command) => void;
}

export function Inspector(props: InspectorProps) {
  const { session, player, said, theme, width, height, active } = props;
  const run = useSyncExternalStore(session.subscribe, session.run);
  const playing = useSyncExternalStore(
    session.subscribe,
    useCallback(() => player?.state(), [player]),
  );
  const told = useSyncExternalStore(session.subscribe, session.notice);
  const notice = said ?? told;
  const [state, newest] = useNewest(() => INITIAL);
  const frame = useMemo(
    () => inspectorFrame({ run, state, player: playing, notice, width, height }),
    [run, state, playing, notice, width, height],
  );

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const now = session.run();
        const screen = inspectorScreen(now, player !== undefined);
        const command = commandOf(name, screen);
        // What comes behind it in the same chunk was meant for the help.
        if (command === 'help') return props.onHelp(screen);
        if (command === undefined || (player && playerCommand(player, command))) continue;
        const extent = (seen: typeof state) =>
          paneExtent({ run: now, state: seen, player: player?.state(), notice, width, height });
        newest.set(inspect(newest.get(), command, now, extent));
        props.onCommand(command);
      }
    },
  });
  return <PaintedLines lines={frame} theme={theme} />;
}
