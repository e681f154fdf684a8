/**
 * What every screen stands in: the size of the window (asked for once, here), the help over it, the
 * sentence for a window that is too small, and repainting. Knows no screen.
 */
import { Box, useInput, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { keyNames } from './key-names.ts';
import { commandOf, type Screen } from './keys.ts';
import { type Line, padTo, wrapped } from './line.ts';
import { Help } from './screens/help.tsx';
import type { Theme } from './theme.ts';
import { useStopAndGo } from './use-stop-and-go.ts';
import { PaintedLines } from './widgets/painted-lines.tsx';

export interface FrameContext {
  readonly width: number;
  readonly height: number;
  /** False while something else has the keyboard. */
  readonly active: boolean;
  readonly said: string | undefined;
  /** Shows a word of the program until the next one. */
  readonly say: (text: string | undefined) => void;
  /** Shows the keys of a screen. */
  readonly showHelp: (screen: Screen) => void;
}

export interface FrameProps {
  readonly theme: Theme;
  readonly onRepaint: () => void;
  /** Ctrl+C where no screen has the keyboard; returns what there is to say about it. */
  readonly onInterrupt: () => string | undefined;
  readonly children: (context: FrameContext) => ReactNode;
}

const LEAST_COLUMNS = 60;
const LEAST_ROWS = 16;
/** After the last of a storm of resizes. */
const RESIZE_SETTLED_MS = 80;

export function Frame({ theme, onRepaint, onInterrupt, children }: FrameProps) {
  const { columns, rows } = useWindowSize();
  // A full-height frame makes Windows consoles clear everything, every time.
  const height = process.platform === 'win32' ? rows - 1 : rows;
  const isSmall = columns < LEAST_COLUMNS || height < LEAST_ROWS;
  const [help, setHelp] = useState<Screen>();
  const [said, say] = useState<string>();
  useRepaintAfterResize(`${columns}x${rows}`, onRepaint);
  useStopAndGo(onRepaint);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      if (commandOf(name, 'help') === 'repaint') onRepaint();
      if (isSmall && commandOf(name, 'small') === 'quit') say(onInterrupt());
    }
  });
  const size = { width: Math.max(LEAST_COLUMNS, columns), height: Math.max(LEAST_ROWS, height) };
  const isCovered = isSmall || help !== undefined;
  // A screen that is out of sight stays as it is: which pane, how far down, what was written.
  return (
    <Box width="100%" height={height} flexDirection="column">
      <Box display={isCovered ? 'none' : 'flex'} width="100%" flexDirection="column">
        {children({ ...size, active: !isCovered, said, say, showHelp: setHelp })}
      </Box>
      {help !== undefined && (
        <Box display={isSmall ? 'none' : 'flex'} width="100%" flexDirection="column">
          <Help
            {...size}
            screen={help}
            theme={theme}
            active={!isSmall}
            onClose={() => setHelp(undefined)}
            onInterrupt={() => say(onInterrupt())}
          />
        </Box>
      )}
      {isSmall && <PaintedLines lines={tooSmall(columns, height)} theme={theme} />}
    </Box>
  );
}

/** As much as there is room for, as a sentence and not as the torn beginning of one. */
function tooSmall(columns: number, rows: number): Line[] {
  const width = Math.max(1, columns);
  const height = Math.max(1, rows);
  const needed = `${LEAST_COLUMNS}x${LEAST_ROWS}`;
  const ways = [
    `reflectoscope needs a window of ${needed}; this one is ${columns}x${rows}.`,
    `Too small: ${needed} is needed.`,
    'Too small.',
    'small',
  ].map(words => ({ lines: wrapped(words, width), words }));
  const fits = ways.find(({ lines, words }) => lines.length <= height && isWhole(words, width));
  return padTo(fits?.lines ?? [], height);
}

function isWhole(words: string, width: number): boolean {
  return words.split(' ').every(word => word.length <= width);
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
