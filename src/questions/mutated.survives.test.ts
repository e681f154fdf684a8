import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { sanitizeLine } from '../text/sanitize.ts';
import { effort } from '../text/testing/effort.ts';
import { anyDocumentChange, anyLineChange, anyTextChange, mutated } from '../text/testing/mutations.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { FORMATS, type Format, loadQuestions } from './load.ts';
import { fixturesDir } from './package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-questions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Some of the bundled questions, as each format has them. */
const BUNDLED = globSync(join(fixturesDir(), 'questions', '*.json'))
  .sort()
  .flatMap(file => (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[]).slice(0, 3));
const asJson = BUNDLED.map(question => JSON.stringify(question));
const asYaml = asJson.map(json => `- ${json}\n`).join('');
const asCsv = [
  'id,text,reference,grader',
  ...BUNDLED.map(({ id, text }) => `${id},"${String(text).replaceAll('"', '""')}",1,text`),
].join('\r\n');

const PUBLISHED_FOLDER = resolve(import.meta.dirname, '../../../shared/data/questions');
/** The first rows of what was published; none where it is not beside the repository. */
const PUBLISHED = existsSync(PUBLISHED_FOLDER)
  ? globSync(join(PUBLISHED_FOLDER, '*.jsonl'))
      .sort()
      .map(file => readFileSync(file, 'utf8').split('\n').slice(0, 3).join('\n'))
  : [];

const WHOLE: Readonly<Record<string, readonly string[]>> = {
  'a.json': [`[${asJson.join(',\n')}]`],
  'a.jsonl': [asJson.join('\n'), ...PUBLISHED],
  'a.csv': [asCsv, asCsv.replaceAll(',', '\t')],
  'a.yaml': [asYaml, '- id: a\n  text: |\n    How many?\n  reference: [1, 2]\n  grader: numeric\n'],
};

async function loadLike(file: string, format?: Format): Promise<number> {
  let count = 0;
  for (const skipBad of [false, true]) {
    const loaded = await loadQuestions(file, { skipBad, ...(format && { format }) });
    for (const { message } of loaded.problems) expectSentence(sanitizeLine(message));
    if (loaded.ok) count = loaded.questions.length;
    else {
      expectSentence(sanitizeLine(loaded.error.message));
      expectSentence(sanitizeLine(loaded.error.remedy));
    }
  }
  expectNothingPolluted();
  return count;
}

describe('Fuzz', () => {
  test.each(Object.keys(WHOLE))(
    'a question file like %s changed anywhere: its questions, or a sentence with the line and what would help',
    async name => {
      const file = join(folder, name);
      const wholes = (WHOLE[name] ?? []).map(text => Buffer.from(text));
      for (const whole of wholes) {
        writeFileSync(file, whole);
        const count = await loadLike(file);
        // Some that were published need files beside them.
        if (!PUBLISHED.includes(whole.toString())) expect(count).toBeGreaterThan(0);
      }
      const change = fc.oneof(anyTextChange, name.endsWith('l') ? anyLineChange : anyDocumentChange);
      const format = fc.option(fc.constantFrom(...FORMATS), { nil: undefined, freq: 8 });
      await fc.assert(
        fc.asyncProperty(mutated(wholes, change), format, async (bytes, given) => {
          writeFileSync(file, bytes);
          await loadLike(file, given);
        }),
        { numRuns: effort(40, 4_000) },
      );
    },
  );

  test('a question file that is nested too deeply, or refers to itself: a sentence at once', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const traps: readonly (readonly [name: string, text: string])[] = [
      ['a.yaml', `- id: a\n  text: b\n  reference: ${deep}`],
      ['a.yaml', '- '.repeat(5_000)],
      ['a.yaml', `&a [${'*a,'.repeat(1_000)}]`],
      ['a.yaml', `- &a {id: a, text: b, more: [${'*a,'.repeat(1_000)}]}`],
      ['a.json', `[{"id":"a","text":"b","reference":${deep}}]`],
      ['a.jsonl', deep],
      ['a.csv', '"'.repeat(100_000)],
      ['a.csv', `text\n${'"a'.repeat(100_000)}`],
    ];
    for (const [name, text] of traps) {
      const file = join(folder, name);
      writeFileSync(file, text);
      expect(await loadLike(file)).toBe(0);
    }
  });
});
