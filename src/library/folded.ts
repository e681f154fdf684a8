/** Text as the library looks for it: without case, without accents, with one space for any white space. Pure. */

/** Combining accents of Latin, Greek and Cyrillic letters. The marks of other scripts make other letters. */
const ACCENTS = /[\u0300-\u036f]/g;
const PLAIN = /^[\0-\x7f]*$/;

export function folded(text: string): string {
  const same = text.toLowerCase();
  const letters = PLAIN.test(same) ? same : same.normalize('NFD').replaceAll(ACCENTS, '');
  return letters.replaceAll(/\s+/g, ' ');
}

/** What an index of trigrams can find; what is shorter is found by going through all texts. */
const LEAST_INDEXED = 3;

/** Whether a folded word has as many characters as the index needs. */
export function isIndexed(word: string): boolean {
  let count = 0;
  for (const _ of word) if (++count >= LEAST_INDEXED) return true;
  return false;
}

/**
 * Whether a folded word is looked for in the texts of runs, and not in their facts alone (titles, tags,
 * final answers, names). Of one or two plain letters it would be in every text; in Chinese they are a word.
 */
export function isSoughtInTexts(word: string): boolean {
  return isIndexed(word) || !PLAIN.test(word);
}
