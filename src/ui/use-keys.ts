/** The keyboard of a screen, and state whose newest value can be asked for between two frames. */
import { useInput, usePaste } from 'ink';
import { useRef, useState } from 'react';
import { type KeyName, keyNames } from './key-names.ts';

export interface Keyboard {
  /** False while something above has the keyboard. */
  readonly active: boolean;
  /** The keys of one event, in order: fast typing and scripts come in chunks. */
  readonly onKeys: (names: readonly KeyName[]) => void;
  /** What is pasted is never taken for keys, also where nobody wants it. */
  readonly onPaste?: (text: string) => void;
}

/** One to a screen. */
export function useKeys({ active, onKeys, onPaste }: Keyboard): void {
  useInput((input, key) => onKeys(keyNames(input, key)), { isActive: active });
  usePaste(text => onPaste?.(text), { isActive: active });
}

export interface Newest<T> {
  get(): T;
  set(value: T): void;
}

/**
 * State of a component. Several keys may come before the next frame, so whoever answers a key looks
 * at `get()`, and never at the value that was drawn.
 */
export function useNewest<T>(initial: () => T): [drawn: T, newest: Newest<T>] {
  const [drawn, setDrawn] = useState(initial);
  const value = useRef(drawn);
  const newest = useRef<Newest<T>>({
    get: () => value.current,
    set: next => {
      value.current = next;
      setDrawn(() => next);
    },
  });
  return [drawn, newest.current];
}
