/** The run on the screen, or two of its rounds side by side. Decides nothing. */
import { Box } from 'ink';
import { useState } from 'react';
import type { Comparison } from '../analysis/compare.ts';
import { Compare } from './screens/compare.tsx';
import { Inspector, type InspectorProps } from './screens/inspector.tsx';

type RunScreenProps = Omit<InspectorProps, 'onCompare'>;

export function RunScreen(props: RunScreenProps) {
  const { active, onSay, onHelp } = props;
  const [comparison, setComparison] = useState<Comparison>();
  const compare = (next: Comparison | undefined) => {
    onSay(undefined);
    setComparison(next);
  };
  // The run stays as it is while it is out of sight: which pane, how far down.
  return (
    <>
      <Box display={comparison ? 'none' : 'flex'} width="100%" flexDirection="column">
        <Inspector {...props} active={active && !comparison} onCompare={compare} />
      </Box>
      {comparison && (
        <Compare
          comparison={comparison}
          isOver
          notice={undefined}
          said={props.said}
          theme={props.theme}
          world={props.world}
          width={props.width}
          height={props.height}
          active={active}
          onSay={onSay}
          onHelp={onHelp}
          onRepaint={props.onRepaint}
          onQuit={() => compare(undefined)}
        />
      )}
    </>
  );
}
