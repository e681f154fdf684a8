/** A window on ready lines: draws the visible ones and no other, whatever their number. */
import { Box, Text } from 'ink';

export interface LinesViewProps {
  /** Styled already, each no wider than the place. */
  readonly lines: readonly string[];
  /** The first line to draw. */
  readonly offset: number;
  /** Rows of the place; it is filled with blank rows where lines are missing. */
  readonly height: number;
}

export function LinesView({ lines, offset, height }: LinesViewProps) {
  const rows = Math.max(0, height);
  const visible = lines.slice(offset, offset + rows);
  // Slots, not lines: a scrolled view changes what its rows say and moves no row.
  const slots = Array.from({ length: rows }, (_, slot) => ({ slot, line: visible[slot] || ' ' }));
  return (
    <Box flexDirection="column" height={rows} flexShrink={0}>
      {slots.map(({ slot, line }) => (
        <Text key={slot} wrap="truncate">
          {line}
        </Text>
      ))}
    </Box>
  );
}
