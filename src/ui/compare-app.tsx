/** The app that shows one comparison. */
import { useApp } from 'ink';
import type { Comparison } from '../analysis/compare.ts';
import { Frame } from './frame.tsx';
import type { CopyWorld } from './outside/clipboard.ts';
import { Compare } from './screens/compare.tsx';
import type { Theme } from './theme.ts';

export interface CompareAppProps {
  readonly comparison: Comparison;
  /** What there is to say about the files. */
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly world: CopyWorld;
  readonly onRepaint: () => void;
}

export function CompareApp({ comparison, notice, theme, world, onRepaint }: CompareAppProps) {
  const { exit } = useApp();
  const leave = () => {
    exit();
    return undefined;
  };
  return (
    <Frame theme={theme} onRepaint={onRepaint} onInterrupt={leave}>
      {({ said, say, showHelp, ...place }) => (
        <Compare
          {...place}
          comparison={comparison}
          notice={notice}
          theme={theme}
          world={world}
          said={said}
          onSay={say}
          onHelp={showHelp}
          onRepaint={onRepaint}
          onQuit={leave}
        />
      )}
    </Frame>
  );
}
