/** The files that a report is over: those that were named, and all below the folders that were. */
import { statSync } from 'node:fs';
import { walk } from '../library/walk.ts';
import type { CostFile } from './cost-files.ts';

export interface ReportFiles {
  readonly files: readonly CostFile[];
  /** Folders in which there is nothing to read, each in a sentence. */
  readonly problems: readonly string[];
}

/** A file that was named twice, or also lies in a folder that was, is there once. */
export async function reportFiles(paths: readonly string[]): Promise<ReportFiles> {
  const files = new Map<string, CostFile>();
  const problems: string[] = [];
  for (const path of paths) {
    if (!isFolder(path)) {
      files.set(path, { path, named: true });
      continue;
    }
    const found = await walk(path);
    problems.push(...found.problems);
    if (found.files.length === 0 && found.problems.length === 0) {
      problems.push(`In the folder ${path} there is no transcript (a .jsonl file of a run).`);
    }
    for (const file of found.files) {
      if (!files.has(file.path)) files.set(file.path, { path: file.path, named: false });
    }
  }
  return { files: [...files.values()], problems };
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
