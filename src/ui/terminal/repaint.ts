/** The screen drawn anew from nothing, whatever stands on it. Knows no screen of ours. */
import type { Instance } from 'ink';
import type { ReactNode } from 'react';

/** Ink goes by where it left the cursor, which is wrong once somebody else has written on the screen. */
const CLEAR_SCREEN = '\u001b[2J\u001b[H';

/**
 * Draws the whole tree again. Ink writes only rows that it believes changed; a terminal may have kept,
 * out of sight, what stood beyond the edge of a narrower window, and shows it when the window grows.
 */
export function repaint(instance: Instance, tree: ReactNode, write: (sequence: string) => unknown): void {
  write(CLEAR_SCREEN);
  instance.clear();
  instance.rerender(tree);
}
