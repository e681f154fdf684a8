/** The line in which one writes where to go in a played run, with what was wrong with it. Pure. */
import { PLACES } from '../../replay/place.ts';
import { type Line, line, lineWidth, span, spread } from '../line.ts';
import type { TextState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';

const SIGN = ' go to ';

export function goToBar(
  { text, problem }: { readonly text: TextState; readonly problem?: string | undefined },
  width: number,
): { readonly line: Line; readonly cursor: number | undefined } {
  const keys = line(
    span('enter', 'accent'),
    span(' go  ', 'muted'),
    span('esc', 'accent'),
    span(' back ', 'muted'),
  );
  const right = problem === undefined ? keys : line(span(`▲ ${problem} `, 'warning'));
  // What is wrong is read whole; of what was written its end is enough.
  const room = Math.max(LEAST_FIELD, width - SIGN.length - lineWidth(right) - 1);
  const field = textField(text, room, { focused: true, placeholder: PLACES });
  return {
    line: spread(line(span(SIGN, 'accent'), ...field.line), right, width),
    cursor: field.cursor === undefined ? undefined : SIGN.length + field.cursor,
  };
}

const LEAST_FIELD = 8;
