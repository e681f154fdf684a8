/** The line in which one writes what to look for, with what was found to its right. Pure. */

import { textWidth } from '../../text/width.ts';
import { type Line, line, span, spread } from '../line.ts';
import type { TextState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';

const SIGN = ' / ';

export function searchBar(
  { query }: { readonly query: TextState },
  found: string,
  width: number,
): { readonly line: Line; readonly cursor: number | undefined } {
  const right = line(
    span(found === '' ? '' : `${found}  `, 'muted'),
    span('↑↓', 'accent'),
    span(' match  ', 'muted'),
    span('enter', 'accent'),
    span(' keep  ', 'muted'),
    span('esc', 'accent'),
    span(' give up ', 'muted'),
  );
  const keys = right.reduce((sum, { text }) => sum + textWidth(text), 0);
  const room = Math.max(8, width - SIGN.length - keys - 2);
  const field = textField(query, room, { focused: true, placeholder: 'search in this pane' });
  const left = line(span(SIGN, 'accent'), ...field.line);
  return {
    line: spread(left, right, width),
    cursor: field.cursor === undefined ? undefined : SIGN.length + field.cursor,
  };
}
