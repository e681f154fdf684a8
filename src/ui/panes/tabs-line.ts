/** The names of the panes in one line, the open one marked, with what the pane has to say to the right. Pure. */
import { type Line, type StyledSpan, span, spread } from './line.ts';

export function tabsLine(names: readonly string[], open: string, right: Line, width: number): Line {
  const tabs = names.flatMap((name): StyledSpan[] => {
    const label = name.charAt(0).toUpperCase() + name.slice(1);
    return name === open ? [span(`[${label}]`, 'selection')] : [span(` ${label} `, 'muted')];
  });
  return spread([span(' '), ...tabs], right, width);
}
