/** Text as a search sees it: without accents and, where that is asked for, without case. Knows no lines. */

/** Combining accents of Latin, Greek and Cyrillic letters. The marks of other scripts make other letters. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Of one grapheme. It may be longer or shorter, and empty. */
export function folded(grapheme: string, ignoresCase: boolean): string {
  const same = ignoresCase ? grapheme.toLowerCase() : grapheme;
  if (same.length === 1 && same < '\u0080') return same;
  // Composed again, so that it does not matter in which form a letter was stored.
  return same.normalize('NFD').replaceAll(ACCENTS, '').normalize('NFC').replaceAll('ς', 'σ');
}

/** Whoever types a capital means it. */
export function ignoresCase(query: string): boolean {
  return !/\p{Lu}/u.test(query);
}
