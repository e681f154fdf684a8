import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import {
  callFinished,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runStarted,
} from '../run/testing/sample-run.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readTranscript } from '../transcripts/read.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { readRun } from './read-run.ts';
import { summaryOf, textsOf } from './summary.ts';

/** As the journal writes it, and as another program may. */
const WRITTEN: readonly ((event: object) => string)[] = [
  event => JSON.stringify(event),
  event => `  ${JSON.stringify(event)}\r`,
  event => JSON.stringify(event).replaceAll(/[^\u0020-\u007e]/g, escaped),
  event => JSON.stringify({ ...event, more: 1 }),
  event => JSON.stringify(event).replace('"at":', '"at": '),
  event => JSON.stringify(event).replace(/"at":(\d+)/, '"at":$1.5'),
];

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

async function expectSame(file: string): Promise<void> {
  const { events } = await readTranscript(file);
  const run = foldAll(events.map(createCleaner()));
  if (!run) throw new Error('no run');
  expect(await readRun(file)).toEqual({
    kind: 'run',
    summary: summaryOf(run),
    texts: textsOf(run),
    passedOver: 0,
  });
}

test('a run is read as from all of its events, however its deltas are written', async () => {
  const file = join(temporaryFolder(), 'run.jsonl');
  const piece = fc.oneof(
    fc.constantFrom('the ball ', '\n', '"quoted"', '\\frac', 'é', '\u001b[31m', '\u2028', '👩‍👩‍👧', '', '}'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const written = fc.tuple(piece, fc.nat(WRITTEN.length - 1));
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 40 }), async pieces => {
      const text = pieces.map(([words]) => words).join('');
      const events = inOrder([
        runStarted(),
        roundStarted(0),
        callStarted(0, 0),
        ...pieces.map(([words]) => delta(0, words)),
        callFinished(0, { input: 10, output: 5 }, { text }),
      ]);
      const lines = events.map((event, index) => {
        const write = WRITTEN[pieces[index - 3]?.[1] ?? 0];
        return write?.(event) ?? '';
      });
      writeFileSync(file, `${lines.join('\n')}\n`);
      await expectSame(file);
    }),
    { numRuns: 60 },
  );
});

test('a run that is longer than what is read at once is read whole', async () => {
  const file = join(temporaryFolder(), 'run.jsonl');
  const pieces = Array.from({ length: 5000 }, (_, index) => `${index}: the ball costs é. `);
  const events = inOrder([
    runStarted(),
    roundStarted(0),
    callStarted(0, 0),
    ...pieces.map(words => delta(0, words)),
    callFinished(0, { input: 10, output: 5 }, { text: pieces.join('') }),
  ]);
  writeFileSync(file, events.map(event => JSON.stringify(event)).join('\n'));
  await expectSame(file);
});
