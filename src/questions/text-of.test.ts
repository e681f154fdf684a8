import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { allOf } from './testing/all-of.ts';
import { linesOf, reasonOf, textOf } from './text-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-of-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Uint8Array | string): Promise<string> {
  const file = join(folder, 'a.txt');
  writeFileSync(file, bytes);
  return (await allOf(textOf(file))).join('');
}

test('a byte order mark is left out, and says when a text is UTF-16', async () => {
  expect(await read('\ufeffgrün')).toBe('grün');
  expect(await read(Buffer.from('\ufeffgrün', 'utf16le'))).toBe('grün');
  expect(await read(Buffer.from('\ufeffgrün', 'utf16le').swap16())).toBe('grün');
  expect(await read('')).toBe('');
});

test('UTF-16 is known without a byte order mark, too', async () => {
  expect(await read(Buffer.from('text,größe', 'utf16le'))).toBe('text,größe');
  expect(await read(Buffer.from('text,größe', 'utf16le').swap16())).toBe('text,größe');
});

test('a character on the border of two pieces is whole', async () => {
  const text = `${'x'.repeat(65_535)}ü😀${'y'.repeat(70_000)}`;
  expect(await read(text)).toBe(text);
});

test('bytes that are no UTF-8 are an error and no question marks', async () => {
  const error = await read(new Uint8Array([0x67, 0xfc, 0x6e])).catch((thrown: unknown) => thrown);
  expect(reasonOf(error)).toBe('it is not UTF-8 text');
});

test('lines are the same in pieces of any length', async () => {
  const unit = fc.constantFrom('a', '\n', '\r\n', '\r', '');
  await fc.assert(
    fc.asyncProperty(fc.array(unit), fc.integer({ min: 1, max: 4 }), async (parts, size) => {
      const text = parts.join('');
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      const expected = text.split(/\r\n|\n|\r/);
      if (expected.at(-1) === '') expected.pop();
      const lines = await allOf(linesOf(pieces));
      expect(lines.map(line => line.text)).toEqual(expected);
      expect(lines.map(line => line.line)).toEqual(expected.map((_, index) => index + 1));
    }),
  );
});
