/** A file of a test, without a disk: its text or bytes, in pieces of any size. */

import { foldAll } from '../../run/fold.ts';
import type { Run } from '../../run/run.ts';
import { eventsOf } from '../events-of.ts';
import type { ImportedRun } from '../imported-run.ts';
import type { Importer, ImportProblem, SourceFile } from '../importer.ts';
import { streamedFile } from '../source-file.ts';

export function memoryFile(
  content: string | Uint8Array,
  path = 'folder/file.json',
  piece = 64 * 1024,
): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return streamedFile(path, async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  });
}

export interface Read {
  readonly imported: readonly ImportedRun[];
  readonly problems: readonly ImportProblem[];
  readonly runs: readonly Run[];
}

/** All that an importer makes of a file, and the runs as they are folded from their transcripts. */
export async function readAll(importer: Importer, ...files: readonly SourceFile[]): Promise<Read> {
  const imported: ImportedRun[] = [];
  const problems: ImportProblem[] = [];
  const [first] = files;
  const all = files.length > 1 ? importer.runsOfAll?.(files) : first && importer.runs(first);
  for await (const one of all ?? []) {
    if ('problem' in one) problems.push(one);
    else imported.push(one);
  }
  const runs = imported.flatMap(run => foldAll(eventsOf(run, MAKING)) ?? []);
  return { imported, problems, runs };
}

const MAKING = { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05.000Z' };

export function texts(run: Run | undefined): (string | undefined)[] {
  return run?.calls.map(call => call?.text) ?? [];
}
