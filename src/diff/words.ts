/** The diff of two whole texts. Knows no screen, and nothing of texts that are still being written. */
import { compare, type DiffOptions } from './comparing.ts';
import type { TextDiff } from './parts.ts';
import { read } from './reading.ts';
import { Vocabulary } from './tokens.ts';

export type { DiffOptions } from './comparing.ts';

/**
 * What changed from one text to another, for a person to read.
 *
 * White space alone is never an added or removed part (see `Part.oldText`), yet both texts can be
 * rebuilt to the character (`oldSide`, `newSide`). Nearly linear in the length of the texts: about
 * 10 ms for 20 KB of which half is rewritten.
 */
export function diffWords(oldText: string, newText: string, options: DiffOptions = {}): TextDiff {
  const vocabulary = new Vocabulary();
  return compare(read(oldText, vocabulary), read(newText, vocabulary), options);
}
