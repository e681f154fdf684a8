/** The text of a file, piece by piece, so that a large file is never in memory as a whole. */
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { whyNotRead } from '../text/disk-words.ts';
import { encodingOf, tellingFirst } from '../text/encoding.ts';

/** Why a file could not be read, in words that continue "the file could not be read: ...". */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : whyNotRead(error);
}

/**
 * UTF-8, or UTF-16, as spreadsheets save it. A byte order mark is left out. Throws what the file system
 * throws, and on bytes that are no such text.
 */
export async function* textOf(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of tellingFirst(createReadStream(file) as AsyncIterable<Uint8Array>)) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

/** The lines of a text that comes in pieces, counted from 1; LF, CR LF and CR end a line. */
export async function* linesOf(pieces: Pieces): AsyncGenerator<{ line: number; text: string }> {
  let line = 1;
  // What has no end yet is kept as parts: joining a long line at every piece would take the square of its length.
  let open: string[] = [];
  for await (const piece of pieces) {
    // A CR at the end of a piece may be half of a CR LF.
    const afterReturn = open.at(-1)?.endsWith('\r') ?? false;
    const held = afterReturn ? `${open.pop()?.slice(0, -1)}\r` : '';
    const parts = `${held}${piece}`.split(/\r\n|\n|\r(?!$)/);
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield { line, text: open.join('') + part };
      open = [];
      line += 1;
    }
    if (last !== '') open.push(last);
  }
  const rest = open.join('');
  if (rest !== '') yield { line, text: rest.replace(/\r$/, '') };
}

export type Pieces = AsyncIterable<string> | Iterable<string>;
