import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { RunCheck } from '../engine/perform-checks.ts';
import { instantClock } from '../run/clock.ts';
import { foldAll } from '../run/fold.ts';
import type { Call, Check, Run } from '../run/run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { answerFrom, listRecordings } from './recordings.ts';
import { whyNotRecorded } from './refusal.ts';
import { play } from './testing/small-recording.ts';

const bundled = listRecordings(resolve(import.meta.dirname, '../../fixtures/recordings'));
const named = bundled.map(({ file, head }) => ({ name: basename(file), file, head }));

const words = ({ lane, source, text, verdict, about }: Check) => [lane, source, text, verdict, about];

test('there are recordings', () => {
  expect(named.length).toBeGreaterThanOrEqual(12);
});

test.each(named)('$name is played again as it was recorded', async ({ file, head }) => {
  const { events, notices } = await readTranscript(file);
  const recorded = foldAll(events);
  expect(notices).toEqual([]);
  expect(whyNotRecorded(bundled, head.question, head.settings)).toBeUndefined();
  // What was run is said again as it was said; that it comes out the same is proven where it is run.
  const check: RunCheck = async ({ about }) => {
    const said = recorded?.rounds.flatMap(({ checks }) => checks).find(one => one.about === about.id);
    if (!said) throw new Error(`nothing was run for call ${about.id}`);
    return { text: said.text, verdict: said.verdict, durationMs: 0 };
  };
  const clock = instantClock();
  const again = await play(answerFrom(bundled), clock, head.settings, () => {}, head.question, check);
  const told = (call: Call | undefined) => call && { ...call, request: undefined };
  expect(again.outcome).toEqual(recorded?.outcome);
  expect(again.calls.map(told)).toEqual(recorded?.calls.map(told));
  const said = (run: Run | undefined) => run?.rounds.map(({ checks, vote }) => [checks.map(words), vote]);
  expect(said(again)).toEqual(said(recorded));
});
