import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fixturesDir, packageRoot } from './package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-root-'));
afterAll(() => rmSync(folder, { recursive: true }));

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
