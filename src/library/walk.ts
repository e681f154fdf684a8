/** The `.jsonl` files below a folder. Hidden folders are left out, and so is a folder that was there already. */

import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskCode, whyNotRead } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import type { Rest } from './read-run.ts';

export interface FoundFile {
  /** Relative to the folder that was asked for, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

export interface FoundFolder {
  readonly path: string;
  readonly mtimeMs: number;
}

export interface Walked {
  readonly files: readonly FoundFile[];
  /** That were looked into, the one that was asked for first. */
  readonly folders: readonly FoundFolder[];
  /** Folders that could not be looked into, each in a sentence that is safe to print. */
  readonly problems: readonly string[];
}

/** Never throws. A link to a folder is followed once, wherever it leads. */
export async function walk(root: string, rest: Rest = () => undefined): Promise<Walked> {
  const files: FoundFile[] = [];
  const problems: string[] = [];
  const been = new Set<string>();
  const folders: FoundFolder[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const path = join(root, folder);
    const listed = list(path, been);
    if (typeof listed === 'string') problems.push(listed);
    else if (listed) {
      folders.push({ path, mtimeMs: listed.mtimeMs });
      for (const { name, isFolder } of listed.entries) {
        const waits = rest();
        if (waits) await waits;
        const below = folder === '' ? name : `${folder}/${name}`;
        if (isFolder === false && !isTranscriptName(name)) continue;
        const stat = statOf(join(path, name));
        if (stat?.isDirectory()) waiting.push(below);
        else if (stat?.isFile() && isTranscriptName(name)) {
          const { size, mtimeMs, ino } = stat;
          files.push({ name: below, path: join(path, name), size, mtimeMs, ino });
        }
      }
    }
  }
  return { files, folders, problems };
}

function isTranscriptName(name: string): boolean {
  return name.endsWith('.jsonl');
}

interface Listed {
  readonly name: string;
  /** `undefined`: a link, of which nobody knows without looking. */
  readonly isFolder: boolean | undefined;
}

/**
 * Sorted, so that what follows depends on no file system; nothing of a folder that was there already, and a
 * sentence where it cannot be listed.
 */
function list(path: string, been: Set<string>): { mtimeMs: number; entries: Listed[] } | string | undefined {
  try {
    const { dev, ino, mtimeMs } = statSync(path);
    const place = `${dev} ${ino}`;
    if (been.has(place)) return undefined;
    been.add(place);
    const entries = readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .map(entry => ({
        name: entry.name,
        isFolder: entry.isDirectory() ? true : entry.isFile() ? false : undefined,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { mtimeMs, entries };
  } catch (thrown) {
    return problemWith(path, thrown);
  }
}

/** Also of what is no file: a named pipe would be waited for. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function problemWith(path: string, thrown: unknown): string {
  const code = diskCode(thrown);
  if (code === 'ENOENT') return sanitizeLine(`There is no folder ${path}.`);
  if (code === 'ENOTDIR') return sanitizeLine(`${path} is a file, not a folder.`);
  if (code === 'EACCES' || code === 'EPERM') {
    return sanitizeLine(`The folder ${path} may not be read by this user: what is in it is not shown.`);
  }
  return sanitizeLine(`The folder ${path} could not be read: ${whyNotRead(thrown)}.`);
}
