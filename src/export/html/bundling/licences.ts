/** The licences of what is in the bundle, each text once: most of them ask that they go along. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which something is in the bundle. */
export interface Package {
  /** `ink 8.0.0`. */
  readonly title: string;
  /** By its SPDX name. */
  readonly licence: string;
  /** What its licence and notice files say; empty when it has none. */
  readonly text: string;
  /** Who wrote it, as far as it says so. */
  readonly author: string;
}

/** They ask for no more than their own words beside what is shipped. By their SPDX names. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/**
 * The packages in a bundle, by name, each version once. Throws when one names no licence at all, or one
 * that may ask for more than its own words.
 */
export function packagesOf({ inputs }: Pick<Metafile, 'inputs'>, root: string): Package[] {
  const folders = new Set(
    Object.keys(inputs).flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []),
  );
  const packages = new Map<string, Package>();
  for (const folder of folders) {
    const one = readPackage(join(root, folder));
    packages.set(one.title, one);
  }
  return [...packages.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
}

function readPackage(folder: string): Package {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const licence = license?.type ?? license;
  if (!licence) throw new Error(`${name} names no licence: look at it before it is shipped.`);
  if (!PERMISSIVE.has(licence)) {
    throw new Error(`${name} comes under ${licence}: see what that asks for before it is shipped.`);
  }
  const text = licenceFiles(folder)
    .map(file => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
  return { title: `${name} ${version}`, licence, text, author: author?.name ?? author ?? homepage ?? name };
}

/** Those of the package, and of a folder of them: what a package took from others has its licence there. */
function licenceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => /^(licen[cs]e|notice)/i.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isDirectory()) return path;
      return readdirSync(path)
        .sort()
        .map(name => join(path, name));
    });
}

const RULE = '='.repeat(80);

/**
 * One section a licence text, headed by all packages that come under it. Throws when the words of a
 * licence stand nowhere, because no package under it brings them.
 */
export function thirdPartyLicences(packages: readonly Package[]): string {
  const sections = new Map<string, { text: string; members: Package[] }>();
  for (const one of packages) {
    const text = one.text || withoutText(one, packages);
    // Copies of one text differ in how they are indented.
    const key = text.replace(/\s+/g, ' ');
    const section = sections.get(key) ?? { text, members: [] };
    section.members.push(one);
    sections.set(key, section);
  }
  return [...sections.values()]
    .map(
      ({ text, members }) =>
        `${members.map(({ title, licence }) => `${title} (${licence})`).join('\n')}\n\n${text}\n`,
    )
    .join(`\n${RULE}\n\n`);
}

function withoutText({ title, licence, author }: Package, packages: readonly Package[]): string {
  const other = packages.find(one => one.licence === licence && one.text !== '');
  if (!other) throw new Error(`${title} comes without the text of its licence (${licence}).`);
  return `Copyright ${author}. Comes without a licence file; the words of ${licence} stand with ${other.title}.`;
}
