/** Ways in which bytes and documents come to harm. */

/** Cuts before each byte of which `isCut` says so. */
export function cutWhere(bytes: Uint8Array, isCut: (byte: number) => boolean): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let at = 1; at <= bytes.length; at++) {
    if (at < bytes.length && !isCut(bytes[at] ?? 0)) continue;
    pieces.push(bytes.subarray(from, at));
    from = at;
  }
  return pieces;
}

/** In UTF-8 these bytes are never the first of a character. */
const isInCharacter = (byte: number) => (byte & 0b1100_0000) === 0b1000_0000;

/** Cut inside of every character of several bytes; where there is none, in the middle. */
export function splitText(bytes: Uint8Array): Uint8Array[] {
  const pieces = cutWhere(bytes, isInCharacter);
  if (pieces.length > 1) return pieces;
  const half = Math.ceil(bytes.length / 2);
  return [bytes.subarray(0, half), bytes.subarray(half)].filter(piece => piece.length > 0);
}

/** The document of Converse without its usage, or without a word. */
export function damaged(whole: Record<string, unknown>, how: 'no-usage' | 'empty-answer') {
  if (how === 'empty-answer') return { ...whole, output: { message: { role: 'assistant', content: [] } } };
  const { usage: _untold, ...rest } = whole;
  return rest;
}
