/** Text for a place of a fixed width, as in a table. Knows nothing of styles: fit first, style after. */
import { graphemes } from './graphemes.ts';
import { graphemeWidth, textWidth } from './width.ts';

export type Align = 'left' | 'right' | 'center';

/**
 * One line of text in exactly `width` cells: padded with spaces, or cut with `…` as its last
 * character. Line breaks and tabs become spaces.
 */
export function fit(text: string, width: number, align: Align = 'left'): string {
  const cells = Math.max(0, Math.floor(width));
  const line = truncate(text, cells);
  const missing = cells - textWidth(line);
  if (missing <= 0) return line;
  const before = align === 'left' ? 0 : align === 'right' ? missing : Math.floor(missing / 2);
  return ' '.repeat(before) + line + ' '.repeat(missing - before);
}

/** One line of text in at most `width` cells, cut with `…` where it is longer. */
export function truncate(text: string, width: number): string {
  const line = text.replaceAll(/[\t\n]/g, ' ');
  if (textWidth(line) <= width) return line;
  if (width < 1) return '';
  let kept = '';
  let used = 0;
  for (const grapheme of graphemes(line)) {
    const cells = graphemeWidth(grapheme);
    if (used + cells > width - 1) break;
    kept += grapheme;
    used += cells;
  }
  return `${kept}…`;
}
