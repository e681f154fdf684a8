/** The inspector: a run as it happens, or as it is played. Draws the frame and passes on what keys ask. */
import { useApp } from 'ink';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Command, Screen } from '../keys.ts';
import { type CopyWorld, copy } from '../outside/clipboard.ts';
import { copied } from '../outside/copied.ts';
import { openInPager } from '../outside/external.ts';
import { comparedCall } from '../panes/diff.ts';
import type { PlayerSession } from '../player-session.ts';
import type { Session } from '../session.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { inspectorCursor, inspectorFrame } from './inspector-frame.ts';
import { type InspectorStep, inspectorKey, inspectorPaste, screenOf } from './inspector-keys.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import { INITIAL, type InspectorInput, type InspectorState, shownRound } from './inspector-state.ts';
import { playerCommand } from './player-commands.ts';

export interface InspectorProps {
  readonly session: Session;
  /** Present when a saved run is played. */
  readonly player: PlayerSession | undefined;
  /** A word of the program about the last key. */
  readonly said: string | undefined;
  readonly theme: Theme;
  /** Where copies go. */
  readonly world: CopyWorld;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onHelp: (screen: Screen) => void;
  readonly onSay: (text: string | undefined) => void;
  readonly onRepaint: () => void;
  /** What this screen does not do itself: cancel, new, back, quit. */
  readonly onCommand: (command: Command) => void;
}

export function Inspector(props: InspectorProps) {
  const { session, player, said, theme, width, height, active } = props;
  const { suspendTerminal } = useApp();
  const run = useSyncExternalStore(session.subscribe, session.run);
  const log = useSyncExternalStore(session.subscribe, session.log);
  const playing = useSyncExternalStore(
    session.subscribe,
    useCallback(() => player?.state(), [player]),
  );
  const told = useSyncExternalStore(session.subscribe, session.notice);
  const notice = said ?? told;
  const [state, newest] = useNewest(() => INITIAL);
  /** What may help with the clipboard is said once. */
  const hinted = useRef(false);
  const input = useMemo(
    () => ({ run, log, state, player: playing, notice, width, height }),
    [run, log, state, playing, notice, width, height],
  );
  const frame = useMemo(() => inspectorFrame(input), [input]);

  /** The screen as it is by now, which may not be drawn yet. */
  const inputNow = (seen: InspectorState): InspectorInput => ({
    run: session.run(),
    log: session.log(),
    state: seen,
    player: player?.state(),
    notice,
    width,
    height,
  });
  const seen = () => ({
    run: session.run(),
    isPlayed: player !== undefined,
    extentOf: (of: InspectorState) => paneExtent(inputNow(of)),
  });
  const copyOut = (what: NonNullable<InspectorStep['copy']>) => {
    const now = session.run();
    const round = shownRound(newest.get(), now);
    if (!now || round === undefined) return 'There is nothing to copy yet.';
    const against = comparedCall(now, round, newest.get().against)?.round;
    const found = copied(what, now, { round, ...(against !== undefined && { against }) });
    if ('problem' in found) return found.problem;
    const { message } = copy(found.text, found, { ...props.world, brief: hinted.current });
    hinted.current = true;
    return found.note === undefined ? message : `${message} ${found.note}`;
  };
  const openPager = async () => {
    const { lines = [] } = paneExtent(inputNow({ ...newest.get(), menu: undefined }));
    const text = `${lines.map(spans => theme.paint(spans)).join('\n')}\n`;
    const problem = await openInPager(text, { suspend: suspendTerminal, env: props.world.env });
    props.onRepaint();
    props.onSay(problem);
  };

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const screen = screenOf(newest.get(), session.run(), player !== undefined);
        const { state: next, command, copy: asked, pager, say } = inspectorKey(newest.get(), name, seen());
        newest.set(next);
        // What comes behind it in the same chunk was meant for the help, or for the pager.
        if (command === 'help') return props.onHelp(screen);
        if (pager) return void openPager();
        if (asked !== undefined || say !== undefined) props.onSay(asked ? copyOut(asked) : say);
        if (command === undefined || (player && playerCommand(player, command))) continue;
        props.onCommand(command);
      }
    },
    onPaste: text => newest.set(inspectorPaste(newest.get(), text, seen())),
  });
  return (
    <>
      <PaintedLines lines={frame} theme={theme} />
      <TerminalCursor at={active ? inspectorCursor(input) : undefined} />
    </>
  );
}
