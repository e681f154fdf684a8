/** Which transcripts are meant by the files and folders that were named. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotRead } from '../text/disk-words.ts';
import { readHead } from '../transcripts/read.ts';

export interface CostFile {
  readonly path: string;
  /** Whether it was named itself, and not found in a folder. */
  readonly named: boolean;
}

export interface Found {
  readonly files: readonly CostFile[];
  /** Folders in which there is nothing to read, each in a sentence. */
  readonly problems: readonly string[];
}

/** Of a folder its own `.jsonl` files that begin as a transcript does, by name; files as they were named. */
export function findTranscripts(paths: readonly string[]): Found {
  const files: CostFile[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    if (!isFolder(path)) {
      files.push({ path, named: true });
      continue;
    }
    try {
      const inside = transcriptsIn(path);
      files.push(...inside.map(one => ({ path: one, named: false })));
      if (inside.length === 0)
        problems.push(`In the folder ${path} there is no transcript (a .jsonl file of a run).`);
    } catch (thrown) {
      problems.push(`The folder ${path} could not be read: ${whyNotRead(thrown)}.`);
    }
  }
  return { files, problems };
}

/** What is not there is told when it is read. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Also where a name is too long, or leads in a circle.
    return false;
  }
}

function transcriptsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .map(name => join(folder, name))
    .filter(file => readHead(file) !== undefined);
}
