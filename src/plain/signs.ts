/** How our own words are written: with signs, or without those that cannot be shown or read aloud. */

export interface Signs {
  /** Words of ours. Text of a model, a question or a file does not belong here: it stays as it is. */
  words(text: string): string;
  /** A mark with its word: `✓ FIX`, or the word alone. */
  mark(sign: string, word: string): string;
}

export const UNICODE_SIGNS: Signs = {
  words: text => text,
  mark: (sign, word) => `${sign} ${word}`,
};

/** For a locale without UTF-8, and for a screen reader. */
export const WORD_SIGNS: Signs = {
  words: text => text.replaceAll(/[−×·…●]/g, sign => ASCII[sign] ?? sign),
  mark: (_sign, word) => word,
};

const ASCII: Readonly<Record<string, string>> = { '−': '-', '×': 'x', '·': '|', '…': '...', '●': '*' };
