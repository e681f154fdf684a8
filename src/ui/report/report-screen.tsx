/** The report on the screen: draws the frame, and passes on what keys ask. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Facet } from '../../report/facets.ts';
import type { RunRow } from '../../report/row.ts';
import type { RunHandle } from '../desk.ts';
import type { Screen } from '../keys.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import type { LookAt } from '../use-shown-run.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { AT_TOP } from '../widgets/scroll.ts';
import type { ReportDesk } from './report-desk.ts';
import { reportFrame } from './report-frame.ts';
import { reportKey, reportScreen } from './report-keys.ts';
import { reportLayout } from './report-layout.ts';
import { type ReportState, reportAtFirst } from './report-state.ts';
import { createReporter } from './report-view.ts';

export interface ReportScreenProps {
  readonly desk: ReportDesk;
  /** What it is grouped by at first. */
  readonly by?: readonly Facet[] | undefined;
  /** Whether the published numbers of the founding study are laid beside them. */
  readonly study?: boolean | undefined;
  readonly theme: Theme;
  readonly said: string | undefined;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onSay: (text: string | undefined) => void;
  readonly onHelp: (screen: Screen) => void;
  readonly onOpen: (handle: RunHandle, lookAt?: LookAt) => void;
  readonly onLeave: () => void;
  readonly onQuit: () => void;
}

export function ReportScreen(props: ReportScreenProps) {
  const { desk, by, study = false, theme, width, height, active } = props;
  const [state, newest] = useNewest(() => reportAtFirst(by));
  const viewOf = useRef(createReporter());
  const read = useSyncExternalStore(desk.subscribe, desk.now);
  /** While a run is being opened, a second Enter opens nothing. */
  const isOpening = useRef(false);
  useEffect(() => {
    desk.start();
    return desk.stop;
  }, [desk]);
  const view = (of: ReportState) => {
    const { rows, problems } = desk.now();
    return viewOf.current({ rows, problems, by: of.by, study });
  };
  const open = async (row: RunRow, round: number | undefined) => {
    if (isOpening.current) return;
    isOpening.current = true;
    try {
      props.onOpen(await desk.open(row), round === undefined ? {} : { pinned: round, scroll: AT_TOP });
    } catch (thrown) {
      props.onSay(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      isOpening.current = false;
    }
  };

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const now = newest.get();
        const { state: next, asks } = reportKey(now, name, {
          view: view(now),
          hasRuns: desk.now().rows.length > 0,
          page: of => reportLayout(of, view(of), { width, height }).rows,
        });
        newest.set(next);
        props.onSay(undefined);
        // What comes behind these in the same chunk was meant for another screen.
        if (asks?.kind === 'help') return props.onHelp(reportScreen(next));
        if (asks?.kind === 'quit') return props.onQuit();
        if (asks?.kind === 'leave') return props.onLeave();
        if (asks?.kind === 'open') return void open(asks.row, asks.round);
      }
    },
  });
  const { where } = desk;
  const lines = reportFrame({ state, view: view(state), read, where, notice: props.said, width, height });
  return <PaintedLines lines={lines} theme={theme} />;
}
