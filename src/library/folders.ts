/** The folders of the library, and whether something came into them. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { realOf } from './index-place.ts';
import type { FoundFile, FoundFolder } from './walk.ts';

/** Without those that are below another one, or are another name for it: their runs are there already. */
export function outermost(folders: readonly string[]): string[] {
  const named = folders.map(folder => ({ folder, real: realOf(folder) }));
  return named.flatMap(({ folder, real }, index) => {
    const isThere = named.some(
      (other, place) => (place < index && other.real === real) || real.startsWith(join(other.real, '/')),
    );
    return isThere ? [] : [folder];
  });
}

/** Something came into a folder or went out of it, or the folder is gone. */
export function areOthers(folders: readonly FoundFolder[]): boolean {
  return folders.some(({ path, mtimeMs }) => {
    try {
      return statSync(path).mtimeMs !== mtimeMs;
    } catch {
      return true;
    }
  });
}

export function fileAt(path: string, name: string): FoundFile | undefined {
  try {
    const stat = statSync(path);
    const { size, mtimeMs, ino } = stat;
    return stat.isFile() ? { name, path, size, mtimeMs, ino } : undefined;
  } catch {
    return undefined;
  }
}
