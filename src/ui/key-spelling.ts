/** The names of keys as a person writes them in the settings: `Ctrl+X`, `esc`, `PgDn`, `↑`. Pure. */
import { graphemes } from '../text/graphemes.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import type { KeyName } from './key-names.ts';

export type Spelled =
  | { readonly ok: true; readonly key: KeyName }
  /** Why it is no key, in a sentence. */
  | { readonly ok: false; readonly problem: string };

/** The key that a text names, as `keyNames` calls it. */
export function keySpelled(written: string): Spelled {
  const text = written.trim();
  const parts = text.split(/\+(?=.)/u);
  const base = parts.pop() ?? '';
  const modifiers = new Set(parts.map(part => MODIFIERS.get(part.toLowerCase())));
  const named = NAMES.get(base.toLowerCase());
  const isOne = [...graphemes(base)].length === 1 && sanitizeLine(base) === base && base !== ' ';
  if (modifiers.has(undefined) || (!named && !isOne)) return unknown(text);
  if (modifiers.has('shift') && (!named || named === 'space')) {
    return refused(`"${text}" is no key: write the character that it types.`);
  }
  const ctrl = modifiers.has('ctrl');
  const plain = named ?? (ctrl ? base.toLowerCase() : base);
  const same = ctrl && modifiers.size === 1 ? SAME.get(plain) : undefined;
  if (same) return refused(`To a terminal ${text} is ${same}: write "${same}".`);
  if (ctrl && !named && !SENT_WITH_CTRL.test(plain)) return refused(`Terminals do not send ${text}.`);
  const order = (['ctrl', 'alt', 'shift'] as const).filter(modifier => modifiers.has(modifier));
  return { ok: true, key: [...order, plain].join('+') };
}

const MODIFIERS = new Map<string, 'ctrl' | 'alt' | 'shift'>([
  ['ctrl', 'ctrl'],
  ['control', 'ctrl'],
  ['alt', 'alt'],
  ['meta', 'alt'],
  ['option', 'alt'],
  ['shift', 'shift'],
]);

const NAMES = new Map<string, KeyName>([
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'].map(twice),
  ...['enter', 'escape', 'tab', 'backspace', 'delete', 'space'].map(twice),
  ['↑', 'up'],
  ['↓', 'down'],
  ['←', 'left'],
  ['→', 'right'],
  ['pgup', 'pageup'],
  ['pgdn', 'pagedown'],
  ['esc', 'escape'],
  ['return', 'enter'],
  ['del', 'delete'],
]);

/** One code for two keys since ASCII. */
const SAME = new Map<string, KeyName>([
  ['i', 'tab'],
  ['m', 'enter'],
  ['[', 'escape'],
  ['h', 'backspace'],
]);
const SENT_WITH_CTRL = /^[a-z\\\]^_]$/;

function twice(name: KeyName): [string, KeyName] {
  return [name, name];
}

function unknown(text: string): Spelled {
  return refused(
    `"${sanitizeLine(text)}" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.`,
  );
}

function refused(problem: string): Spelled {
  return { ok: false, problem };
}
