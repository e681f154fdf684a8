/** Zips for tests, as Python writes them: each file behind its header, and their list at the end. */
import * as zlib from 'node:zlib';

export interface ZipContent {
  readonly name: string;
  readonly text: string;
  /** 0 stored, 8 deflated, 93 zstd; another number only says so. */
  readonly method?: number;
}

export function makeZip(contents: readonly ZipContent[]): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const content of contents) {
    const { name, header, data } = packed(content);
    const local = Buffer.concat([signature(0x04034b50), header, Buffer.from(name), data]);
    list.push(
      Buffer.concat([
        signature(0x02014b50),
        Buffer.from([63, 3]),
        header,
        Buffer.alloc(10),
        int(at),
        Buffer.from(name),
      ]),
    );
    files.push(local);
    at += local.length;
  }
  const central = Buffer.concat(list);
  const end = Buffer.concat([
    signature(0x06054b50),
    Buffer.alloc(4),
    short(contents.length),
    short(contents.length),
    int(central.length),
    int(at),
    short(0),
  ]);
  return Buffer.concat([...files, central, end]);
}

function packed({ name, text, method = 8 }: ZipContent) {
  const plain = Buffer.from(text);
  const data =
    method === 8 ? zlib.deflateRawSync(plain) : method === 93 ? zlib.zstdCompressSync(plain) : plain;
  const header = Buffer.concat([
    short(20),
    short(0),
    short(method),
    int(0),
    int(zlib.crc32(plain)),
    int(data.length),
    int(plain.length),
    short(Buffer.byteLength(name)),
    short(0),
  ]);
  return { name, header, data };
}

function signature(number: number): Buffer {
  return int(number);
}

function int(number: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(number);
  return buffer;
}

function short(number: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(number);
  return buffer;
}
