/** A field of one line for text, as spans: the part around the cursor, or a hint. Pure. */
import { truncate } from '../../text/pad.ts';
import { type Line, line, span } from '../line.ts';
import type { TextState } from './text-editing.ts';
import { textView } from './text-view.ts';

export interface FieldLook {
  /** Whether it has the keyboard. */
  readonly focused: boolean;
  /** Shown while it is empty. */
  readonly placeholder: string;
}

export interface FieldView {
  /** At most as wide as the place. */
  readonly line: Line;
  /** Where the terminal's cursor belongs, in cells; absent without the keyboard. */
  readonly cursor: number | undefined;
}

/** A line break in the text is shown as `⏎`. */
export function textField(value: TextState, width: number, { focused, placeholder }: FieldLook): FieldView {
  const isEmpty = value.text === '';
  if (!focused) {
    const shown = isEmpty ? placeholder : value.text.replaceAll('\n', '⏎');
    return { line: line(span(truncate(shown, width), isEmpty ? 'muted' : 'text')), cursor: undefined };
  }
  const { before, at, after, column } = textView(value, width);
  const hint = isEmpty ? span(truncate(placeholder, width - 1), 'muted') : span('');
  return { line: line(before + at + after, hint), cursor: column };
}
