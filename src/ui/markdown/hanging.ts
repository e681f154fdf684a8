/** Lines behind a mark: the first stands after it, the others under the first. Knows no Markdown. */
import { EMPTY, type Line, line, lineWidth, wrapped } from '../line.ts';

/** Less room than this is not worth a margin: what stands in it goes to the edge. */
const LEAST_ROOM = 8;

export interface Marks {
  readonly first: Line;
  readonly others: Line;
  /** Of either, in cells. */
  readonly width: number;
}

/** A mark before the first line, and room under it before the others. */
export function markBefore(mark: Line): Marks {
  const width = lineWidth(mark);
  return { first: mark, others: line(' '.repeat(width)), width };
}

/** The same mark before every line. */
export function markBeside(mark: Line): Marks {
  return { first: mark, others: mark, width: lineWidth(mark) };
}

/**
 * What `body` gives for the room that is left, behind the marks. A body without lines has one, with
 * the mark alone. No line is wider than `width` unless one of the body is wider than its room.
 */
export function hanging(marks: Marks, width: number, body: (room: number) => readonly Line[]): Line[] {
  const room = width - marks.width;
  if (room < LEAST_ROOM) return [...narrow(marks.first, width), ...body(width)];
  const lines = body(room);
  if (lines.length === 0) return [marks.first];
  return lines.map((one, index) => behind(index === 0 ? marks.first : marks.others, one));
}

function behind(mark: Line, body: Line): Line {
  const isMargin = mark.every(({ text }) => text.trim() === '');
  return body.length === 0 && isMargin ? EMPTY : [...mark, ...body];
}

/** The mark on lines of its own. */
function narrow(mark: Line, width: number): Line[] {
  const text = mark
    .map(span => span.text)
    .join('')
    .trim();
  return text === '' ? [] : wrapped(text, width, 'muted');
}
