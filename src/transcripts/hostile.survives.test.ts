/** The corpus in transcripts: kept as it is on the disk, and harmless wherever it is read. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import { hostileEvents } from '../run/testing/hostile-run.ts';
import { forEachHostileInTurn, HOSTILE_BYTES, HOSTILE_TEXTS, UNSAFE } from '../text/testing/hostile-texts.ts';
import { stringsIn } from '../text/testing/strings-in.ts';
import { createCleaner } from './clean.ts';
import { openJournal } from './journal.ts';
import { readTranscript } from './read.ts';
import { asLines, temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

/** Into pieces of three code units, so that hardly a sequence stays whole; a long text into twenty. */
function inPieces(text: string): string[] {
  const size = Math.max(3, Math.ceil(text.length / 20));
  const count = Math.max(1, Math.ceil(text.length / size));
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
}

/** Where names of fields are free, this one stays in the file and is not read: it could become something else. */
const withoutPrototype = (key: string, value: unknown) => (key === '__proto__' ? undefined : value);

function expectSafe(value: unknown): void {
  const unsafe = stringsIn(value).find(text => UNSAFE.test(text));
  expect(unsafe).toBeUndefined();
}

describe('Hostile text', () => {
  test('a transcript of somebody else, hostile in every field that is known: no text of it acts', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    await forEachHostileInTurn(async text => {
      const events = hostileEvents(text, { imported: true, cut: inPieces });
      writeFileSync(file, asLines(events));
      const read = await readTranscript(file);
      expectSafe(read.notices);
      const clean = read.events.map(createCleaner());
      expectSafe(clean);
      expectSafe(foldAll(clean));
    });
  });

  test('a transcript as it is written: keeps every text as it was said', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    const events = HOSTILE_TEXTS.flatMap(({ text }) => hostileEvents(text, { cut: inPieces })).map(
      (event, seq) => ({ ...event, seq, at: seq }),
    );
    const journal = openJournal(file);
    journal.appendAll(events);
    journal.close();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const { events: read, notices } = await readTranscript(file);
    // Whoever shows it takes nothing out of it.
    read.map(createCleaner());
    expect([lines.length, read.length]).toEqual([events.length, events.length]);
    for (const [index, event] of events.entries()) {
      const written = JSON.stringify(event);
      if (written !== lines[index]) throw new Error(`event ${index} is written as ${lines[index]}`);
      const told = JSON.parse(JSON.stringify(read[index]), withoutPrototype);
      if (!isDeepStrictEqual(told, JSON.parse(written, withoutPrototype))) expect(read[index]).toEqual(event);
    }
    // An event whose type is hostile is told of, and the sentence is whole.
    expect(notices.filter(notice => !notice.includes(' is not known to this version'))).toEqual([]);
  });

  test('bytes in a transcript that are no UTF-8: are shown as such, and told', async () => {
    for (const [name, bytes] of Object.entries(HOSTILE_BYTES)) {
      const [first, ...lines] = asLines(hostileEvents('HERE')).split('\n');
      const parts = lines.join('\n').split('HERE');
      const raw = parts.flatMap((part, index) => [...(index > 0 ? [bytes] : []), Buffer.from(part)]);
      raw.unshift(Buffer.from(`${first}\n`));
      const { events, notices } = await readTranscript(temporaryFile(Buffer.concat(raw)));
      expectSafe(events.map(createCleaner()));
      expect(notices.join(' '), name).toMatch(/not UTF-8 text|is not JSON/);
    }
  });

  test('fields whose names belong to every object (__proto__, constructor): nothing else changes', async () => {
    const evil = ['__proto__', 'constructor', 'prototype', 'toString'].map(
      name => `"${name}":{"owned":true,"text":"\\u001b[2J"}`,
    );
    const lines = asLines(hostileEvents('plain')).replaceAll('"later":', `${evil.join(',')},"later":`);
    const { events } = await readTranscript(temporaryFile(lines));
    const clean = events.map(createCleaner());
    const run = foldAll(clean);
    expect(({} as { owned?: boolean }).owned).toBeUndefined();
    expect(Object.getPrototypeOf(run?.question)).toBe(Object.prototype);
    for (const event of clean) {
      expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
      expect((event as { owned?: boolean }).owned).toBeUndefined();
    }
    expectSafe(clean);
  });
});
