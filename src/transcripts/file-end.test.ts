import { closeSync, openSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { lastPlace, linesFromEnd, mendEnd } from './file-end.ts';
import { asLines, temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

function linesOf(file: string, chunkBytes?: number) {
  const handle = openSync(file, 'r');
  try {
    return [...linesFromEnd(handle, chunkBytes)];
  } finally {
    closeSync(handle);
  }
}

test('the lines from the end are the lines of the file, whatever it is read in', () => {
  const text = fc
    .array(fc.constantFrom('a', '\n', '\r\n', '世', '🎾', '\u2028', '\ufeff'))
    .map(s => s.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (content, chunkBytes) => {
      const lines = linesOf(temporaryFile(content), chunkBytes).reverse();
      expect(lines.map(line => line.text)).toEqual(content.split('\n'));
      for (const { start, text } of lines) {
        const bytes = Buffer.from(content).subarray(start, start + Buffer.byteLength(text));
        expect(bytes.toString()).toBe(text);
      }
    }),
    { numRuns: 50 },
  );
});

describe('where the last event stands', () => {
  const events = sampleEvents();
  const last = { seq: 17, at: 1700 };

  test.each([
    ['at the end', asLines(events)],
    ['without a line feed behind it', asLines(events).trimEnd()],
    ['before blank lines', `${asLines(events)}\r\n  \n\n`],
    ['before a broken line and half a line', `${asLines(events)}{"type":"x"}\n{"seq":18,"at":1`],
    ['before more than is read at once', `${asLines(events)}${'x'.repeat(200_000)}`],
  ])('%s', (_name, content) => {
    expect(lastPlace(temporaryFile(content))).toEqual(last);
  });

  test('is nowhere in a file without events', () => {
    expect(lastPlace(temporaryFile(''))).toBeUndefined();
    expect(lastPlace(temporaryFile('# Notes\n\nnone'))).toBeUndefined();
  });

  test('is told of a file that is there', () => {
    expect(() => lastPlace(temporaryFolder())).toThrow(/EISDIR/);
  });
});

describe('a mended end', () => {
  const mended = (content: string | Uint8Array) => {
    const file = temporaryFile(content);
    mendEnd(file);
    return readFileSync(file, 'utf8');
  };

  test('loses nothing but half a line, wherever that was cut', () => {
    const lines = asLines([...sampleEvents(), { seq: 18, at: 1800, type: 'x', words: 'a\u2028"世🎾\\' }]);
    const bytes = Buffer.from(lines);
    const beforeLast = lines.lastIndexOf('\n', lines.length - 2) + 1;
    for (let cut = Buffer.byteLength(lines.slice(0, beforeLast)); cut < bytes.length - 1; cut++) {
      expect(mended(bytes.subarray(0, cut))).toBe(lines.slice(0, beforeLast));
    }
    expect(mended(bytes.subarray(0, -1))).toBe(lines);
    expect(mended(bytes)).toBe(lines);
  });

  test.each([
    ['an event that only a later version understands', '{"seq":1,"at":1,"type":"run.started","run":7}'],
    ['something whole that is no event', '{"a":1}'],
    ['a line with U+2028', '{"seq":1,"at":1,"type":"x","text":"a\u2028b"}'],
    ['a carriage return', '{"seq":1,"at":1,"type":"x"}\r'],
    ['a byte order mark and nothing before', '\ufeff{"seq":1,"at":1,"type":"x"}'],
    ['white space', '  '],
  ])('keeps %s', (_name, line) => {
    expect(mended(line)).toBe(`${line}\n`);
    expect(mended(`{}\r\n${line}`)).toBe(`{}\r\n${line}\n`);
  });

  test('has no zeros, as a power failure leaves them', () => {
    expect(mended('{}\n\0\0\0\0')).toBe('{}\n');
  });

  test('is the end of a long file too', () => {
    const line = `{"text":"${'x'.repeat(300_000)}"}`;
    expect(mended(`{}\n${line}`)).toBe(`{}\n${line}\n`);
    expect(mended(`{}\n${line.slice(0, -1)}`)).toBe('{}\n');
  });
});
