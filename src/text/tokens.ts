/** How many tokens a text has, about: for what no tokenizer counted. Always shown as an estimate. */

const PIECES = /\p{Script=Han}|\p{L}+|\d{1,3}|[^\s\p{L}\d]/gu;
/** Letters to a token, about, in European text. */
const LETTERS_PER_TOKEN = 4.4;

/** Tokens of a text, estimated; `scale` is the tokenizer's (1 for most, 1.3 for newer Claude). */
export function estimateTokens(text: string, scale = 1): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    tokens += /\p{L}/u.test(piece) ? Math.max(1, Math.round(piece.length / LETTERS_PER_TOKEN)) : 1;
  }
  return Math.round(tokens * scale);
}
