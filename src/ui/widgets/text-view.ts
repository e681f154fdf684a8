/** What a one-line field shows of a text: the part around the cursor that fits. Pure. */
import { graphemes } from '../../text/graphemes.ts';
import { graphemeWidth, textWidth } from '../../text/width.ts';
import type { TextState } from './text-editing.ts';

export interface TextView {
  readonly before: string;
  /** The grapheme under the cursor; a space at the end of the text. */
  readonly at: string;
  readonly after: string;
  /** Cells before the cursor. */
  readonly column: number;
}

/** At most `width` cells, `…` where the text goes on outside. A line break is shown as `⏎`. */
export function textView(state: TextState, width: number): TextView {
  const text = state.text.replaceAll('\n', '⏎');
  const left = [...graphemes(text.slice(0, state.cursor))];
  const right = [...graphemes(text.slice(state.cursor))];
  const at = right.shift() ?? ' ';
  const room = Math.max(0, width - graphemeWidth(at));
  const whole = textWidth(text) + (state.cursor === text.length ? 1 : 0) <= width;
  const before = whole ? left.join('') : lastOf(left, right.length > 0 ? room - 1 : room);
  const column = textWidth(before);
  return { before, at, after: firstOf(right, room - column), column };
}

/** The end of a text in so many cells. */
function lastOf(parts: readonly string[], room: number): string {
  if (textWidth(parts.join('')) <= room) return parts.join('');
  if (room < 1) return '';
  let kept = '';
  let used = 1;
  for (const part of parts.toReversed()) {
    used += graphemeWidth(part);
    if (used > room) break;
    kept = part + kept;
  }
  return `…${kept}`;
}

/** The beginning of a text in so many cells. */
function firstOf(parts: readonly string[], room: number): string {
  if (textWidth(parts.join('')) <= room) return parts.join('');
  if (room < 1) return '';
  let kept = '';
  let used = 1;
  for (const part of parts) {
    used += graphemeWidth(part);
    if (used > room) break;
    kept += part;
  }
  return `${kept}…`;
}
