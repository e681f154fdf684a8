/** What a diff is: parts of two texts, from which either text can be rebuilt. Knows nothing of how it was found. */

export type PartKind = 'same' | 'added' | 'removed';

/**
 * A stretch of text.
 *
 * `oldText` stands only on a `same` part that is white space in both texts, but not the same white
 * space: `text` is what the new text has there, `oldText` what the old one had. Either may be empty.
 */
export interface Part {
  readonly kind: PartKind;
  readonly text: string;
  readonly oldText?: string;
}

/** Counts of words: segments with a letter or a digit (in Chinese or Japanese, dictionary words). */
export interface DiffStats {
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
  /**
   * How much of the old text stands in the new one: kept / (kept + removed), 0..1. It is 1 when the
   * old text had no words; words that were only added do not lower it.
   */
  readonly keptShare: number;
  /** Words of the old text that a text still being written has not got to; 0 in a finished diff. */
  readonly notReached: number;
  /** Places where something was added, removed or replaced; marks count here, though they are no words. */
  readonly changes: number;
  /** Places where only the white space differs. */
  readonly respaced: number;
}

/**
 * The parts in reading order. `same` and `removed` texts together are the old text, `same` and
 * `added` the new one, to the character. What replaces something follows it: removed, then added.
 */
export interface TextDiff {
  readonly parts: readonly Part[];
  readonly stats: DiffStats;
}

/** The old text; while streaming, only as far as the new one has got. */
export function oldSide(parts: readonly Part[]): string {
  return parts.map(part => (part.kind === 'added' ? '' : (part.oldText ?? part.text))).join('');
}

/** The new text. */
export function newSide(parts: readonly Part[]): string {
  return parts.map(part => (part.kind === 'removed' ? '' : part.text)).join('');
}
