/**
 * How many cells a text takes, by the package that Ink measures with, so that our widths and Ink's
 * agree. Ambiguous characters are narrow. Knows nothing of lines.
 */
import stringWidth from 'string-width';
import { isPlainAscii } from './graphemes.ts';
import { remembering } from './remembering.ts';

/** Of a short text only: what is long is measured rarely, and would take much room. */
const LONGEST_KEPT = 4000;
const widthOf = remembering(text => stringWidth(text));
const graphemeWidthOf = remembering(grapheme => stringWidth(grapheme), 4096);

/** Cells of a text without line breaks. Escape sequences count nothing, and neither do tabs. */
export function textWidth(text: string): number {
  if (isPlainAscii(text)) return text.length;
  return text.length > LONGEST_KEPT ? stringWidth(text) : widthOf(text);
}

/** Cells of one grapheme: 0, 1, 2, rarely more. */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && grapheme >= ' ' && grapheme <= '~') return 1;
  return graphemeWidthOf(grapheme);
}
