/** A screen with a title above and its keys below, and what it is about between two rules. Pure. */
import { clip, type Line, line, padTo, rule, span, spread } from '../line.ts';

/** Rows above the body. */
export const TITLE_ROWS = 2;
/** Rows above and below the body. */
export const AROUND_BODY = 4;

export interface Titled {
  readonly title: string;
  /** At the other end of the first line. */
  readonly right: string;
  readonly body: readonly Line[];
  readonly foot: Line;
}

/** Exactly `height` lines, none wider than `width`. */
export function titled({ title, right, body, foot }: Titled, width: number, height: number): Line[] {
  const beside = right === '' ? [] : line(span(`${right} `, 'muted'));
  return [
    spread(line(' ', span(title, 'heading')), beside, width),
    rule(width),
    ...padTo(body, height - AROUND_BODY),
    rule(width),
    foot,
  ].map(spans => clip(spans, width));
}
