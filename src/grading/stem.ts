/** The stem of an English word by Porter's algorithm (1980). */
import { stemmer } from 'stemmer';

/** No English word is longer; what is longer is not stemmed. */
const LONGEST_WORD = 40;

export function englishStem(word: string): string {
  return word.length > LONGEST_WORD ? word : stemmer(word);
}
