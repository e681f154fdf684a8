/** Lines of styled spans on the screen, one row each: as many as are given, so give what is visible. */
import { Box, Text } from 'ink';
import type { Line } from '../line.ts';
import type { Theme } from '../theme.ts';

export interface PaintedLinesProps {
  /** None wider than the place. */
  readonly lines: readonly Line[];
  readonly theme: Theme;
}

export function PaintedLines({ lines, theme }: PaintedLinesProps) {
  // Slots, not lines: a scrolled view changes what its rows say and moves no row.
  const slots = lines.map((spans, slot) => ({ slot, text: theme.paint(spans) || ' ' }));
  return (
    <Box flexDirection="column" height={lines.length} flexShrink={0}>
      {slots.map(({ slot, text }) => (
        <Text key={slot} wrap="truncate">
          {text}
        </Text>
      ))}
    </Box>
  );
}
