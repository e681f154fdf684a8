import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import { foldAll } from '../run/fold.ts';
import type { Call } from '../run/run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { answerFrom, listRecordings } from './recordings.ts';
import { whyNotRecorded } from './refusal.ts';
import { play } from './testing/small-recording.ts';

const bundled = listRecordings(resolve(import.meta.dirname, '../../fixtures/recordings'));
const named = bundled.map(({ file, head }) => ({ name: basename(file), file, head }));

test('there are recordings', () => {
  expect(named.length).toBeGreaterThanOrEqual(12);
});

test.each(named)('$name is played again as it was recorded', async ({ file, head }) => {
  const { events, notices } = await readTranscript(file);
  const recorded = foldAll(events);
  expect(notices).toEqual([]);
  expect(whyNotRecorded(bundled, head.question, head.settings)).toBeUndefined();
  const again = await play(answerFrom(bundled), instantClock(), head.settings, () => {}, head.question);
  const told = (call: Call | undefined) => call && { ...call, request: undefined };
  expect(again.outcome).toEqual(recorded?.outcome);
  expect(again.calls.map(told)).toEqual(recorded?.calls.map(told));
});
