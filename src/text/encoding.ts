/** In what a text is encoded, by its first bytes. Knows UTF-8 and UTF-16, as programs save texts today. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** With so many bytes it can be told. */
export const TELLING_BYTES = 4;

/**
 * By the byte order mark, else by the zeros beside the first two letters of a text in UTF-16: no text
 * in UTF-8 begins so. What is neither is taken for UTF-8.
 */
export function encodingOf([first, second, third, fourth]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isLetter(first) && second === 0 && isLetter(third) && fourth === 0) return 'utf-16le';
  if (first === 0 && isLetter(second) && third === 0 && isLetter(fourth)) return 'utf-16be';
  return 'utf-8';
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80;
}

/** The same bytes, of which the first piece is enough to tell, unless there are no more. */
export async function* tellingFirst(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined = new Uint8Array();
  for await (const piece of pieces) {
    if (held === undefined) yield piece;
    else {
      const before: Uint8Array = held;
      const joined = new Uint8Array(before.length + piece.length);
      joined.set(before);
      joined.set(piece, before.length);
      held = joined;
      if (held.length < TELLING_BYTES) continue;
      yield held;
      held = undefined;
    }
  }
  if (held !== undefined && held.length > 0) yield held;
}
