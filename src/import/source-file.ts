/**
 * A file as importers read it: gzip is taken off, whatever the file is called, and the bytes become text
 * strictly, so that nothing is read as something that it is not. Never holds a file whole.
 */

import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { whyUnreadable } from '../text/disk-words.ts';
import { encodingOf, tellingFirst } from '../text/encoding.ts';
import { type Beginning, ImportError, type SourceFile } from './importer.ts';
import { checkedSize, MEGABYTE } from './limits.ts';

/** As much of a file is looked at to see what it is. */
const BEGINNING_BYTES = 64 * 1024;

export function sourceFile(path: string): SourceFile {
  return streamedFile(path, () => createReadStream(path));
}

/** Standard input, for example, which can be read once: its beginning was read already. */
export function streamedFile(path: string, open: () => AsyncIterable<Uint8Array> | ReadStream): SourceFile {
  const bytes = () => unpacked(path, open());
  return { path, bytes, text: () => decoded(path, bytes()) };
}

/** Throws what the file system throws; a file that is damaged further on still has a beginning. */
export async function beginningOf(path: string): Promise<Beginning> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(BEGINNING_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return beginningIn(path, buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

export async function beginningIn(path: string, raw: Uint8Array): Promise<Beginning> {
  const bytes = isGzip(raw) ? await unpackedBeginning(raw) : raw;
  return { path, bytes, text: textOf(bytes) };
}

/** As much as the first bytes of a gzipped file give. */
async function unpackedBeginning(raw: Uint8Array): Promise<Uint8Array> {
  const gunzip = createGunzip();
  gunzip.end(raw);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= BEGINNING_BYTES) break;
    }
  } catch {
    // It was cut off, as it had to be.
  }
  return Buffer.concat(chunks).subarray(0, BEGINNING_BYTES);
}

function textOf(bytes: Uint8Array): string {
  // With `stream` a character that is cut off at the end waits, and is left out.
  return new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: true });
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function* unpacked(
  path: string,
  stream: AsyncIterable<Uint8Array> | ReadStream,
): AsyncGenerator<Uint8Array> {
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    const first = await atLeastTwo(source);
    if (first.length === 0) return;
    const whole = rejoined(first, source);
    if (isGzip(first)) yield* gunzipped(path, whole);
    else yield* whole;
  } catch (thrown) {
    throw thrown instanceof ImportError ? thrown : new ImportError(`${path} ${readProblem(thrown)}.`);
  } finally {
    await source.return?.();
  }
}

/** So many bytes tell what follows. */
async function atLeastTwo(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array();
  while (bytes.length < 2) {
    const next = await source.next();
    if (next.done) break;
    bytes = bytes.length === 0 ? next.value : Buffer.concat([bytes, next.value]);
  }
  return bytes;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}

async function* gunzipped(path: string, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packedSize = 0;
  const counted = Readable.from(packed, { objectMode: false }).on('data', (chunk: Uint8Array) => {
    packedSize += chunk.length;
  });
  const gunzip = createGunzip();
  counted.once('error', error => gunzip.destroy(error));
  let size = 0;
  try {
    for await (const chunk of counted.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      checkedSize(path, size, packedSize);
      yield chunk;
    }
  } finally {
    counted.destroy();
    gunzip.destroy();
  }
}

/** In words that follow the name of the file. */
function readProblem(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string };
  if (code === 'Z_BUF_ERROR') return 'is cut off: the gzipped data end too early';
  if (code?.startsWith('Z_')) return `holds damaged gzipped data (${message})`;
  return whyUnreadable(thrown);
}

async function* decoded(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let read = 0;
  const text = (chunk?: Uint8Array) => {
    try {
      return chunk ? (decoder?.decode(chunk, { stream: true }) ?? '') : (decoder?.decode() ?? '');
    } catch {
      throw new ImportError(
        `${path} is not UTF-8 text${read > MEGABYTE ? ` from about byte ${read} on` : ''}: save it as UTF-8 and try again.`,
      );
    }
  };
  for await (const chunk of tellingFirst(bytes)) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const piece = text(chunk);
    read += chunk.length;
    if (piece !== '') yield piece;
  }
  const rest = text();
  if (rest !== '') yield rest;
}
