/**
 * How many cells a text takes, by the package that Ink measures with, so that our widths and Ink's
 * agree. Ambiguous characters are narrow. Knows nothing of lines.
 */
import stringWidth from 'string-width';
import { isPlainAscii } from './graphemes.ts';

const CACHE_SIZE = 4096;
const cache = new Map<string, number>();

/** Cells of a text without line breaks. Escape sequences count nothing, and neither do tabs. */
export function textWidth(text: string): number {
  return isPlainAscii(text) ? text.length : stringWidth(text);
}

/** Cells of one grapheme: 0, 1, 2, rarely more. */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && grapheme >= ' ' && grapheme <= '~') return 1;
  const known = cache.get(grapheme);
  if (known !== undefined) return known;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const width = stringWidth(grapheme);
  cache.set(grapheme, width);
  return width;
}
