/** A field of one line for text: draws it and turns keys and pastes into edits. Decides nothing else. */
import { Text, useCursor, useInput, usePaste } from 'ink';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { truncate } from '../../text/pad.ts';
import { type KeyName, keyNames } from '../key-names.ts';
import type { Theme } from '../theme.ts';
import { editFor, editText, type TextEdit, type TextState } from './text-editing.ts';
import { textView } from './text-view.ts';

export interface TextInputProps {
  readonly value: TextState;
  /**
   * Called with a change to apply to the newest state, because several may come before the next
   * frame. A setter of `useState` will do.
   */
  readonly onChange: (change: (value: TextState) => TextState) => void;
  /** Enter, unless `isCommand` claims it; with the text as it is then. */
  readonly onSubmit?: (text: string) => void;
  /** Keys that belong to the screen and not to the field. */
  readonly isCommand?: (name: KeyName, value: TextState) => boolean;
  /** Whether it has the keyboard. */
  readonly focused: boolean;
  /** Cells. */
  readonly width: number;
  readonly theme: Theme;
  readonly placeholder?: string;
  /** Keep line breaks that are pasted; they are shown as `⏎`. */
  readonly multiline?: boolean;
  /**
   * Where the field's first cell is on the screen. With it the terminal's own cursor is put there,
   * so that an input method writes in the right place; without it a cursor is drawn.
   */
  readonly origin?: { readonly x: number; readonly y: number };
}

export function TextInput(props: TextInputProps) {
  const { value, focused, width, theme, origin } = props;
  useTyping(props);
  const view = textView(value, width);
  if (!focused) {
    const text =
      value.text === '' ? theme.style('muted', truncate(props.placeholder ?? '', width)) : undefined;
    return <Text wrap="truncate">{text || truncate(value.text, width) || ' '}</Text>;
  }
  const cursor = origin ? view.at : theme.style('cursor', view.at);
  const hint = value.text === '' ? theme.style('muted', truncate(props.placeholder ?? '', width - 1)) : '';
  return (
    <>
      <Text wrap="truncate">{view.before + cursor + view.after + hint}</Text>
      {origin && <TerminalCursor x={origin.x + view.column} y={origin.y} />}
    </>
  );
}

function useTyping({ value, onChange, onSubmit, isCommand, focused, multiline = false }: TextInputProps) {
  // What the value will be at the next frame: the keys of one tick must see what those before them did.
  const newest = useRef(value);
  useLayoutEffect(() => {
    newest.current = value;
  });
  const apply = (edit: TextEdit) => {
    newest.current = editText(newest.current, edit, multiline);
    onChange(state => editText(state, edit, multiline));
  };
  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        if (isCommand?.(name, newest.current)) continue;
        const edit = editFor(name);
        if (edit) apply(edit);
        else if (name === 'enter') onSubmit?.(newest.current.text);
      }
    },
    { isActive: focused },
  );
  usePaste(text => apply({ type: 'insert', text }), { isActive: focused });
}

/**
 * Puts the terminal's cursor. Drawn a second time once it is mounted: a field that loses the keyboard
 * in the same commit takes the cursor away, and may do so last.
 */
function TerminalCursor({ x, y }: { readonly x: number; readonly y: number }) {
  const { setCursorPosition } = useCursor();
  const [, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  setCursorPosition({ x, y });
  return null;
}
