/**
 * The neighbourhood of a cursor in a long text, cut where graphemes and words end, so that an edit
 * looks at a few characters and not at 200 KB. Pure.
 */
import { type Lines, lineText, type Position, textBetween } from './document.ts';

/** What the neighbourhood is to be cut into: words need wider ones. */
export type Unit = 'grapheme' | 'word';

export interface Neighbourhood {
  readonly text: string;
  /** Code units of `text` before the cursor. */
  readonly cursor: number;
  /** Where it begins. */
  readonly start: Position;
  /** Whether it begins or ends with the whole text. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

/**
 * At least `reach` code units on either side of the cursor, where there are so many. Cut into
 * graphemes (or words) alone, it gives those that the whole text would give.
 */
export function around(lines: Lines, cursor: Position, reach: number, unit: Unit): Neighbourhood {
  const start = reachBack(lines, cursor, reach, unit);
  const end = reachOn(lines, cursor, reach, unit);
  const before = textBetween(lines, start, cursor);
  return {
    text: before + textBetween(lines, cursor, end),
    cursor: before.length,
    start,
    isStart: start.line === 0 && start.offset === 0,
    isEnd: end.line === lines.length - 1 && end.offset === lineText(lines, end.line).length,
  };
}

function reachBack(lines: Lines, cursor: Position, reach: number, unit: Unit): Position {
  let { line, offset } = cursor;
  let left = reach;
  while (left > offset && line > 0) {
    left -= offset + 1;
    line -= 1;
    offset = lineText(lines, line).length;
  }
  const text = lineText(lines, line);
  let at = Math.max(0, offset - left);
  while (!isSeam(text, at, unit)) at--;
  return { line, offset: at };
}

function reachOn(lines: Lines, cursor: Position, reach: number, unit: Unit): Position {
  let { line, offset } = cursor;
  let left = reach;
  while (left > lineText(lines, line).length - offset && line < lines.length - 1) {
    left -= lineText(lines, line).length - offset + 1;
    line += 1;
    offset = 0;
  }
  const text = lineText(lines, line);
  let at = Math.min(text.length, offset + left);
  while (!isSeam(text, at, unit)) at++;
  return { line, offset: at };
}

/** Printable ASCII, kana and Chinese characters: none of them joins another of them to one grapheme. */
const loner = /[\u0020-\u007e\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]/;
/** White space and full stops that belong to no word (UAX 29: they are neither MidLetter nor MidNum). */
const ender = /[ \u3001\u3002\uff01\uff1f]/;

/** Whether graphemes (and words) certainly end here. Both ends of a line are seams. */
function isSeam(text: string, at: number, unit: Unit): boolean {
  if (at <= 0 || at >= text.length) return true;
  const next = text.charAt(at);
  if (!loner.test(next)) return false;
  const previous = text.charAt(at - 1);
  return unit === 'word' ? ender.test(previous) && next !== ' ' : loner.test(previous);
}
