import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsPage, transcriptSchema } from './document-events.ts';
import { withKeys } from './document-keys.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('the README tells the keys that the program has (npm run docs mends it)', () => {
  const readme = read('README.md');
  expect(readme).toBe(withKeys(readme));
});

test('the page about events is the one of the schema (npm run docs mends it)', () => {
  expect(read('docs/events.md')).toBe(eventsPage());
});

test('the JSON Schema of a transcript is the one of the program (npm run docs mends it)', () => {
  expect(JSON.parse(read('docs/transcript.schema.json'))).toEqual(transcriptSchema());
});
