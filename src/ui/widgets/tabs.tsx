/** A row of tabs, one of them active. */
import { Text } from 'ink';
import { truncate } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import type { Span } from '../../text/wrap.ts';
import type { Role, Theme } from '../theme.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

export interface TabsProps {
  readonly tabs: readonly Tab[];
  readonly active: string;
  /** Cells. */
  readonly width: number;
  readonly theme: Theme;
}

export function Tabs({ tabs, active, width, theme }: TabsProps) {
  return <Text wrap="truncate">{theme.paint(tabSpans(tabs, active, width)) || ' '}</Text>;
}

/**
 * The tabs in at most `width` cells. Where not all fit, those around the active one are shown, with
 * `‹` and `›` where there are more.
 */
export function tabSpans(tabs: readonly Tab[], active: string, width: number): Span<Role>[] {
  const place = Math.max(
    0,
    tabs.findIndex(tab => tab.id === active),
  );
  let from = place;
  let to = Math.min(tabs.length, place + 1);
  const wider = (a: number, b: number) => cells(tabs, a, b) <= width;
  while (true) {
    if (to < tabs.length && wider(from, to + 1)) to++;
    else if (from > 0 && wider(from - 1, to)) from--;
    else break;
  }
  const spans: Span<Role>[] = tabs.slice(from, to).map(({ id, label }) => ({
    text: ` ${truncate(label, Math.max(1, width - 4))} `,
    style: id === active ? 'selection' : 'muted',
  }));
  if (from > 0) spans.unshift({ text: '‹', style: 'muted' });
  if (to < tabs.length) spans.push({ text: '›', style: 'muted' });
  return spans;
}

function cells(tabs: readonly Tab[], from: number, to: number): number {
  const labels = tabs.slice(from, to).reduce((sum, tab) => sum + textWidth(tab.label) + 2, 0);
  return labels + (from > 0 ? 1 : 0) + (to < tabs.length ? 1 : 0);
}
