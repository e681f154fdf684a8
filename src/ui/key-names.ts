/**
 * What Ink reports about the keyboard, as names of keys: `down`, `shift+left`, `ctrl+c`, `j`. Knows no
 * command and no screen.
 */
import type { Key } from 'ink';
import { graphemes } from '../text/graphemes.ts';

/** `up`, `enter`, `shift+tab`, `ctrl+c`, `alt+b`, `space`, or a grapheme that was typed. */
export type KeyName = string;

/** What Ink calls a key, as far as it is read here. */
export type InkKey = Partial<Key>;

const NAMED: readonly (readonly [keyof Key, KeyName])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/**
 * The keys in one event of `useInput`, in the order in which they were pressed. Fast typing and
 * scripts arrive in chunks (`jjj` is one event, and so is `son` with Enter behind it), so one event
 * may be many keys. The release of a key (kitty protocol) is none.
 */
export function keyNames(input: string, key: InkKey): KeyName[] {
  if (key.eventType === 'release') return [];
  const named = NAMED.find(([field]) => key[field] === true);
  if (named) return [withModifiers(named[1], key, true)];
  // Enter is a carriage return; a line feed by itself is what Ctrl+J sends.
  if (input === '\n' && !key.ctrl && !key.meta) return ['ctrl+j'];
  if (key.ctrl || key.meta) return input === '' ? [] : [withModifiers(nameOf(input), key, false)];
  return [...graphemes(input)].map(nameOf);
}

/** The text that a key types; `undefined` for a key that types none. */
export function typedText(name: KeyName): string | undefined {
  if (name === 'space') return ' ';
  return /^[a-z+]{2,}/.test(name) ? undefined : name;
}

/** The name of a key as a person reads it: `↑`, `PgDn`, `esc`. */
export function keyLabel(name: KeyName): string {
  return name
    .split(/\+(?=.)/)
    .map(part => LABELS[part] ?? part)
    .join('+');
}

const LABELS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  escape: 'esc',
};

function nameOf(grapheme: string): KeyName {
  switch (grapheme) {
    case ' ':
      return 'space';
    case '\r':
    case '\n':
    case '\r\n':
      return 'enter';
    case '\t':
      return 'tab';
  }
  // A control character inside a chunk: Ctrl and a letter.
  const code = grapheme.charCodeAt(0);
  return grapheme.length === 1 && code > 0 && code <= 26
    ? `ctrl+${String.fromCharCode(code + 96)}`
    : grapheme;
}

/** Shift is part of a typed character (`G`), but not of a named key (`shift+left`). */
function withModifiers(name: KeyName, key: InkKey, named: boolean): KeyName {
  const shift = named && key.shift === true;
  return `${key.ctrl ? 'ctrl+' : ''}${key.meta ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`;
}
