import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { foldAll } from '../run/fold.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { effort } from '../text/testing/effort.ts';
import { anyDocumentChange, anyLineChange, anyTextChange, mutated } from '../text/testing/mutations.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { eventsOf } from './events-of.ts';
import { ImportError, type Importer, type ImportProblem } from './importer.ts';
import { IMPORTERS, importerById, importerFor } from './importers.ts';
import { beginningIn, beginningOf, sourceFile } from './source-file.ts';
import { makeZip } from './testing/make-zip.ts';
import { SMALL_FILES, smallPublished, type WholeFile } from './testing/whole-files.ts';

const root = mkdtempSync(join(tmpdir(), 'reflectoscope-mutated-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MAKING = { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05.000Z' };

/** As `import` does it with a file: runs, problems in sentences, or the one error that importers know. */
async function importLike(importer: Importer, path: string): Promise<number> {
  const tell = ({ problem }: ImportProblem) => expectSentence(sanitizeLine(problem));
  const file = sourceFile(path);
  let runs = 0;
  try {
    for await (const one of importer.runsOfAll?.([file]) ?? importer.runs(file)) {
      if ('problem' in one) tell(one);
      else {
        runs++;
        foldAll(eventsOf(one, MAKING));
      }
    }
  } catch (thrown) {
    if (thrown instanceof ImportError) expectSentence(sanitizeLine(thrown.message));
    // The command tells both as problems: what no event may hold, and what is nested too deeply.
    else if (thrown instanceof RangeError) expect(thrown.message).toMatch(/call stack/);
    else if (!(thrown instanceof z.ZodError)) throw thrown;
  }
  expectNothingPolluted();
  return runs;
}

/** Writes a file where its name and its folder are as they were. */
function laid(path: string, bytes: Uint8Array): string {
  const file = join(root, path.split('/').slice(-2).join('/'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

const PUBLISHED: Readonly<Record<string, string>> = {
  inspect: 'UKGovernmentBEIS_inspect_ai/**/*.{json,eval}',
  bhive: 'aws-samples_bhive/**/*.json',
  chat: 'aws-samples_bhive/**/*.json',
  'self-refine-reports': 'madaan_self-refine/data/tasks/gsm/*.reports.txt',
  reflexion: 'noahshinn_reflexion/**/*.jsonl',
  renze: 'matthewrenze_self-reflection/details/*.csv',
  'renze-dialogs': 'matthewrenze_self-reflection/dialogs/*/*.json',
  'renze-logs': 'matthewrenze_self-reflection/logs/*/*.txt',
  'bedrock-logs': 'Arize-ai_openinference/**/*.json',
};

describe('Fuzz', () => {
  test.each(IMPORTERS.map(importer => [importer.id, importer] as const))(
    'a file of %s changed anywhere: runs, and what is wrong in sentences',
    async (id, importer) => {
      const whole = SMALL_FILES.filter(({ format }) => format === id);
      expect(whole.length).toBeGreaterThan(0);
      for (const one of whole)
        expect(await importLike(importer, laid(one.path, one.bytes))).toBeGreaterThan(0);
      const files = [...whole, ...(PUBLISHED[id] ? smallPublished(id, PUBLISHED[id]) : [])];
      const change = fc.oneof(anyDocumentChange, anyLineChange, anyTextChange);
      const any = fc.nat({ max: files.length - 1 }).chain(index => {
        const file = files[index] as WholeFile;
        const others = files.map(({ bytes }) => bytes);
        return mutated([file.bytes, ...others.filter(one => one !== file.bytes)], change).map(bytes => ({
          path: file.path,
          bytes,
        }));
      });
      await fc.assert(
        fc.asyncProperty(any, fc.boolean(), async ({ path: at, bytes }, isPacked) => {
          const path = laid(at, isPacked ? gzipSync(bytes) : bytes);
          await importLike(importer, path);
          // Whoever it is now taken for reads it as safely.
          const other = importerFor(await beginningOf(path));
          if (other && other !== importer) await importLike(other, path);
        }),
        { numRuns: effort(25, 2_000) },
      );
    },
  );

  test('a value that has no words, where a number or a text belongs: runs, and what is wrong in sentences', async () => {
    const wordless = '{"toString":1,"valueOf":1,"length":-1}';
    for (const file of SMALL_FILES.filter(({ path }) => path.endsWith('.json'))) {
      const importer = importerById(file.format) as Importer;
      const text = file.bytes.toString('utf8');
      for (const { index, 0: scalar } of text.matchAll(/(?<=:)(?:\d+|"(?:[^"\\]|\\.)*")/g)) {
        const bytes = `${text.slice(0, index)}${wordless}${text.slice(index + scalar.length)}`;
        await importLike(importer, laid(file.path, Buffer.from(bytes)));
      }
    }
  });

  test('a file cut off at any byte, packed or not: runs, and what is wrong in sentences', async () => {
    const step = effort(97, 3);
    for (const file of SMALL_FILES) {
      const importer = importerById(file.format) as Importer;
      for (const bytes of [file.bytes, gzipSync(file.bytes)]) {
        for (let length = 0; length < bytes.length; length += step) {
          await importLike(importer, laid(file.path, bytes.subarray(0, length)));
        }
      }
    }
  });

  test('bytes of any kind, named as a file of any format: what they are is told without an error', async () => {
    const names = fc.constantFrom(...SMALL_FILES.map(({ path }) => path), 'a', 'a.gz', 'a.jsonl');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
      mutated(
        SMALL_FILES.map(one => one.bytes),
        anyTextChange,
      ),
    );
    await fc.assert(
      fc.asyncProperty(names, bytes, async (path, content) => {
        const beginning = await beginningIn(path, content);
        for (const importer of IMPORTERS) expect(typeof importer.detects(beginning)).toBe('boolean');
      }),
      { numRuns: effort(120, 10_000) },
    );
  });

  test.each([
    'utf-16le',
    'utf-16be',
    'utf-16le without a mark',
    'utf-16be without a mark',
    'utf-8 with a mark',
  ])('a file in %s: the same runs as in UTF-8', async encoding => {
    for (const file of SMALL_FILES.filter(({ path }) => !path.endsWith('.eval'))) {
      const importer = importerById(file.format) as Importer;
      const runs = await importLike(importer, laid(file.path, file.bytes));
      const path = laid(file.path, encoded(file.bytes.toString('utf8'), encoding));
      expect(importerFor(await beginningOf(path))?.id).toBe(file.format);
      expect([file.path, await importLike(importer, path)]).toEqual([file.path, runs]);
    }
  });

  test('a zip that lies about names and sizes, or unpacks without end: nothing outside is written, and a sentence', async () => {
    const log = SMALL_FILES.find(({ path }) => path.endsWith('.eval')) as WholeFile;
    const inspect = importerById('inspect') as Importer;
    const header = {
      name: 'header.json',
      text: JSON.stringify({ version: 2, status: 'success', eval: { run_id: 'r', task: 't', model: 'm' } }),
    };
    const names = [
      '../../outside.json',
      '/outside.json',
      'samples/../../x.json',
      'samples/\u0000.json',
      'samples/\u001b[2J.json',
      'C:\\x.json',
      'samples/1_epoch_1.json',
    ];
    const before = readdirSync(root).sort();
    for (const name of names) {
      await importLike(
        inspect,
        laid(log.path, makeZip([header, { name, text: '{}' }, { name, text: '{}' }])),
      );
    }
    const bomb = { name: 'samples/1_epoch_1.json', text: ' '.repeat(80 * 1024 * 1024) };
    const path = laid(log.path, makeZip([header, bomb]));
    expect(await importLike(inspect, path)).toBe(0);
    expect(readdirSync(root).sort()).toEqual(before.length > 0 ? before : ['inspect']);
  });

  test('a zip of which any bytes of its lists are changed: runs, and what is wrong in sentences', async () => {
    const log = SMALL_FILES.find(({ path }) => path.endsWith('.eval')) as WholeFile;
    const inspect = importerById('inspect') as Importer;
    const listAt = log.bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    const places = fc.array(
      fc.tuple(
        fc.oneof(
          fc.integer({ min: listAt, max: log.bytes.length - 1 }),
          fc.nat({ max: log.bytes.length - 1 }),
        ),
        fc.constantFrom(0, 1, 8, 93, 0x7f, 0x80, 0xff),
      ),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(places, async changes => {
        const bytes = Buffer.from(log.bytes);
        for (const [at, byte] of changes) bytes[at] = byte;
        await importLike(inspect, laid(log.path, bytes));
      }),
      { numRuns: effort(80, 8_000) },
    );
  });
});

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8 with a mark') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(encoding.endsWith('mark') ? text : `\ufeff${text}`, 'utf16le');
  return encoding.startsWith('utf-16be') ? bytes.swap16() : bytes;
}
