import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../transcripts/testing/temporary-folder.ts';
import { packagesOf, thirdPartyLicences } from './licences.ts';

/** A folder with these files, and a bundle that has one source of each package in it. */
function packagesIn(files: Readonly<Record<string, string | object>>) {
  const root = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, 'node_modules', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  const sources = Object.keys(files).map(name => `node_modules/${dirname(name)}/index.js`);
  const input = { bytes: 1, imports: [] };
  return packagesOf({ inputs: Object.fromEntries(sources.map(name => [name, input])) }, root);
}

const manifest = (name: string, more: object = {}) => ({ name, version: '1.0.0', license: 'MIT', ...more });

test('each text stands once, under the names of all packages that it covers', () => {
  const text = thirdPartyLicences(
    packagesIn({
      'b/package.json': manifest('b'),
      'b/LICENSE': 'MIT\n\n  Copyright X\n',
      '@scope/a/package.json': manifest('@scope/a'),
      '@scope/a/license.md': 'MIT\r\nCopyright X',
      'c/package.json': manifest('c'),
      'c/LICENCE': 'MIT\nCopyright Y',
    }),
  );
  expect(text).toBe(
    `@scope/a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nMIT\nCopyright X\n\n${'='.repeat(80)}\n\nc 1.0.0 (MIT)\n\nMIT\nCopyright Y\n`,
  );
});

test('a package in several folders is named once for each version', () => {
  const packages = packagesIn({
    'a/package.json': manifest('a'),
    'a/LICENSE': 'MIT',
    'b/package.json': manifest('b'),
    'b/LICENSE': 'MIT',
    'b/node_modules/a/package.json': manifest('a'),
    'b/node_modules/a/LICENSE': 'MIT',
    'c/package.json': manifest('c'),
    'c/LICENSE': 'MIT',
    'c/node_modules/a/package.json': manifest('a', { version: '2.0.0' }),
    'c/node_modules/a/LICENSE': 'MIT',
  });
  expect(packages.map(({ title }) => title)).toEqual(['a 1.0.0', 'a 2.0.0', 'b 1.0.0', 'c 1.0.0']);
});

test('a notice goes along with the licence', () => {
  const [one] = packagesIn({
    'a/package.json': manifest('a', { license: 'Apache-2.0' }),
    'a/LICENSE': 'Apache',
    'a/NOTICE.txt': 'Thanks to Z',
  });
  expect(one?.text).toBe('Apache\n\nThanks to Z');
});

test('a package without a text is put beside one under the same licence, with its author', () => {
  const text = thirdPartyLicences(
    packagesIn({
      'a/package.json': manifest('a', { author: { name: 'Ann' } }),
      'b/package.json': manifest('b'),
      'b/LICENSE': 'MIT',
    }),
  );
  expect(text).toContain(
    'a 1.0.0 (MIT)\n\nCopyright Ann. Comes without a licence file; the words of MIT stand with b 1.0.0.',
  );
});

test('a licence that is not named, or whose words are nowhere, stops the build', () => {
  expect(() => packagesIn({ 'a/package.json': { name: 'a', version: '1.0.0' } })).toThrow(
    /a names no licence/,
  );
  expect(() => thirdPartyLicences(packagesIn({ 'a/package.json': manifest('a') }))).toThrow(
    /a 1\.0\.0 comes without the text of its licence \(MIT\)/,
  );
});

test.each(['GPL-3.0-only', 'LGPL-2.1', 'MPL-2.0', 'SEE LICENSE IN LICENSE', '(MIT OR GPL-2.0)'])(
  'a licence that may ask for more stops the build: %s',
  license => {
    expect(() => packagesIn({ 'a/package.json': manifest('a', { license }), 'a/LICENSE': 'x' })).toThrow(
      `a comes under ${license}`,
    );
  },
);
