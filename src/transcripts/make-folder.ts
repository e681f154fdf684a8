/** Makes a folder and those above it, and ends: Node's own way never does where a system has folders that take none. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * `mode` is that of every folder that is made. Throws what the system says: ENOTDIR where a file stands in
 * the way.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isThere(dirname(folder))) {
      makeFolder(dirname(folder), mode);
      // Another process may have been here meanwhile.
      makeOne(folder, mode);
      return;
    }
    if (isFolder(folder)) return;
    throw code === 'EEXIST' ? Object.assign(thrown as Error, { code: 'ENOTDIR' }) : thrown;
  }
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (thrown) {
    if (!isFolder(folder)) throw thrown;
  }
}

/** What is above the root is there. */
function isThere(path: string): boolean {
  if (dirname(path) === path) return true;
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
