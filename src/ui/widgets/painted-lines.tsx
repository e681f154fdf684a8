/** Lines of styled spans on the screen, one row each: as many as are given, so give what is visible. */
import type { Span } from '../../text/wrap.ts';
import type { Roles, Theme } from '../theme.ts';
import { LinesView } from './lines-view.tsx';

export interface PaintedLinesProps {
  readonly lines: readonly (readonly Span<Roles>[])[];
  readonly theme: Theme;
}

export function PaintedLines({ lines, theme }: PaintedLinesProps) {
  return <LinesView lines={lines.map(spans => theme.paint(spans))} offset={0} height={lines.length} />;
}
