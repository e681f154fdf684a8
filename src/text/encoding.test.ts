import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodingOf, tellingFirst } from './encoding.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test('a byte order mark tells', () => {
  expect(encodingOf(Buffer.from('\ufeff{"é":1}', 'utf16le'))).toBe('utf-16le');
  expect(encodingOf(utf16be('\ufeff{"é":1}'))).toBe('utf-16be');
  expect(encodingOf(Buffer.from('\ufeff{"é":1}'))).toBe('utf-8');
});

test('without one the zeros beside the first letters tell, as short as the text may be', () => {
  for (const text of ['{}', '[{"text":"问题"}]', 'id,text', '# Model']) {
    expect(encodingOf(Buffer.from(text, 'utf16le'))).toBe('utf-16le');
    expect(encodingOf(utf16be(text))).toBe('utf-16be');
    expect(encodingOf(Buffer.from(text))).toBe('utf-8');
  }
});

test('what is too short, or of no text, is taken for UTF-8', () => {
  for (const bytes of [[], [0x7b], [0x7b, 0], [0, 0, 0, 0], [0x7b, 0, 0, 0]]) {
    expect(encodingOf(Uint8Array.from(bytes))).toBe('utf-8');
  }
});

test('bytes in pieces of any size stay the same, and the first piece is enough to tell', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5 })), async pieces => {
      async function* given() {
        yield* pieces;
      }
      const out: Uint8Array[] = [];
      for await (const piece of tellingFirst(given())) out.push(piece);
      const whole = Buffer.concat(pieces);
      expect(Buffer.concat(out)).toEqual(whole);
      if (whole.length >= 4) expect(out[0]?.length).toBeGreaterThanOrEqual(4);
    }),
  );
});
