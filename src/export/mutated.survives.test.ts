import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '../text/testing/effort.ts';
import { expectNothingPolluted } from '../text/testing/sentence.ts';
import { readTranscript, TranscriptError } from '../transcripts/read.ts';
import { mutatedTranscript } from '../transcripts/testing/mutated-transcripts.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { FORMATS, type Format } from './exporters.ts';
import { createPage } from './html/page/page.ts';
import { exportedText, inputOf } from './testing/exported.ts';

/** Of some formats a run takes longer. */
const TRIES: Readonly<Record<string, readonly [number, number]>> = {
  html: [5, 400],
  cast: [4, 300],
  cast3: [2, 200],
};

describe('Fuzz', () => {
  test.each(FORMATS.map(format => [format.id, format] as const))(
    'a transcript changed anywhere, exported as %s: a whole file, whatever stands in the run',
    async (id, format: Format) => {
      const file = join(temporaryFolder(), 'run.jsonl');
      const exporter = await format.load();
      const [short, long] = TRIES[id] ?? [20, 1_500];
      await fc.assert(
        fc.asyncProperty(mutatedTranscript, fc.boolean(), async (bytes, thinking) => {
          writeFileSync(file, bytes);
          const events = await readTranscript(file).then(read => read.events, refused);
          if (!events) return;
          const text = await exportedText(exporter, inputOf(events, 'run.jsonl', { thinking }));
          expect(text.length).toBeGreaterThan(0);
          if (id === 'json' || id === 'otlp') JSON.parse(text);
          if (id === 'transcript' || id.startsWith('cast')) {
            for (const line of text.trimEnd().split('\n')) JSON.parse(line);
          }
          expectNothingPolluted();
        }),
        { numRuns: effort(short, long) },
      );
    },
  );

  test('the page of a transcript changed anywhere, with every key and at any place: it draws itself', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    const acts = fc.array(
      fc.oneof(
        fc.constantFrom('play', 'start', 'end', 'next round', 'round 2', 'lane 1', 'tab diff', 'fold', 'x'),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(mutatedTranscript, acts, async (bytes, asked) => {
        writeFileSync(file, bytes);
        const events = await readTranscript(file).then(read => read.events, refused);
        if (!events) return;
        const page = createPage({ events: inputOf(events).events, file: 'run.jsonl' });
        page.view();
        for (const one of asked) {
          if (typeof one === 'string') page.act(one);
          else page.seekTo(one);
          page.pass(100);
          page.view();
        }
      }),
      { numRuns: effort(12, 1_000) },
    );
  });
});

function refused(thrown: unknown): undefined {
  if (!(thrown instanceof TranscriptError)) throw thrown;
}
