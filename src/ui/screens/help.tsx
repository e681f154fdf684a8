/** The help screen: every key of a screen, from the table of keys. */
import { useInput } from 'ink';
import { useState } from 'react';
import { keyNames } from '../key-names.ts';
import { helpLines, type Screen } from '../keys.ts';
import { EMPTY, fitLine, type Line, line, span } from '../panes/line.ts';
import type { Theme } from '../theme.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';

export interface HelpProps {
  readonly screen: Screen;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

const HEAD = 2;
const FOOT = 1;
const COLUMN_GAP = 4;

export function Help({ screen, theme, width, height, onClose }: HelpProps) {
  const [offset, setOffset] = useState(0);
  const room = height - HEAD - FOOT;
  const content = inColumns(helpLines(screen), width - 2, room);
  const end = Math.max(0, content.length - room);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      if (name === 'down' || name === 'j') setOffset(before => Math.min(end, before + 1));
      else if (name === 'up' || name === 'k') setOffset(before => Math.max(0, before - 1));
      else if (name === 'pagedown' || name === 'space') setOffset(before => Math.min(end, before + room));
      else if (name === 'pageup') setOffset(before => Math.max(0, before - room));
      else onClose();
    }
  });
  const from = Math.min(offset, end);
  const lines = [
    line(span(` Keys: ${screen}`, 'heading')),
    EMPTY,
    ...content.slice(from, from + room).map(spans => [span(' '), ...spans]),
  ];
  const more = end > 0 ? '↑↓ more   ' : '';
  const foot = line(span(` ${more}any other key closes`, 'muted'));
  while (lines.length < height - FOOT) lines.push([]);
  return <PaintedLines lines={[...lines, foot]} theme={theme} />;
}

/** Two columns where one is too long and two are not too wide. */
function inColumns(lines: readonly Line[], width: number, room: number): Line[] {
  if (lines.length <= room || width < 90) return [...lines];
  const half = breakNear(lines, Math.ceil(lines.length / 2));
  const column = Math.floor((width - COLUMN_GAP) / 2);
  const left = lines.slice(0, half);
  const right = lines.slice(half);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    ...fitLine(left[row] ?? EMPTY, column + COLUMN_GAP),
    ...(right[row] ?? EMPTY),
  ]);
}

/** After the blank line next to the middle, so that no group is torn apart. */
function breakNear(lines: readonly Line[], middle: number): number {
  const after = lines.findIndex((spans, index) => index >= middle - 1 && spans.length === 0);
  return after < 0 ? middle : after + 1;
}
