/** Where a cursor goes in a text: by words, by lines, up and down. Offsets in code units; pure. */
import { boundaryBefore, graphemes, snapToBoundary } from '../../text/graphemes.ts';
import { graphemeWidth, textWidth } from '../../text/width.ts';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Where the word before the cursor begins, or the one that it is in. */
export function wordBefore(text: string, cursor: number): number {
  let start = 0;
  for (const { index, isWordLike } of words.segment(text)) {
    if (index >= cursor) break;
    if (isWordLike) start = index;
  }
  // A word may begin inside a grapheme: behind an invisible prefix, for one.
  return snapToBoundary(text, start) === start ? start : boundaryBefore(text, start);
}

/** Where the word after the cursor ends, or the one that it is in. */
export function wordAfter(text: string, cursor: number): number {
  for (const { index, segment, isWordLike } of words.segment(text)) {
    const end = index + segment.length;
    if (isWordLike && end > cursor) return snapToBoundary(text, end);
  }
  return text.length;
}

/** Where the run of characters before the cursor begins that has no white space in it. */
export function blankBefore(text: string, cursor: number): number {
  const before = text.slice(0, cursor).trimEnd();
  let start = before.length;
  while (start > 0 && !/\s/.test(before.charAt(start - 1))) start--;
  return start;
}

export function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

export function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}

/** The same column, in cells, on the line above or below; on the first or last line, its very end. */
export function onNextLine(text: string, cursor: number, direction: 'up' | 'down'): number {
  const start = lineStart(text, cursor);
  const end = lineEnd(text, cursor);
  if (direction === 'up' && start === 0) return 0;
  if (direction === 'down' && end === text.length) return text.length;
  const target = direction === 'up' ? lineStart(text, start - 1) : end + 1;
  const column = textWidth(text.slice(start, cursor));
  let at = target;
  let used = 0;
  for (const grapheme of graphemes(text.slice(target, lineEnd(text, target)))) {
    if (used + graphemeWidth(grapheme) > column) break;
    used += graphemeWidth(grapheme);
    at += grapheme.length;
  }
  return at;
}
