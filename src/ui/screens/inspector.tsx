/** The inspector: a run as it happens, or as it is played. Draws the frame and passes on what keys ask. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Comparison } from '../../analysis/compare.ts';
import { useFamily, useGate } from '../debugger/use-run-actions.ts';
import type { Desk, RunHandle } from '../desk.ts';
import type { Command, Screen } from '../keys.ts';
import type { CopyWorld } from '../outside/clipboard.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import type { LookAt } from '../use-shown-run.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { inspectorCursor, inspectorFrame } from './inspector-frame.ts';
import { inspectorKey, inspectorPaste, screenOf } from './inspector-keys.ts';
import { paneSize } from './inspector-layout.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import { INITIAL, type InspectorInput, type InspectorState } from './inspector-state.ts';
import { useInspectorSteps } from './use-inspector-steps.ts';

export interface InspectorProps {
  readonly handle: RunHandle;
  readonly desk: Desk;
  /** What one looks at first. */
  readonly lookAt?: LookAt;
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
  /** Puts another run on the screen. */
  readonly onOpen: (handle: RunHandle, lookAt?: LookAt) => void;
  /** Two rounds are to be laid side by side. */
  readonly onCompare: (comparison: Comparison) => void;
  /** What this screen does not do itself: cancel, new, back, quit. */
  readonly onCommand: (command: Command) => void;
}

export function Inspector(props: InspectorProps) {
  const { handle, desk, said, theme, width, height, active } = props;
  const { session, player } = handle;
  const run = useSyncExternalStore(session.subscribe, session.run);
  const log = useSyncExternalStore(session.subscribe, session.log);
  const playing = useSyncExternalStore(
    session.subscribe,
    useCallback(() => player?.state(), [player]),
  );
  const told = useSyncExternalStore(session.subscribe, session.notice);
  const [state, newest] = useNewest<InspectorState>(() => ({ ...INITIAL, ...props.lookAt }));
  const gate = useGate({ handle, desk }, newest);
  const { family, load } = useFamily({ handle, desk }, run, state.pane === 'tree');
  const notice = said ?? told;
  const input = useMemo(
    () => ({ run, log, state, player: playing, gate, tree: family?.tree, notice, width, height }),
    [run, log, state, playing, gate, family, notice, width, height],
  );
  const frame = useMemo(() => inspectorFrame(input), [input]);
  /** The screen as it is by now, which may not be drawn yet. */
  const inputNow = (of: InspectorState): InspectorInput => ({
    ...input,
    run: session.run(),
    log: session.log(),
    state: of,
    player: player?.state(),
    gate: gate && { ...gate, pending: handle.controls?.pending() },
  });
  const seen = () => ({
    run: session.run(),
    isPlayed: player !== undefined,
    formats: desk.exportFormats,
    isWaiting: handle.controls?.pending() !== undefined,
    tree: family?.tree,
    find: player?.find,
    size: paneSize(inputNow(newest.get())),
    extentOf: (of: InspectorState) => paneExtent(inputNow(of)),
  });
  const takeStep = useInspectorSteps({ ...props, newest, inputNow, load, familyNow: family });
  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const screen = screenOf(newest.get(), session.run(), seen());
        const before = newest.get();
        const step = inspectorKey(before, name, seen());
        newest.set(step.state);
        // What comes behind it in the same chunk was meant for what opened.
        if (takeStep(step, before, screen)) return;
      }
    },
    onPaste(text) {
      const before = newest.get();
      newest.set(inspectorPaste(before, text, seen()));
      takeStep({ state: newest.get() }, before, undefined);
    },
  });
  return (
    <>
      <PaintedLines lines={frame} theme={theme} />
      <TerminalCursor at={active ? inspectorCursor(input) : undefined} />
    </>
  );
}
