/** Paints matches into lines. Knows no query. */
import type { Line, StyledSpan } from '../line.ts';
import type { Role } from '../theme.ts';
import type { Match } from './matches.ts';

/**
 * The lines with the matches in their own roles, over those that the text has. `current` is the index
 * of the match that was gone to. Lines without a match are the same objects.
 */
export function highlight(lines: readonly Line[], matches: readonly Match[], current?: number): Line[] {
  const marks = new Map<number, Mark[]>();
  matches.forEach(({ parts }, index) => {
    for (const { line, start, end } of parts) {
      const mark: Mark = { start, end, role: index === current ? 'currentMatch' : 'match' };
      const others = marks.get(line);
      if (others) others.push(mark);
      else marks.set(line, [mark]);
    }
  });
  return lines.map((line, index) => {
    const own = marks.get(index);
    return own ? painted(line, own) : line;
  });
}

/** A stretch of a line's text, in code units. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly role: Role;
}

/** The marks are in order and do not overlap. */
function painted(line: Line, marks: readonly Mark[]): Line {
  const spans: StyledSpan[] = [];
  let before = 0;
  let index = 0;
  for (const { text, style } of line) {
    const end = before + text.length;
    let at = before;
    while (at < end) {
      const mark = marks[index];
      const isMarked = mark !== undefined && mark.start <= at;
      const stop = Math.min(end, mark === undefined ? end : isMarked ? mark.end : mark.start);
      const piece = text.slice(at - before, stop - before);
      if (piece !== '') spans.push({ text: piece, style: isMarked ? [style, mark.role].flat() : style });
      at = stop;
      if (mark && mark.end <= at) index++;
    }
    before = end;
  }
  return spans;
}
