/** A text as lines and places in it, of which parts are replaced. Pure; knows no cursor and no screen. */

/**
 * What stands between two line breaks. An object, and the same one as long as its text is: what was
 * worked out about a line is remembered by it.
 */
export interface LogicalLine {
  readonly text: string;
}

/** At least one line. */
export type Lines = readonly LogicalLine[];

export interface Position {
  /** The index of the line. */
  readonly line: number;
  /** Code units from the start of the line. */
  readonly offset: number;
}

export const START: Position = { line: 0, offset: 0 };

export function linesOf(text: string): Lines {
  return text.split('\n').map(line => ({ text: line }));
}

export function textOf(lines: Lines): string {
  return lines.map(({ text }) => text).join('\n');
}

export function lineText(lines: Lines, line: number): string {
  return lines[line]?.text ?? '';
}

export function endOf(lines: Lines): Position {
  const line = lines.length - 1;
  return { line, offset: lineText(lines, line).length };
}

/** The lines with what stands between two places (the first not after the second) replaced by a text. */
export function replaced(lines: Lines, from: Position, to: Position, text: string): Lines {
  const texts = text.split('\n');
  texts[0] = lineText(lines, from.line).slice(0, from.offset) + texts[0];
  texts[texts.length - 1] += lineText(lines, to.line).slice(to.offset);
  return lines.slice(0, from.line).concat(
    texts.map(line => ({ text: line })),
    lines.slice(to.line + 1),
  );
}

export function textBetween(lines: Lines, from: Position, to: Position): string {
  if (from.line === to.line) return lineText(lines, from.line).slice(from.offset, to.offset);
  return [
    lineText(lines, from.line).slice(from.offset),
    ...lines.slice(from.line + 1, to.line).map(line => line.text),
    lineText(lines, to.line).slice(0, to.offset),
  ].join('\n');
}

/** Where a text ends that begins there. */
export function positionAfter({ line, offset }: Position, text: string): Position {
  const breaks = text.split('\n').length - 1;
  return breaks === 0
    ? { line, offset: offset + text.length }
    : { line: line + breaks, offset: text.length - text.lastIndexOf('\n') - 1 };
}

export function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.offset === b.offset;
}

/** The place itself, or the nearest one that exists. */
export function clamped(lines: Lines, { line, offset }: Position): Position {
  const known = Math.min(Math.max(0, line), lines.length - 1);
  return { line: known, offset: Math.min(Math.max(0, offset), lineText(lines, known).length) };
}
