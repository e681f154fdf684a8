/** The recordings that come with the program, as runs. Only tests import it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixturesDir } from '../../questions/package-root.ts';
import { foldAll } from '../../run/fold.ts';
import type { Run } from '../../run/run.ts';
import { readTranscript } from '../../transcripts/read.ts';

const FOLDER = join(fixturesDir(), 'recordings');

export const RECORDINGS = readdirSync(FOLDER)
  .filter(name => name.endsWith('.jsonl'))
  .map(name => name.slice(0, -'.jsonl'.length));

export async function recordedRun(name: string): Promise<Run> {
  const { events } = await readTranscript(join(FOLDER, `${name}.jsonl`));
  const run = foldAll(events);
  if (!run) throw new Error(`no run in ${name}`);
  return run;
}
