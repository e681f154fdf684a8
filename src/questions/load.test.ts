import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { loadBundledQuestions, loadQuestions } from './load.ts';
import { fixturesDir, packageRoot } from './package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'questions-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the questions of a file are read', async () => {
  const file = join(folder, 'mine.json');
  writeFileSync(file, '[{"id":"a","text":"Why?"}]');
  expect(await loadQuestions(file)).toMatchObject({ ok: true, questions: [{ id: 'a' }] });
});

test('a file that cannot be read is an error that names it', async () => {
  const absent = join(folder, 'absent.json');
  expect(await loadQuestions(absent)).toMatchObject({
    ok: false,
    error: { file: absent, message: `${absent} could not be read: there is no such file.` },
  });
  expect(await loadQuestions(folder)).toMatchObject({
    error: { message: `${folder} could not be read: it is a folder.` },
  });
});

test('the questions that come with the package are in order', async () => {
  const result = await loadBundledQuestions();
  expect(result.ok ? result.questions.length : result.error.message).toBeGreaterThan(0);
});

test('the package is found from a bundle as from the sources, past the packages inside it', () => {
  const root = join(folder, 'installed');
  mkdirSync(join(root, 'dist', 'inner'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"name":"reflectoscope"}');
  writeFileSync(join(root, 'dist', 'package.json'), 'not JSON');
  writeFileSync(join(root, 'dist', 'inner', 'package.json'), '{"name":"another"}');
  expect(packageRoot(pathToFileURL(join(root, 'dist', 'reflectoscope.js')).href)).toBe(root);
  expect(fixturesDir(pathToFileURL(join(root, 'dist', 'inner', 'x.js')).href)).toBe(join(root, 'fixtures'));
  expect(packageRoot()).toBe(join(import.meta.dirname, '..', '..'));
});

test('a file outside the package is told that the installation is damaged', () => {
  expect(() => packageRoot(pathToFileURL(join(folder, 'x.js')).href)).toThrow(
    /No package\.json of reflectoscope lies above/,
  );
});
