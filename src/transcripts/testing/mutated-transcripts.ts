/** Transcripts that were damaged or made up: every bundled recording, changed anywhere. Only tests import it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type fc from 'fast-check';
import { fixturesDir } from '../../questions/package-root.ts';
import { sampleEvents } from '../../run/testing/sample-run.ts';
import { anyLineChange, mutated } from '../../text/testing/mutations.ts';
import { asLines } from './temporary-folder.ts';

export const RECORDINGS: readonly Buffer[] = globSync(join(fixturesDir(), 'recordings', '*.jsonl'))
  .sort()
  .map(file => readFileSync(file));

/** Of some recordings the bytes; small ones, so that many can be tried. */
const SMALL = RECORDINGS.filter(({ length }) => length < 24_000);

/** A file for a transcript. */
export const mutatedTranscript: fc.Arbitrary<Buffer> = mutated(
  [Buffer.from(asLines(sampleEvents())), ...SMALL],
  anyLineChange,
);
