/** Lines as one text to search in, in which every place knows where it came from. Knows no query. */
import { graphemes, isPlainAscii } from '../../text/graphemes.ts';
import type { Line } from '../line.ts';
import { folded } from './folding.ts';

/** A stretch of a line, as code units into its text. */
export interface Part {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface Haystack {
  /** Folded; white space, and the break between two lines, is one space; a blank line is a line break. */
  readonly text: string;
  /** As many as there were. */
  readonly lines: readonly FoundLine[];
}

/** A line in the text of a haystack, without white space around it. */
interface FoundLine extends Content {
  /** Where it begins there. */
  readonly from: number;
}

interface Content {
  readonly text: string;
  /** For each code unit, where its grapheme starts in the line; -1 inside of a grapheme. */
  startOf(index: number): number;
  endOf(index: number): number;
}

export function haystackOf(lines: readonly Line[], ignoresCase: boolean): Haystack {
  const found: FoundLine[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const line of lines) {
    const content = contentOf(line.map(span => span.text).join(''), ignoresCase);
    found.push({ ...content, from });
    const piece = `${content.text}${content.text === '' ? '\n' : ' '}`;
    pieces.push(piece);
    from += piece.length;
  }
  return { text: pieces.join(''), lines: found };
}

/** What the lines show of a stretch of the text; nothing when it begins or ends inside a grapheme. */
export function partsOf({ lines }: Haystack, from: number, to: number): Part[] {
  const parts: Part[] = [];
  for (let index = lineAt(lines, from); index < lines.length; index++) {
    const line = lines[index];
    if (!line || line.from >= to) break;
    const begin = Math.max(0, from - line.from);
    const end = Math.min(line.text.length, to - line.from);
    if (line.startOf(begin) === INSIDE || (end < line.text.length && line.startOf(end) === INSIDE)) return [];
    if (end > begin) parts.push({ line: index, start: line.startOf(begin), end: line.endOf(end - 1) });
  }
  return parts;
}

const INSIDE = -1;

/** The last line that begins at this place or before. */
function lineAt(lines: readonly FoundLine[], at: number): number {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.from ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

function contentOf(text: string, ignoresCase: boolean): Content {
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  // Most lines are of this kind, and a long answer has many of them.
  if (isPlainAscii(trimmed) && !trimmed.includes('  ')) {
    return {
      text: ignoresCase ? trimmed.toLowerCase() : trimmed,
      startOf: index => lead + index,
      endOf: index => lead + index + 1,
    };
  }
  return anyContent(trimmed, lead, ignoresCase);
}

function anyContent(trimmed: string, lead: number, ignoresCase: boolean): Content {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = lead;
  for (const grapheme of graphemes(trimmed)) {
    const end = at + grapheme.length;
    const unit = grapheme.trim() === '' ? ' ' : folded(grapheme, ignoresCase);
    if (unit !== ' ' || !text.endsWith(' ')) {
      text += unit;
      for (let index = 0; index < unit.length; index++) {
        starts.push(index === 0 ? at : INSIDE);
        ends.push(end);
      }
    }
    at = end;
  }
  return { text, startOf: index => starts[index] ?? INSIDE, endOf: index => ends[index] ?? 0 };
}
