/** What others wrote: under which licences it is shipped, and what of it may run when it is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtProgram } from '../src/commands/testing/program.ts';
import { bundlePage } from '../src/export/html/bundling/bundle-page.ts';
import { BUNDLING } from './build.ts';

const ROOT = join(import.meta.dirname, '..');
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

describe('what is shipped', () => {
  /** Of a file in the bundle, by the nearest manifest that has a name; nothing where it is our own. */
  function packageOf(file: string): string | undefined {
    if (!file.includes('node_modules/')) return undefined;
    for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
      const manifest = join(ROOT, folder, 'package.json');
      const { name, version } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
      if (name && version) return `${name} ${version}`;
    }
    throw new Error(`${file} belongs to no package.`);
  }

  test('every package of which a file is in the program, or in its page, stands in THIRD-PARTY-LICENSES.txt', async () => {
    builtProgram();
    const { metafile } = await build({ ...BUNDLING, outfile: join(ROOT, 'dist/bundle.js') });
    const page = await bundlePage();
    const inPage = page.files.map(file => file.slice(ROOT.length + 1));
    const shipped = new Set(
      [...Object.keys(metafile.inputs), ...inPage].flatMap(file => packageOf(file) ?? []),
    );
    expect(shipped.size).toBeGreaterThan(80);
    const text = readFileSync(join(ROOT, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const listed = new Set(
      [...text.matchAll(/^(\S+ \d+\.\d+\.\d+\S*) \([^)]+\)$/gm)].map(([, title]) => title),
    );
    expect([...shipped].filter(title => !listed.has(title))).toEqual([]);
    expect([...listed].filter(title => !shipped.has(title ?? ''))).toEqual([]);
  });
});

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

describe('what is installed', () => {
  const { '': _root, ...packages } = Lock.parse(readJson('package-lock.json')).packages;
  const { allowScripts, dependencies } = z
    .looseObject({
      allowScripts: z.record(z.string(), z.boolean()),
      dependencies: z.record(z.string(), z.string()).optional(),
    })
    .parse(readJson('package.json'));

  test('no package has a script that runs at its installation but those that were looked at', () => {
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(scripted.sort()).toEqual(Object.keys(allowScripts).sort());
    expect(Object.entries(allowScripts).filter(([, may]) => may)).toEqual([['node', true]]);
  });

  test('every package is held to its digest, and comes from the registry', () => {
    const loose = Object.entries(packages).filter(
      ([, { integrity, resolved, link }]) =>
        !/^sha512-/.test(integrity ?? '') || link || (resolved !== undefined && !/^https:/.test(resolved)),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test('whoever installs the package installs no other', () => {
    expect(dependencies).toBeUndefined();
  });
});
