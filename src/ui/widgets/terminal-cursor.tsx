/** Puts the terminal's own cursor where text is written, so that an input method writes there, too. */
import { useCursor } from 'ink';
import { useEffect, useState } from 'react';

export interface Place {
  /** Cells from the left edge of the screen. */
  readonly x: number;
  /** Rows from its top. */
  readonly y: number;
}

/** Without a place the cursor is hidden. */
export function TerminalCursor({ at }: { readonly at: Place | undefined }) {
  const { setCursorPosition } = useCursor();
  const [, setMounted] = useState(false);
  // Once more after mounting: what had the cursor before may take it away in the same commit.
  useEffect(() => setMounted(true), []);
  setCursorPosition(at && { x: at.x, y: at.y });
  return null;
}
