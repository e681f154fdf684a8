/** What a reader calls a character: text cut into grapheme clusters. Knows nothing of widths or lines. */

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Code units. The longest recommended emoji has 15; what is longer than this is no writing and is
 * cut, so that one "character" cannot be wider than a screen.
 */
const MAX_CLUSTER = 32;

/** Every character of this text is a grapheme of its own, one cell wide. */
export function isPlainAscii(text: string): boolean {
  return /^[\u0020-\u007e]*$/.test(text);
}

/**
 * The graphemes of a text, in order; joined they are the text. A cluster of more than 32 code units
 * (a storm of Hangul or conjunct consonants) is given out in pieces, none of which begins with a mark or a
 * joiner.
 */
export function* graphemes(text: string): Generator<string> {
  if (isPlainAscii(text)) {
    yield* text;
    return;
  }
  for (const { segment } of segmenter.segment(text)) {
    if (segment.length <= MAX_CLUSTER) yield segment;
    else yield* pieces(segment);
  }
}

/** The offset (in code units) of the grapheme boundary before `offset`; 0 at the start. */
export function boundaryBefore(text: string, offset: number): number {
  let at = 0;
  for (const grapheme of graphemes(text)) {
    if (at + grapheme.length >= offset) return at;
    at += grapheme.length;
  }
  return at;
}

/** The offset of the first grapheme boundary after `offset`; the length of the text at its end. */
export function boundaryAfter(text: string, offset: number): number {
  let at = 0;
  for (const grapheme of graphemes(text)) {
    at += grapheme.length;
    if (at > offset) return at;
  }
  return text.length;
}

/** The offset itself when it is a grapheme boundary, else the next boundary. */
export function snapToBoundary(text: string, offset: number): number {
  if (offset <= 0) return 0;
  return boundaryAfter(text, offset - 1);
}

/** What cannot begin a piece: behind a style, or in a new row, it would have nothing to stand on. */
const leaning = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;

function* pieces(cluster: string): Generator<string> {
  let piece = '';
  for (const char of cluster) {
    if (piece.length + char.length > MAX_CLUSTER && !leaning.test(char)) {
      yield piece;
      piece = '';
    }
    piece += char;
  }
  yield piece;
}
