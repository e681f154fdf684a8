/**
 * A zip, read at the places where its files lie; of one whose end is missing, what is there. Knows store,
 * deflate and zstd, and what is in the files not at all.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { open as openWithEnd, type ZipFile } from 'yauzl';
import { ImportError } from './importer.ts';
import { checkedSize, LARGEST_ENTRY, MEGABYTE } from './limits.ts';

export interface Zip {
  /** In the order in which they were written. */
  readonly entries: readonly ZipEntry[];
  /** The end of the file is missing: some of its files may be, too. */
  readonly isCutOff: boolean;
}

export interface ZipEntry {
  readonly name: string;
  /** The number that zip gives to a way of compression. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its packed bytes begin, and how many there are. */
  readonly start: number;
  readonly packed: number;
  /** As the zip says. */
  readonly size: number;
}

/** Throws `ImportError` where it is no zip, or one of which nothing can be read. */
export async function openZip(path: string): Promise<Zip> {
  try {
    return { entries: await listedEntries(path), isCutOff: false };
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message?: string };
    if (code !== undefined) throw new ImportError(`${path} could not be read: ${message}.`);
    const entries = await foundEntries(path);
    if (entries.length > 0) return { entries, isCutOff: true };
    throw new ImportError(
      `${path} is a damaged zip (${message ?? 'no list of files'}): nothing of it can be read.`,
    );
  }
}

/** As its list at the end says. */
async function listedEntries(path: string): Promise<ZipEntry[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    openWithEnd(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  try {
    return await new Promise<ZipEntry[]>((resolve, reject) => {
      const entries: ZipEntry[] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(entries));
      zip.on('entry', entry => {
        zip.readLocalFileHeader(entry, { minimal: true }, (error, header) => {
          if (error) return reject(error);
          entries.push({
            name: entry.fileName,
            method: entry.compressionMethod,
            isEncrypted: entry.isEncrypted(),
            start: header.fileDataStart,
            packed: entry.compressedSize,
            size: entry.uncompressedSize,
          });
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}

const LOCAL_HEADER = 0x04034b50;
const HEADER_BYTES = 30;
const UNKNOWN_SIZE = 0xffffffff;

/** By the headers before each file, for a zip that was cut off before its list. */
async function foundEntries(path: string): Promise<ZipEntry[]> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const entries: ZipEntry[] = [];
    let at = 0;
    for (;;) {
      const entry = await entryAt(handle, at);
      if (!entry || entry.start + entry.packed > size) return entries;
      entries.push(entry);
      at = entry.start + entry.packed;
    }
  } finally {
    await handle.close();
  }
}

async function entryAt(handle: FileHandle, at: number): Promise<ZipEntry | undefined> {
  const header = await bytesAt(handle, at, HEADER_BYTES);
  if (header?.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  const flags = header.readUInt16LE(6);
  const nameLength = header.readUInt16LE(26);
  const packed = header.readUInt32LE(18);
  // What was written without knowing its size has it behind it, where it cannot be found.
  if ((flags & 8) !== 0 || packed === UNKNOWN_SIZE) return undefined;
  const name = await bytesAt(handle, at + HEADER_BYTES, nameLength);
  if (!name) return undefined;
  return {
    name: name.toString('utf8'),
    method: header.readUInt16LE(8),
    isEncrypted: (flags & 1) !== 0,
    start: at + HEADER_BYTES + nameLength + header.readUInt16LE(28),
    packed,
    size: header.readUInt32LE(22),
  };
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer | undefined> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return bytesRead === length ? buffer : undefined;
}

const STORED = 0;
const DEFLATED = 8;
const ZSTANDARD = 93;

/** One of its files as text. Throws `ImportError`, with words that follow the name of the entry. */
export async function textInZip(path: string, entry: ZipEntry): Promise<string> {
  if (entry.isEncrypted) throw new ImportError('is encrypted.');
  if (entry.size > LARGEST_ENTRY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    if (entry.packed > 0) {
      for await (const chunk of unpackedStream(path, entry)) {
        size += chunk.length;
        if (size > LARGEST_ENTRY) throw tooLarge();
        checkedSize('It', size, entry.packed);
        chunks.push(chunk);
      }
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (thrown) {
    if (thrown instanceof ImportError) throw thrown;
    const { code, message } = thrown as { code?: string; message?: string };
    throw new ImportError(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8 text.' : `is damaged (${message}).`,
    );
  }
}

function tooLarge(): ImportError {
  return new ImportError(`unpacks to more than ${LARGEST_ENTRY / MEGABYTE} MB and is left out.`);
}

async function* unpackedStream(
  path: string,
  { method, start, packed }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  const unpacker = method === STORED ? undefined : unpackerFor(method);
  const source = createReadStream(path, { start, end: start + packed - 1 });
  // Also after nobody reads any more, when there is nobody left to tell.
  source.on('error', error => unpacker?.destroy(error));
  try {
    yield* (unpacker ? source.pipe(unpacker) : source) as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    unpacker?.destroy();
  }
}

function unpackerFor(method: number) {
  if (method === DEFLATED) return zlib.createInflateRaw();
  // Node has it from 22.15 and 23.8 on.
  if (method === ZSTANDARD && typeof zlib.createZstdDecompress === 'function')
    return zlib.createZstdDecompress();
  if (method === ZSTANDARD) {
    throw new ImportError(
      'is compressed with zstd, which this version of Node.js cannot read: use 22.15 or newer, or "inspect log convert --to json".',
    );
  }
  throw new ImportError(
    `is compressed in a way that is not known here (number ${method}): "inspect log convert --to json" helps.`,
  );
}
