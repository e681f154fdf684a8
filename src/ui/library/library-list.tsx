/** The list of saved runs on the screen: draws the frame, and passes on what keys ask. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Comparison } from '../../analysis/compare.ts';
import type { RunHandle } from '../desk.ts';
import type { Screen } from '../keys.ts';
import type { ReportDesk } from '../report/report-desk.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import type { LookAt } from '../use-shown-run.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { createLibraryActions } from './library-actions.ts';
import type { LibraryDesk } from './library-desk.ts';
import { libraryFrame } from './library-frame.ts';
import { libraryKey, libraryPaste, libraryScreen } from './library-keys.ts';
import { libraryLayout } from './library-layout.ts';
import { createFinder, type LibrarySeen, type LibraryState, libraryAtFirst } from './library-state.ts';

export interface LibraryListProps {
  readonly desk: LibraryDesk;
  /** The filter and the order to begin with. */
  readonly first?: Partial<Pick<LibraryState, 'filter' | 'sort'>> | undefined;
  readonly theme: Theme;
  readonly said: string | undefined;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onSay: (text: string | undefined) => void;
  readonly onHelp: (screen: Screen) => void;
  readonly onOpen: (handle: RunHandle, lookAt?: LookAt) => void;
  readonly onCompare: (comparison: Comparison) => void;
  readonly onReport: (report: ReportDesk) => void;
  readonly onBack: () => void;
  readonly onQuit: () => void;
}

export function LibraryList(props: LibraryListProps) {
  const { desk, first, theme, width, height, active } = props;
  const { runs } = desk;
  const [state, newest] = useNewest(() => libraryAtFirst(first?.filter, first?.sort));
  const find = useRef(createFinder());
  useSyncExternalStore(runs.subscribe, runs.rows);
  useEffect(() => {
    void runs.refresh();
    return runs.watch();
  }, [runs]);
  const seen = (of: LibraryState): LibrarySeen => ({
    found: find.current(runs.rows(), runs.world(), of),
    status: runs.status(),
    forms: desk.exporters ?? [],
    page: libraryLayout(of, { width, height }).list.rows,
  });
  const actions = useRef(createLibraryActions(desk)).current;

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const now = newest.get();
        const { state: next, asks } = libraryKey(now, name, seen(now));
        newest.set(next);
        props.onSay(undefined);
        // What comes behind these in the same chunk was meant for another screen.
        if (asks?.kind === 'help') return props.onHelp(libraryScreen(next));
        if (asks?.kind === 'quit') return props.onQuit();
        if (asks?.kind === 'back') return props.onBack();
        if (asks) void actions(asks, props);
      }
    },
    onPaste: text => newest.set(libraryPaste(newest.get(), text)),
  });
  const { lines, cursor } = libraryFrame({
    ...seen(state),
    state,
    world: runs.world(),
    texts: runs.texts,
    where: desk.where,
    notice: props.said,
    width,
    height,
  });
  return (
    <>
      <PaintedLines lines={lines} theme={theme} />
      <TerminalCursor at={active ? cursor : undefined} />
    </>
  );
}
