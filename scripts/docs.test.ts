import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readScript } from '../src/recorded/server/rules-schema.ts';
import { withCachingTables } from './document-caching.ts';
import { eventsPage, transcriptSchema } from './document-events.ts';
import { exportsPage, roundsSchema } from './document-exports.ts';
import { withFaults } from './document-faults.ts';
import { withKeys } from './document-keys.ts';
import { strategiesPage } from './document-strategies.ts';
import { faultsPage, survivals } from './document-survivals.ts';

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

test('the page about exports is the one of the program (npm run docs mends it)', () => {
  expect(read('docs/exports.md')).toBe(exportsPage());
  expect(JSON.parse(read('docs/rounds.schema.json'))).toEqual(roundsSchema());
});

test('the page about strategies is that of the registry (npm run docs mends it)', () => {
  expect(read('docs/strategies.md')).toBe(strategiesPage());
});

test('the page about caching has the figures of the catalogue (npm run docs mends it)', () => {
  const page = read('docs/caching.md');
  expect(page).toBe(withCachingTables(page));
});

test('the page about the local Bedrock has every fault (npm run docs mends it)', () => {
  const page = read('docs/local-bedrock.md');
  expect(page).toBe(withFaults(page));
});

test('the page about what is survived has every test that proves it (npm run docs mends it)', async () => {
  const found = await survivals(root);
  expect(found).not.toEqual([]);
  expect(read('docs/faults.md')).toBe(faultsPage(found));
});

test('the script on the page about the local Bedrock is one', () => {
  const [, script = ''] = /```yaml\n(.*?)```/s.exec(read('docs/local-bedrock.md')) ?? [];
  expect(readScript(script, 'capital.yaml')).toMatchObject({ kind: 'rules' });
});

test('a page without a place for a table is refused', () => {
  expect(() => withCachingTables('# Prompt caching')).toThrow('has no place for the table');
});
