/** For tests of importers: a file that is only a text, and all that an importer tells of a file. */
import type { ImportedRun } from '../imported-run.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from '../importer.ts';

/** A file that comes `size` characters at a time, so that what is read together need not come together. */
export function textFile(path: string, text: string, size = 7): SourceFile {
  async function* pieces(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  }
  return { path, bytes, text: pieces };
}

export function beginning(path: string, text: string): Beginning {
  return { path, text, bytes: new TextEncoder().encode(text) };
}

export interface Imports {
  readonly runs: readonly ImportedRun[];
  readonly problems: readonly ImportProblem[];
}

export async function importAll(importer: Importer, file: SourceFile): Promise<Imports> {
  const runs: ImportedRun[] = [];
  const problems: ImportProblem[] = [];
  for await (const one of importer.runs(file)) {
    if ('problem' in one) problems.push(one);
    else runs.push(one);
  }
  return { runs, problems };
}
