/** The saved runs, or two of them side by side. Decides nothing. */
import { Box } from 'ink';
import { useState } from 'react';
import type { Comparison } from '../../analysis/compare.ts';
import type { CopyWorld } from '../outside/clipboard.ts';
import { Compare } from '../screens/compare.tsx';
import { LibraryList, type LibraryListProps } from './library-list.tsx';

interface LibraryScreenProps extends Omit<LibraryListProps, 'onCompare'> {
  /** Where copies go. */
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
}

export function LibraryScreen({ world, onRepaint, ...props }: LibraryScreenProps) {
  const { active, onSay, onHelp, said, theme, width, height } = props;
  const [comparison, setComparison] = useState<Comparison>();
  const compare = (next: Comparison | undefined) => {
    onSay(undefined);
    setComparison(next);
  };
  // The list stays as it is while it is out of sight: which run, how far down.
  return (
    <>
      <Box display={comparison ? 'none' : 'flex'} width="100%" flexDirection="column">
        <LibraryList {...props} active={active && !comparison} onCompare={compare} />
      </Box>
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
