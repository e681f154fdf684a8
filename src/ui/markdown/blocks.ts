/** Blocks of Markdown as lines: paragraphs, headings, lists, quotes, code, rules. Knows no lexer. */
import type { MarkedToken, Token, Tokens } from 'marked';
import { wrapSpans } from '../../text/wrap.ts';
import { EMPTY, type Line, line, rule, type StyledSpan, span } from '../line.ts';
import type { Role } from '../theme.ts';
import { countBreaks, lastBreaks, withoutLastBreaks } from './breaks.ts';
import { codeLines, hasEnd } from './code.ts';
import { hanging, type Marks, markBefore, markBeside } from './hanging.ts';
import { tableLines } from './table.ts';

export interface Reading {
  /** The text of a block with its styles; `isOpen` when it may go on. */
  spans(text: string, isOpen: boolean, roles?: readonly Role[]): StyledSpan[];
  restore(text: string): string;
}

interface Place {
  readonly reading: Reading;
  readonly width: number;
  /** More may be added to the last block. */
  readonly isOpen: boolean;
  /** How many lists with bullets it stands in. */
  readonly bullets: number;
}

export function blockLines(
  tokens: readonly MarkedToken[],
  reading: Reading,
  width: number,
  isOpen: boolean,
): Line[] {
  return linesOf(tokens, { reading, width, isOpen, bullets: 0 });
}

/** The blank lines are those of the source. */
function linesOf(tokens: readonly MarkedToken[], place: Place): Line[] {
  const lines: Line[] = [];
  // Of the source, since the last block; one of them ends it.
  let breaks = 1;
  tokens.forEach((token, index) => {
    if (token.type === 'space') {
      breaks += countBreaks(token.raw);
      return;
    }
    const isLast = index === tokens.length - 1;
    for (; breaks > 1; breaks--) lines.push(EMPTY);
    for (const one of linesOfBlock(token, { ...place, isOpen: place.isOpen && isLast })) lines.push(one);
    breaks = lastBreaks(token.raw);
    // What comes next may be the end of the code, which is no line.
    if (token.type === 'code' && breaks > 0 && isLast && place.isOpen && !hasEnd(token)) breaks--;
  });
  for (; breaks > 0; breaks--) lines.push(EMPTY);
  return lines;
}

function linesOfBlock(token: MarkedToken, place: Place): Line[] {
  const { reading, width } = place;
  switch (token.type) {
    case 'heading':
      return headingLines(token, place);
    case 'hr':
      return [rule(width)];
    case 'code':
      return codeLines(token, reading.restore, width, place.isOpen);
    case 'blockquote':
      return hanging(QUOTED, width, room =>
        linesOf(token.tokens as readonly MarkedToken[], { ...place, width: room }),
      );
    case 'list':
      return token.items.flatMap((item, index) =>
        itemLines(item, { ...place, isOpen: place.isOpen && index === token.items.length - 1 }),
      );
    case 'table':
      return tableLines(token, reading, width, place.isOpen);
    default:
      return wrapSpans(reading.spans(withoutLastBreaks(token.raw), place.isOpen), width);
  }
}

const QUOTED = markBeside(line(span('│ ', 'rule')));

/** The level is said by the marks of the source: without colours, too, and for six of them. */
function headingLines(token: Tokens.Heading, { reading, width, isOpen }: Place): Line[] {
  const marks = span(`${'#'.repeat(token.depth)} `, 'muted');
  return wrapSpans([marks, ...reading.spans(token.text, isOpen, ['heading'])], width);
}

const BULLETS = ['•', '◦', '▪'].map(bullet => markBefore(line(span(`${bullet} `, 'muted'))));

function itemLines(item: Tokens.ListItem, place: Place): Line[] {
  const source = sourceMark(item);
  const bullets = place.bullets + (isBullet(source) ? 1 : 0);
  return hanging(marksOf(item, source, place.bullets), place.width, room =>
    linesOf(withoutCheckbox(item), { ...place, width: room, bullets }),
  );
}

/** Numbers as they were written, not counted anew: the text may speak of them. */
function marksOf(item: Tokens.ListItem, source: string, bullets: number): Marks {
  const box = item.task ? CHECKBOX.exec(item.raw)?.[0] : undefined;
  const bullet = isBullet(source) ? BULLETS[bullets % BULLETS.length] : undefined;
  if (bullet && box === undefined) return bullet;
  return markBefore(line(...(bullet?.first ?? [`${source} `]), ...(box ? [`${box} `] : [])));
}

function sourceMark(item: Tokens.ListItem): string {
  return /^[ \t]*([-*+]|\d+[.)])/.exec(item.raw)?.[1] ?? '-';
}

/** A plus is none: a sum looks the same. */
function isBullet(mark: string): boolean {
  return mark === '-' || mark === '*';
}

const CHECKBOX = /\[[ xX]\]/;

/** The lexer puts it before a task's text, or into it. */
function withoutCheckbox(item: Tokens.ListItem): readonly MarkedToken[] {
  const tokens = item.tokens.filter((token: Token) => token.type !== 'checkbox') as MarkedToken[];
  const [first, ...others] = tokens;
  if (!item.task || (first?.type !== 'text' && first?.type !== 'paragraph')) return tokens;
  return [{ ...first, raw: first.raw.replace(/^\[[ xX]\]\s+/, '') }, ...others];
}
