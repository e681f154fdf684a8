import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrinter } from '../plain/printer.ts';
import { createPlayer, type Player } from '../replay/player.ts';
import { effort } from '../text/testing/effort.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { createCleaner } from './clean.ts';
import { createFamilyFinder } from './family.ts';
import { readTranscript, TranscriptError } from './read.ts';
import { readForResume, whyNotResumable } from './resume.ts';
import { mutatedTranscript } from './testing/mutated-transcripts.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const tries = (short: number, long: number) => ({ numRuns: effort(short, long) });

type Move = (player: Player) => void;
const place = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: 0, max: 100_000, noNaN: true }));
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    place.map(
      (ms): Move =>
        player =>
          player.seek(ms),
    ),
    place.map(
      (ms): Move =>
        player =>
          player.advance(ms),
    ),
    fc.tuple(fc.constantFrom('event', 'call', 'round', 'marker', 'flip'), fc.constantFrom(1, -1)).map(
      ([unit, way]): Move =>
        player =>
          void player.step(unit, way),
    ),
    fc.tuple(place, place).map(
      ([ms, idle]): Move =>
        player =>
          player.seek(player.playedTo(ms, idle)),
    ),
    fc.constantFrom('75%', '#1', 'round 99999', '1:23', '+1e9', '').map(
      (text): Move =>
        player => {
          const found = player.find(text);
          if ('problem' in found) expectSentence(found.problem);
          else player.seek(found.atMs);
        },
    ),
  ),
  { minLength: 1, maxLength: 12 },
);

describe('Fuzz', () => {
  test('a transcript changed anywhere, read and gone on with: a run with what was passed over named, or a sentence', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    await fc.assert(
      fc.asyncProperty(mutatedTranscript, async bytes => {
        writeFileSync(file, bytes);
        try {
          const { run, notices } = await readForResume(file);
          for (const notice of notices) expectSentence(notice);
          const why = whyNotResumable(run);
          if (why !== undefined) expectSentence(why);
          createFamilyFinder(join(file, '..')).find(run);
        } catch (thrown) {
          if (!(thrown instanceof TranscriptError)) throw thrown;
          expectSentence(thrown.message);
        }
        expectNothingPolluted();
      }),
      tries(120, 12_000),
    );
  });

  test('a transcript changed anywhere, played to any place and back: the player stays inside of the run', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    await fc.assert(
      fc.asyncProperty(mutatedTranscript, moves, async (bytes, path) => {
        writeFileSync(file, bytes);
        const events = await readTranscript(file).then(read => read.events.map(createCleaner()), refused);
        if (!events) return;
        const player = createPlayer(events);
        for (const move of path) {
          move(player);
          const { atMs, durationMs } = player.position();
          const { count } = player.happened();
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(events.length);
          expect(atMs).toBeGreaterThanOrEqual(0);
          expect(atMs).toBeLessThanOrEqual(durationMs);
        }
      }),
      tries(70, 6_000),
    );
  });

  test('a transcript changed anywhere, in plain lines: every line is one line that is safe to print', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    await fc.assert(
      fc.asyncProperty(mutatedTranscript, async bytes => {
        writeFileSync(file, bytes);
        const events = await readTranscript(file).then(read => read.events.map(createCleaner()), refused);
        if (!events) return;
        const printer = createPrinter(line => {
          expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        });
        for (const event of events) printer.tell(event);
        printer.end();
      }),
      tries(40, 3_000),
    );
  });
});

function refused(thrown: unknown): undefined {
  if (!(thrown instanceof TranscriptError)) throw thrown;
}
