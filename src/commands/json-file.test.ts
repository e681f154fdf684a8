import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { jsonObjectIn } from './json-file.ts';
import { questionFrom } from './question.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'json-file-'));
let count = 0;
function file(text: string): string {
  const path = join(FOLDER, `${++count}.json`);
  writeFileSync(path, text);
  return path;
}

describe('a JSON file of a flag', () => {
  test('is read, a byte order mark apart', () => {
    expect(jsonObjectIn(file('\ufeff{"type": "object"}'), '--schema')).toEqual({ type: 'object' });
  });

  test.each([
    ['{\n  "a": 1,\n}', 'is not valid JSON: "}" is not expected in line 3, column 1.'],
    ['{"a": tru}', 'is not valid JSON: "}" is not expected in line 1, column 10.'],
    ['{"a": x}', 'is not valid JSON: "x" is not expected in line 1, column 7.'],
    ['{"a": 1} {', 'is not valid JSON: "{" is not expected in line 1, column 10.'],
    ['{"a": [1,', 'is not valid JSON: it ends too early, in line 1, column 10.'],
    ['{"a": "b', 'is not valid JSON: it ends too early, in line 1, column 9.'],
    ['', 'is not valid JSON: it ends too early, in line 1, column 1.'],
    ['[1]', 'must hold a JSON object, as in {"type": "object"}.'],
  ])('%j is refused with its place', (text, why) => {
    const path = file(text);
    expect(() => jsonObjectIn(path, '--schema')).toThrow(
      expect.objectContaining({ code: 2, lines: [`The file ${path} of --schema ${why}`] }),
    );
  });

  test('that is not there is a sentence', () => {
    expect(() => jsonObjectIn(join(FOLDER, 'none'), '--schema')).toThrow(
      expect.objectContaining({
        code: 2,
        lines: [expect.stringMatching(/none of --schema is not there\.$/)],
      }),
    );
  });
});

describe('a question with --schema', () => {
  const from = (flags: object) => questionFrom('Why?', flags, [], Readable.from([]));

  test('has the schema, and is graded as JSON unless something else was said', async () => {
    const schema = file('{"type": "object"}');
    expect(await from({ schema })).toMatchObject({ schema: { type: 'object' }, grader: 'json' });
    expect(await from({ schema, reference: ['1'] })).toMatchObject({ grader: 'json', reference: ['1'] });
    expect(await from({ schema, grader: 'text' })).toMatchObject({ grader: 'text' });
  });
});
