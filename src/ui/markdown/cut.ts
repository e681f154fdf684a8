/**
 * A long text in parts that can be read one by one: a mark that opens in one is not closed in another.
 * Knows only where it does the least harm to cut.
 */
import { afterStandIn } from './protect.ts';

/** In code units. */
const LONGEST = 2_000;
/** The lexer needs the square of them, or worse. */
const MOST_MARKS = 100;

/** Joined they are the text. Cut at the end of a line where possible, else at a space. */
export function cutForReading(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfPart(text, start);
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function endOfPart(text: string, start: number): number {
  let marks = 0;
  let space = 0;
  let line = 0;
  for (let at = start; at < text.length; at++) {
    if (at - start >= LONGEST || marks > MOST_MARKS) return line || space || afterStandIn(text, at);
    switch (text[at]) {
      case '\n':
        line = at + 1;
        break;
      case ' ':
        space = at + 1;
        break;
      case '*':
      case '_':
      case '~':
      case '[':
      case '<':
      case '\\':
      case '`':
        if (text[at] !== text[at - 1]) marks++;
    }
  }
  return text.length;
}
