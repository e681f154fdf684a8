/**
 * Lines with a sign in the margin, and where among them the changes are. Knows the rows of a diff,
 * not how a view puts them together.
 */
import type { ElidedWords } from '../../diff/elision.ts';
import type { Margin, RowSpan } from '../../diff/hunks.ts';
import { formatCount } from '../../text/numbers.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { clip, EMPTY, type Line, type StyledSpan, span } from '../line.ts';
import type { Roles } from '../theme.ts';

export interface MarkedLine {
  readonly line: Line;
  /** Something in this line changed. */
  readonly changed: boolean;
}

/** A line of the screen before its margin is put to it. */
export interface SignedLine {
  readonly sign: Margin;
  readonly content: Line;
}

export const BLANK_LINE: MarkedLine = { line: EMPTY, changed: false };

/** The sign and two spaces. */
export const MARGIN = 3;

export function unmarked(line: Line): MarkedLine {
  return { line, changed: false };
}

/** A line of the screen with its sign before it. */
export function withMargin({ sign, content }: SignedLine): MarkedLine {
  if (sign === ' ' && content.length === 0) return BLANK_LINE;
  return { line: [signSpan(sign, MARGIN), ...content], changed: sign !== ' ' };
}

/** The sign in so many cells. */
export function signSpan(sign: Margin, cells: number): StyledSpan {
  const { text, role } = SIGNS[sign];
  return span(text.padEnd(cells), role);
}

/** The line number of each change; changed lines that stand together are one. */
export function changesIn(lines: readonly MarkedLine[]): number[] {
  const isStart = ({ changed }: MarkedLine, index: number) => changed && !lines[index - 1]?.changed;
  return lines.flatMap((one, index) => (isStart(one, index) ? index : []));
}

/**
 * A line of a text as lines of the screen. A line that came or went has its sign on each of them; of
 * one in which only words changed, those with such words have it.
 */
export function signedLines(
  spans: readonly (RowSpan | ElidedWords)[],
  margin: Margin,
  width: number,
): SignedLine[] {
  const rows = wrapSpans(spans.map(styled), Math.max(1, width));
  const marked = rows.map(row => margin === '+' || margin === '-' || row.some(isMark));
  // A line that was only indented otherwise has no word to show it.
  if (margin === '~' && !marked.includes(true)) marked[0] = true;
  return rows.map((content, index) => ({ sign: marked[index] ? margin : ' ', content }));
}

/** A span in the look of what became of it. */
export function styled(part: RowSpan | ElidedWords, index: number, parts: readonly unknown[]): StyledSpan {
  if (part.kind !== 'elided') return span(part.text, ROLES[part.kind]);
  // In one piece, so that it is not broken at the end of a line.
  const words = `···\u00a0${wordCount(part.words).replace(' ', '\u00a0')}\u00a0···`;
  return span(`${index > 0 ? ' ' : ''}${words}${index < parts.length - 1 ? ' ' : ''}`, 'muted');
}

/** What is said of a diff rather than shown by it. */
export function remark(text: string, width: number): MarkedLine {
  return unmarked(clip([span(`${' '.repeat(MARGIN)}${text}`, 'muted')], width));
}

export function wordCount(words: number): string {
  return `${formatCount(words)} ${words === 1 ? 'word' : 'words'}`;
}

const SIGNS: Readonly<Record<Margin, { text: string; role: Roles }>> = {
  '+': { text: '+', role: 'good' },
  '-': { text: '−', role: 'bad' },
  '~': { text: '~', role: 'warning' },
  ' ': { text: ' ', role: 'text' },
};

const ROLES = { same: 'text', gap: 'text', added: 'added', removed: 'removed' } as const;

function isMark({ style }: StyledSpan): boolean {
  return style === 'added' || style === 'removed';
}
