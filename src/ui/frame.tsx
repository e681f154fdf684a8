/**
 * What every screen stands in: the size of the window (asked for once, here), the help over it, the
 * sentence for a window that is too small, and repainting. Knows no screen.
 */
import { Box, useInput, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { commandsFor, type Screen } from './keys.ts';
import { Help } from './screens/help.tsx';
import type { Theme } from './theme.ts';
import { PaintedLines } from './widgets/painted-lines.tsx';

export interface FrameContext {
  readonly width: number;
  readonly height: number;
  /** False while the help has the keyboard. */
  readonly active: boolean;
  readonly said: string | undefined;
  /** Shows a word of the program until the next one. */
  readonly say: (text: string | undefined) => void;
  readonly showHelp: () => void;
}

export interface FrameProps {
  readonly theme: Theme;
  readonly screen: Screen;
  readonly onRepaint: () => void;
  readonly children: (context: FrameContext) => ReactNode;
}

export const LEAST_COLUMNS = 60;
export const LEAST_ROWS = 16;
/** After the last of a storm of resizes. */
const RESIZE_SETTLED_MS = 80;

export function Frame({ theme, screen, onRepaint, children }: FrameProps) {
  const { columns: width, rows } = useWindowSize();
  // A full-height frame makes Windows consoles clear everything, every time.
  const height = process.platform === 'win32' ? rows - 1 : rows;
  const [help, setHelp] = useState(false);
  const [said, say] = useState<string>();
  useRepaintAfterResize(`${width}x${height}`, onRepaint);
  useInput((input, key) => {
    if (commandsFor(input, key, screen, true).includes('repaint')) onRepaint();
  });

  if (width < LEAST_COLUMNS || height < LEAST_ROWS) {
    const lines = [
      [{ text: 'reflectoscope', style: 'heading' as const }],
      [{ text: `needs ${LEAST_COLUMNS}x${LEAST_ROWS}`, style: 'text' as const }],
      [{ text: `this is ${width}x${height}`, style: 'text' as const }],
    ];
    return <PaintedLines lines={lines.slice(0, Math.max(1, height))} theme={theme} />;
  }
  return (
    <Box width="100%" height={height} flexDirection="column">
      <Box display={help ? 'none' : 'flex'} width="100%" flexDirection="column">
        {children({ width, height, active: !help, said, say, showHelp: () => setHelp(true) })}
      </Box>
      {help && (
        <Help screen={screen} theme={theme} width={width} height={height} onClose={() => setHelp(false)} />
      )}
    </Box>
  );
}

function useRepaintAfterResize(size: string, onRepaint: () => void): void {
  const before = useRef(size);
  useEffect(() => {
    if (before.current === size) return;
    before.current = size;
    const timer = setTimeout(onRepaint, RESIZE_SETTLED_MS);
    return () => clearTimeout(timer);
  }, [size, onRepaint]);
}
