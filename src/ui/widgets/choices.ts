/** Names in a row of which one is chosen: the panes of a screen, the choices of a setting. Pure. */
import { truncate } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { type Line, span } from '../line.ts';

/**
 * The names in at most `width` cells, the chosen one in brackets. Where not all fit, those around the
 * chosen one are shown, with `‹` and `›` where there are more.
 */
export function choices(names: readonly string[], chosen: number, width: number): Line {
  const place = Math.min(Math.max(0, chosen), names.length - 1);
  let from = Math.max(0, place);
  let to = Math.min(names.length, from + 1);
  const fits = (a: number, b: number) => cells(names, a, b) <= width;
  while (true) {
    const isRight = to < names.length && fits(from, to + 1);
    const isLeft = from > 0 && fits(from - 1, to);
    if (!isRight && !isLeft) break;
    // As many on either side as there are.
    if (isLeft && (!isRight || place - from < to - place)) from--;
    else to++;
  }
  return [
    ...(from > 0 ? [span('‹', 'muted')] : []),
    ...names.slice(from, to).map((name, index) => {
      const shown = truncate(name, Math.max(1, width - 4));
      return from + index === chosen ? span(`[${shown}]`, 'selection') : span(` ${shown} `, 'muted');
    }),
    ...(to < names.length ? [span('›', 'muted')] : []),
  ];
}

function cells(names: readonly string[], from: number, to: number): number {
  const shown = names.slice(from, to).reduce((sum, name) => sum + textWidth(name) + 2, 0);
  return shown + (from > 0 ? 1 : 0) + (to < names.length ? 1 : 0);
}
