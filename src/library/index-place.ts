/**
 * Where the index of a folder lies: in the user's cache, by the folder's name, and not in the folder
 * itself. That may only be readable, be shared with people who run another version, or be kept in version
 * control; and whoever empties a cache loses nothing.
 */

import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { whyNotWrittenAndHelp } from '../text/disk-words.ts';
import type { RunIndex } from './run-index.ts';
import { openIndexFile, openIndexInMemory, removeIndex } from './run-index.ts';

/** The cache of the user (in XDG_CACHE_HOME on Linux). */
export function libraryCache(): string {
  return join(envPaths('reflectoscope', { suffix: '' }).cache, 'library');
}

export function indexFileOf(folder: string, cache: string): string {
  const key = createHash('sha256').update(realOf(folder)).digest('hex').slice(0, 24);
  return join(cache, `${key}.sqlite`);
}

/** By whatever name it was reached. */
export function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}

export interface OpenedIndex {
  readonly index: RunIndex;
  /** Why it is in memory only, for the middle of a sentence. */
  readonly problem?: string;
}

/** Never throws: where no file can be used, the index is in memory, and is made anew each time. */
export function openIndex(
  folder: string,
  { cache, anew = false }: { cache: string; anew?: boolean },
): OpenedIndex {
  const file = indexFileOf(folder, cache);
  try {
    if (anew) removeIndex(file);
    return { index: openIndexFile(file) };
  } catch (thrown) {
    return { index: openIndexInMemory(), problem: `${file}: ${whyNotWrittenAndHelp(thrown)}` };
  }
}
