/** The saved runs, two of them side by side, or the report on many. Decides nothing. */
import { Box } from 'ink';
import { useState } from 'react';
import type { Comparison } from '../../analysis/compare.ts';
import type { CopyWorld } from '../outside/clipboard.ts';
import type { ReportDesk } from '../report/report-desk.ts';
import { ReportScreen } from '../report/report-screen.tsx';
import { Compare } from '../screens/compare.tsx';
import { LibraryList, type LibraryListProps } from './library-list.tsx';

interface LibraryScreenProps extends Omit<LibraryListProps, 'onCompare' | 'onReport'> {
  /** Where copies go. */
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
}

export function LibraryScreen({ world, onRepaint, ...props }: LibraryScreenProps) {
  const { active, onSay, onHelp, said, theme, width, height } = props;
  const [comparison, setComparison] = useState<Comparison>();
  const [report, setReport] = useState<ReportDesk>();
  const compare = (next: Comparison | undefined) => {
    onSay(undefined);
    setComparison(next);
  };
  const showReport = (next: ReportDesk | undefined) => {
    onSay(undefined);
    setReport(next);
  };
  const isCovered = comparison !== undefined || report !== undefined;
  // The list stays as it is while it is out of sight: which run, how far down.
  return (
    <>
      <Box display={isCovered ? 'none' : 'flex'} width="100%" flexDirection="column">
        <LibraryList {...props} active={active && !isCovered} onCompare={compare} onReport={showReport} />
      </Box>
      {report && (
        <ReportScreen
          desk={report}
          said={said}
          theme={theme}
          width={width}
          height={height}
          active={active}
          onSay={onSay}
          onHelp={onHelp}
          onOpen={props.onOpen}
          onLeave={() => showReport(undefined)}
          onQuit={props.onQuit}
        />
      )}
      {comparison && (
        <Compare
          comparison={comparison}
          isOver
          notice={undefined}
          said={said}
          theme={theme}
          world={world}
          width={width}
          height={height}
          active={active}
          onSay={onSay}
          onHelp={onHelp}
          onRepaint={onRepaint}
          onQuit={() => compare(undefined)}
        />
      )}
    </>
  );
}
