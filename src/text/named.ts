/**
 * What a user keeps under names (presets, prompts): saved, deleted and read back, each with a sentence
 * where it is refused. Knows nothing of what the names stand for. Pure.
 */
import { z } from 'zod';
import { truncate } from './pad.ts';
import { sanitizeLine } from './sanitize.ts';

export type Named<T> = Readonly<Record<string, T>>;

export type Kept<T> =
  | { readonly ok: true; readonly saved: Named<T> }
  /** Why not, in a sentence. */
  | { readonly ok: false; readonly problem: string };

export interface KindOfNamed {
  /** What one of them is called, with one more `s` for several. */
  readonly what: string;
  /** The names of those that come with the program: they can be neither replaced nor deleted. */
  readonly taken: readonly string[];
}

/** UTF-16 units. */
export const LONGEST_NAME = 40;

/** With a value saved under a name; one of the user's that has it is replaced. */
export function keepNamed<T>(saved: Named<T>, name: string, value: T, { what, taken }: KindOfNamed): Kept<T> {
  const clean = cleanName(name);
  if (clean === '') return refused(`A ${what} needs a name.`);
  if (clean.length > LONGEST_NAME) return refused(`A name has at most ${LONGEST_NAME} characters.`);
  const theirs = taken.find(one => sameName(one, clean));
  if (theirs !== undefined) return refused(`"${theirs}" comes with the program: choose another name.`);
  return { ok: true, saved: { ...without(saved, clean), [clean]: value } };
}

export function deleteNamed<T>(saved: Named<T>, name: string, { what, taken }: KindOfNamed): Kept<T> {
  if (Object.keys(saved).some(one => sameName(one, name))) return { ok: true, saved: without(saved, name) };
  const shown = sanitizeLine(name);
  return refused(
    taken.some(one => sameName(one, name))
      ? `"${shown}" comes with the program and stays.`
      : `There is no ${what} "${shown}".`,
  );
}

export interface ReadNamed<T> {
  readonly saved: Named<T>;
  /** About each that is not read, a sentence or two. */
  readonly problems: readonly string[];
}

/** Those that a settings file holds, which anybody may have edited; `keep` says of each whether it is one. */
export function readNamed<T>(
  stored: unknown,
  what: string,
  keep: (saved: Named<T>, name: string, value: unknown) => Kept<T>,
): ReadNamed<T> {
  if (stored === undefined) return { saved: {}, problems: [] };
  const parsed = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!parsed.success) {
    return { saved: {}, problems: [`The saved ${what}s are no list of names: none is read.`] };
  }
  let saved: Named<T> = {};
  const problems: string[] = [];
  const called = what.charAt(0).toUpperCase() + what.slice(1);
  for (const [name, value] of Object.entries(parsed.data)) {
    const kept = keep(saved, name, value);
    if (kept.ok) saved = kept.saved;
    else
      problems.push(`${called} "${truncate(sanitizeLine(name), LONGEST_NAME)}" is not read. ${kept.problem}`);
  }
  return { saved, problems };
}

/** A name as it is kept. */
export function cleanName(name: string): string {
  return sanitizeLine(name).trim();
}

export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

export function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

function without<T>(saved: Named<T>, name: string): Named<T> {
  return Object.fromEntries(Object.entries(saved).filter(([one]) => !sameName(one, name)));
}
