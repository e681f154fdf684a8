/** The help screen: every key of a screen, from the table of keys. */

import { commandOf, type Screen } from '../keys.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { AT_TOP, type Scroll, scrollBy, scrollPages } from '../widgets/scroll.ts';
import { helpExtent, helpFrame } from './help-frame.ts';

export interface HelpProps {
  /** Whose keys are told. */
  readonly screen: Screen;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly onClose: () => void;
  /** Ctrl+C means what it means on the screen below. */
  readonly onInterrupt: () => void;
}

export function Help({ screen, theme, width, height, active, onClose, onInterrupt }: HelpProps) {
  const [scroll, newest] = useNewest<Scroll>(() => AT_TOP);
  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const extent = helpExtent(screen, width, height);
        switch (commandOf(name, 'help')) {
          case 'scroll.down':
            newest.set(scrollBy(newest.get(), 1, extent));
            break;
          case 'scroll.up':
            newest.set(scrollBy(newest.get(), -1, extent));
            break;
          case 'scroll.page-down':
            newest.set(scrollPages(newest.get(), 1, extent));
            break;
          case 'scroll.page-up':
            newest.set(scrollPages(newest.get(), -1, extent));
            break;
          case 'scroll.bottom':
            newest.set(scrollBy(newest.get(), extent.total, extent));
            break;
          case 'scroll.top':
            newest.set(AT_TOP);
            break;
          case 'repaint':
            break;
          case 'quit':
            onClose();
            return onInterrupt();
          default:
            return onClose();
        }
      }
    },
  });
  return <PaintedLines lines={helpFrame(screen, scroll, width, height)} theme={theme} />;
}
