/** The inspector: a run as it happens, or as it is played. Draws the frame and passes on what keys ask. */
import { useInput } from 'ink';
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Command, commandsFor } from '../keys.ts';
import type { PlayerSession } from '../player-session.ts';
import type { Session } from '../session.ts';
import type { Theme } from '../theme.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { inspectorFrame } from './inspector-frame.ts';
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
  /** What this screen does not do itself: cancel, new, back, help, repaint, quit. */
  readonly onCommand: (command: Command) => void;
}

export function Inspector({
  session,
  player,
  said,
  theme,
  width,
  height,
  active,
  onCommand,
}: InspectorProps) {
  const run = useSyncExternalStore(session.subscribe, session.run);
  const playing = useSyncExternalStore(
    session.subscribe,
    useCallback(() => player?.state(), [player]),
  );
  const told = useSyncExternalStore(session.subscribe, session.notice);
  const notice = said ?? told;
  const [state, setState] = useState(INITIAL);
  const frame = useMemo(
    () => inspectorFrame({ run, state, player: playing, notice, width, height }),
    [run, state, playing, notice, width, height],
  );
  const extent = useRef(frame.extent);
  extent.current = frame.extent;

  useInput(
    (input, key) => {
      for (const command of commandsFor(input, key, player ? 'player' : 'inspector')) {
        if (player && playerCommand(player, command)) continue;
        setState(before => inspect(before, command, session.run(), extent.current));
        onCommand(command);
      }
    },
    { isActive: active },
  );
  return <PaintedLines lines={frame.lines} theme={theme} />;
}
