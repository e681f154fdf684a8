/** Lines of styled text, of which every screen is made: ready to paint, and as wide as they say. */
import { graphemes } from '../text/graphemes.ts';
import { graphemeWidth, textWidth } from '../text/width.ts';
import { type Span, wrapSpans } from '../text/wrap.ts';
import type { Roles } from './theme.ts';

export type StyledSpan = Span<Roles>;
export type Line = readonly StyledSpan[];

export const EMPTY: Line = [];

export function span(text: string, style: Roles = 'text'): StyledSpan {
  return { text, style };
}

export function line(...spans: readonly (StyledSpan | string)[]): Line {
  return spans.map(one => (typeof one === 'string' ? span(one) : one));
}

/** A thin line between parts of a screen. */
export function rule(width: number): Line {
  return line(span('─'.repeat(Math.max(0, width)), 'rule'));
}

/** Exactly `height` lines: the first ones, or with blank ones behind. */
export function padTo(lines: readonly Line[], height: number): Line[] {
  const missing = Math.max(0, height - lines.length);
  return [...lines.slice(0, Math.max(0, height)), ...Array<Line>(missing).fill(EMPTY)];
}

export function lineWidth(spans: Line): number {
  return spans.reduce((total, { text }) => total + textWidth(text), 0);
}

/** The line in at most `width` cells; what is too long ends in `…`. */
export function clip(spans: Line, width: number): Line {
  if (lineWidth(spans) <= width) return spans;
  const kept: StyledSpan[] = [];
  let left = width - 1;
  for (const { text, style } of spans) {
    const size = textWidth(text);
    if (size <= left) {
      kept.push({ text, style });
      left -= size;
      continue;
    }
    let part = '';
    for (const grapheme of graphemes(text)) {
      left -= graphemeWidth(grapheme);
      if (left < 0) break;
      part += grapheme;
    }
    kept.push({ text: width > 0 ? `${part}…` : '', style });
    break;
  }
  return kept;
}

/** The line in exactly `width` cells. */
export function fitLine(spans: Line, width: number): Line {
  const clipped = clip(spans, width);
  const missing = width - lineWidth(clipped);
  return missing > 0 ? [...clipped, span(' '.repeat(missing))] : clipped;
}

/** One line with `left` at its beginning and `right` at its end; `right` goes first when both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const end = clip(right, width);
  const room = width - lineWidth(end);
  return [
    ...fitLine(left, Math.max(0, room - (end.length > 0 ? 1 : 0))),
    ...(end.length > 0 && room > 0 ? [span(' ')] : []),
    ...end,
  ];
}

/** Text in rows of `width` cells, all in one style. */
export function wrapped(text: string, width: number, style: Roles = 'text'): Line[] {
  return wrapSpans([{ text, style }], Math.max(1, width));
}

const BETWEEN_FACTS = '  ';

/** Short facts in as few rows of `width` cells as they need, none of them broken. */
export function flow(facts: readonly Line[], width: number): Line[] {
  const rows: Line[] = [];
  for (const fact of facts) {
    const last = rows.at(-1);
    const joined = last && [...last, span(BETWEEN_FACTS), ...fact];
    if (joined && lineWidth(joined) <= width) rows[rows.length - 1] = joined;
    else rows.push(fact);
  }
  return rows;
}

/** The lines, each moved to the right. */
export function indented(lines: readonly Line[], by: number): Line[] {
  const margin = span(' '.repeat(by));
  return lines.map(spans => (spans.length === 0 ? EMPTY : [margin, ...spans]));
}
