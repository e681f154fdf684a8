import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { beginningIn } from './source-file.ts';
import { memoryFile } from './testing/memory-file.ts';
import { linesWithin, valuesOf } from './values.ts';

async function textOf(file: SourceFile): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of file.text()) pieces.push(piece);
  return pieces.join('');
}

describe('a text', () => {
  const text = 'Grüße, 😀 and 日本語\n';

  test.each([1, 2, 3, 64])('is the same however its bytes are cut (%i)', async piece => {
    expect(await textOf(memoryFile(text, 'a', piece))).toBe(text);
    expect(await textOf(memoryFile(gzipSync(text), 'a', piece))).toBe(text);
  });

  test('in UTF-16 is read by its byte order mark, in both orders', async () => {
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await textOf(memoryFile(little))).toBe(text);
    expect(await textOf(memoryFile(Buffer.from(little).swap16()))).toBe(text);
  });

  test('in UTF-16 is read without a byte order mark too, however its bytes are cut', async () => {
    const little = Buffer.from(`{"a":"${text}"}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16(), gzipSync(little)]) {
      for (const piece of [1, 2, 3, 64]) {
        expect(await textOf(memoryFile(bytes, 'a', piece))).toBe(`{"a":"${text}"}`);
      }
      expect((await beginningIn('a', bytes)).text).toBe(`{"a":"${text}"}`);
    }
  });

  test('of several gzipped parts behind each other is read whole', async () => {
    expect(await textOf(memoryFile(Buffer.concat([gzipSync('a'), gzipSync('b')])))).toBe('ab');
  });

  test('that is none is refused, also where a character is cut off at the end', async () => {
    await expect(textOf(memoryFile(Buffer.from([0x61, 0xff]), 'x'))).rejects.toThrow(
      'x is not UTF-8 text: save it',
    );
    await expect(textOf(memoryFile(Buffer.from('é').subarray(0, 1), 'x'))).rejects.toThrow(ImportError);
  });
});

test('gzipped data that unpack to far more than they are, are a trap', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
  await expect(textOf(memoryFile(bomb, 'x.gz'))).rejects.toThrow(
    /x\.gz unpacks to more than 500 times its size/,
  );
});

test('damaged gzipped data are told, and no listener is left behind', async () => {
  const bytes = gzipSync('x'.repeat(1000));
  bytes[12] = 0xff;
  await expect(textOf(memoryFile(bytes, 'x.gz'))).rejects.toThrow(/^x\.gz holds damaged gzipped data/);
});

test('a line that is too long is passed over, and those behind it are read', async () => {
  const lines: (string | undefined)[] = [];
  async function* pieces() {
    yield 'short\nmuch ';
    yield 'too long\nagain';
  }
  for await (const { text } of linesWithin(pieces(), 8)) lines.push(text);
  expect(lines).toEqual(['short', undefined, 'again']);
});

test('documents behind each other are values with a place of their own', async () => {
  const values: unknown[] = [];
  for await (const one of valuesOf(memoryFile('{\n"a": 1\n}\n{\n"b": NaN\n}'))) values.push(one);
  expect(values).toEqual([
    { value: { a: 1 }, place: 'document 1', isElement: false },
    { value: { b: null }, place: 'document 2', isElement: false },
  ]);
});
