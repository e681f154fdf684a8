/**
 * A list of what comes with the program and what the user keeps under names: the cursor in it, a name
 * that is being written, and one's own deleted and brought back. Knows not what the names stand for. Pure.
 */

import { lookUp } from '../../text/look-up.ts';
import { cleanName, type Kept, type Named } from '../../text/named.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import { EMPTY_TEXT, editFor, editText, type TextEdit, type TextState } from '../widgets/text-editing.ts';

export interface NamedState<T> {
  /** What is under the cursor. */
  readonly row: number;
  /** The name under which to save, while it is written. */
  readonly name: TextState | undefined;
  /** A name that is taken already: Enter a second time replaces what it stood for. */
  readonly replacing: string | undefined;
  /** Deleted here: they stay in the list, so that they can be brought back. */
  readonly deleted: Named<T>;
  /** What came of the last key. */
  readonly said: string | undefined;
}

export const LIST_AT_FIRST: NamedState<never> = {
  row: 0,
  name: undefined,
  replacing: undefined,
  deleted: {},
  said: undefined,
};

export interface NamedItem {
  readonly name: string;
  /** Whether the user saved it. */
  readonly own: boolean;
}

/** What the list is of. */
export interface NamedWorld<T> {
  readonly screen: Screen;
  readonly saved: Named<T>;
  /** All that there are with these of the user, in their order. */
  readonly all: (saved: Named<T>) => readonly NamedItem[];
  readonly save: (saved: Named<T>, name: string) => Kept<T>;
  readonly remove: (saved: Named<T>, name: string) => Kept<T>;
  /** What was saved, to stand before `saved as "..."`: `The settings are`. */
  readonly subject: string;
}

export interface NamedStep<T> {
  readonly list: NamedState<T>;
  readonly saved: Named<T>;
  /** What a key asks for that the list does not do itself. */
  readonly command?: Command | undefined;
  /** The name under which was saved. */
  readonly kept?: string;
}

/** The user's own by now, and those that were deleted here. */
export function listedOwn<T>({ deleted }: NamedState<T>, saved: Named<T>): Named<T> {
  return { ...deleted, ...saved };
}

export function isDeletedIn<T>(
  { deleted }: NamedState<T>,
  saved: Named<T>,
  { name, own }: NamedItem,
): boolean {
  return own && !Object.hasOwn(saved, name) && Object.hasOwn(deleted, name);
}

export function namedKey<T>(before: NamedState<T>, world: NamedWorld<T>, key: KeyName): NamedStep<T> {
  const { saved, screen } = world;
  if (before.name) return nameKey({ ...before, name: before.name }, world, key);
  const list = { ...before, said: undefined };
  const all = world.all(listedOwn(list, saved));
  const item = all[list.row];
  const at = (row: number) => ({ ...list, row: Math.min(all.length - 1, Math.max(0, row)) });
  const command = commandOf(key, screen);
  switch (command) {
    case 'select.up':
      return { list: at(list.row - 1), saved };
    case 'select.down':
      return { list: at(list.row + 1), saved };
    case 'save':
      return { list: { ...list, name: EMPTY_TEXT }, saved };
    case 'delete':
      return item ? deletion(list, world, item) : { list, saved };
    default:
      return { list, saved, command };
  }
}

/** A paste is text for the name, and nothing elsewhere. */
export function namedPaste<T>(list: NamedState<T>, text: string): NamedState<T> {
  return list.name ? writing({ ...list, name: list.name }, { type: 'insert', text }) : list;
}

type Naming<T> = NamedState<T> & { readonly name: TextState };

function nameKey<T>(list: Naming<T>, world: NamedWorld<T>, key: KeyName): NamedStep<T> {
  const { saved, screen } = world;
  switch (commandOf(key, screen, true)) {
    case 'close':
      return keep(list, world);
    case 'back':
      return { list: { ...list, name: undefined, replacing: undefined, said: undefined }, saved };
    default:
      return { list: writing(list, editFor(key)), saved };
  }
}

function writing<T>(list: Naming<T>, edit: TextEdit | undefined): NamedState<T> {
  if (!edit) return list;
  return { ...list, name: editText(list.name, edit), replacing: undefined, said: undefined };
}

function keep<T>(list: Naming<T>, { saved, all, save, remove, subject }: NamedWorld<T>): NamedStep<T> {
  const kept = save(saved, list.name.text);
  if (!kept.ok) return { list: { ...list, said: kept.problem }, saved };
  const isNew = Object.keys(kept.saved).length > Object.keys(saved).length;
  const name = cleanName(list.name.text);
  if (!isNew && list.replacing !== name) {
    const said = `"${name}" is there already: enter again replaces it.`;
    return { list: { ...list, replacing: name, said }, saved };
  }
  // A deleted one of the same name is not to stand in the way of the new one.
  const deleted = remove(list.deleted, name);
  const next = { ...LIST_AT_FIRST, deleted: deleted.ok ? deleted.saved : list.deleted };
  const row = all(listedOwn(next, kept.saved)).findIndex(one => one.own && one.name === name);
  const said = `${subject} ${isNew ? 'saved as' : 'now'} "${name}".`;
  return { list: { ...next, row, said }, saved: kept.saved, kept: name };
}

/** Deletes it, or brings back what was deleted here. */
function deletion<T>(list: NamedState<T>, { saved, remove }: NamedWorld<T>, item: NamedItem): NamedStep<T> {
  const { name } = item;
  const gone = list.deleted[name];
  if (isDeletedIn(list, saved, item) && gone !== undefined) {
    return { list: { ...list, said: `"${name}" is back.` }, saved: { ...saved, [name]: gone } };
  }
  const kept = remove(saved, name);
  if (!kept.ok) return { list: { ...list, said: kept.problem }, saved };
  const was = lookUp(saved, name);
  const deleted = was === undefined ? list.deleted : { ...list.deleted, [name]: was };
  const said = `"${name}" is deleted. The same key brings it back while this list is open.`;
  return { list: { ...list, deleted, said }, saved: kept.saved };
}
