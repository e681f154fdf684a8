/** A thin line between parts of a screen. */
import { Text } from 'ink';
import type { Theme } from '../theme.ts';

export interface RuleProps {
  /** Cells. */
  readonly width: number;
  readonly theme: Theme;
}

export function Rule({ width, theme }: RuleProps) {
  return <Text wrap="truncate">{theme.style('rule', '─'.repeat(Math.max(0, width)))}</Text>;
}
