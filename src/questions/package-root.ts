/** Where this package lies on the disk, from the sources and from the one-file bundle alike. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'reflectoscope';

/**
 * The nearest folder above a file that holds the package.json of this package.
 * Throws `Error` when there is none: the installation is damaged.
 *
 * @param from the `file:` URL of a file inside the package
 */
export function packageRoot(from: string = import.meta.url): string {
  const file = fileURLToPath(from);
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (nameIn(join(folder, 'package.json')) === NAME) return folder;
    if (folder === dirname(folder)) {
      throw new Error(`No package.json of ${NAME} lies above ${file}. Installing ${NAME} again would help.`);
    }
  }
}

/** The folder of question sets, databases and recordings that come with the package. */
export function fixturesDir(from?: string): string {
  return join(packageRoot(from), 'fixtures');
}

/** A package.json that is absent, or that nobody can read, is not the one. */
function nameIn(file: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && 'name' in content ? content.name : undefined;
  } catch {
    return undefined;
  }
}
