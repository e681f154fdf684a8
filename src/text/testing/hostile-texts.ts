/**
 * Texts that try to be more than text, each with a name and a class: for every way into the program and
 * every way out of it. A sequence that is taken away leaves `left` and `right`, between which it stood;
 * what runs in a page sets `window.owned`. Only tests import it.
 */
import { BROKEN_SEQUENCES } from './hostile/broken-sequences.ts';
import { CHARACTER_TEXTS } from './hostile/characters.ts';
import { CONTROL_SEQUENCES } from './hostile/control-sequences.ts';
import { CONTROL_STRINGS } from './hostile/control-strings.ts';
import { DATA } from './hostile/data.ts';
import { MARKUP } from './hostile/markup.ts';
import type { HostileClass, HostileText } from './hostile/named-texts.ts';

export { HOSTILE_BYTES } from './hostile/broken-sequences.ts';
export type { HostileClass, HostileText } from './hostile/named-texts.ts';

export const HOSTILE_TEXTS: readonly HostileText[] = [
  ...CONTROL_STRINGS,
  ...CONTROL_SEQUENCES,
  ...BROKEN_SEQUENCES,
  ...CHARACTER_TEXTS,
  ...MARKUP,
  ...DATA,
];

export const HOSTILE_CLASSES: readonly HostileClass[] = [...new Set(HOSTILE_TEXTS.map(({ kind }) => kind))];

/** The texts of one class. */
export function textsOfClass(kind: HostileClass): readonly HostileText[] {
  return HOSTILE_TEXTS.filter(one => one.kind === kind);
}

/** What a terminal could take for a command, or for a change of direction; newlines and tabs are none. */
export const UNSAFE = /(?![\n\t])[\p{Control}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The same, of one line. */
export const UNSAFE_IN_LINE = /[\p{Control}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Where something is in a text, with what stands around it; `undefined` where it is not. Of a long text the whole would be no failure to read. */
export function foundIn(text: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  return JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + found[0].length + 40));
}

/** Every text in turn; what goes wrong names it. */
export function forEachHostile(
  check: (text: string, one: HostileText) => void,
  texts: readonly HostileText[] = HOSTILE_TEXTS,
): void {
  for (const one of texts) {
    try {
      check(one.text, one);
    } catch (thrown) {
      throw namedFailure(one, thrown);
    }
  }
}

/** The same for what takes its time. */
export async function forEachHostileInTurn(
  check: (text: string, one: HostileText) => Promise<void>,
  texts: readonly HostileText[] = HOSTILE_TEXTS,
): Promise<void> {
  for (const one of texts) {
    try {
      await check(one.text, one);
    } catch (thrown) {
      throw namedFailure(one, thrown);
    }
  }
}

function namedFailure({ name, kind }: HostileText, thrown: unknown): Error {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new Error(`${kind}, ${name}: ${why}`, { cause: thrown });
}
