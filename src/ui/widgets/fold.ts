/** Text as it is searched: without case and accents, and where each part of it comes from. Pure. */
import { graphemes } from '../../text/graphemes.ts';

/** A letter, a digit or another character as it is compared; `ß` is two of them, `ｆ` is `f`. */
export interface Sign {
  readonly sign: string;
  /** The index of its grapheme in the text. */
  readonly grapheme: number;
  /** Whether it is part of a word or a number. */
  readonly inWord: boolean;
}

/** The signs of a text. An accent that stands alone is none. */
export function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let index = 0;
  for (const grapheme of graphemes(text)) {
    for (const sign of folded(grapheme)) {
      signs.push({ sign, grapheme: index, inWord: isWordLike(sign) });
    }
    index++;
  }
  return signs;
}

/** One grapheme. What is no letter (an emoji of several parts) stays whole. */
function folded(grapheme: string): string[] {
  if (grapheme.length === 1 && grapheme <= '~') return [grapheme.toLowerCase()];
  // By way of upper case `ß` becomes two letters, and a sigma is the same everywhere.
  const base = grapheme.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();
  if (base === '') return [];
  return /^[\p{L}\p{N}]+$/u.test(base) ? [...base] : [base];
}

function isWordLike(sign: string): boolean {
  return /^[\p{L}\p{N}]/u.test(sign);
}
