/** Every recording of a strategy can be chosen by its name alone, and the run comes out as it was recorded. */
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { loadBundledQuestions } from '../questions/load.ts';
import { instantClock } from '../run/clock.ts';
import { foldAll } from '../run/fold.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { settingsFor } from './settings.ts';
import { chooseSource } from './source.ts';
import { startRun } from './start-run.ts';

const source = await chooseSource({ offline: true, idleTimeout: 60 }, {});
const recordings = source.kind === 'offline' ? source.recordings : [];
const loaded = await loadBundledQuestions();
const questions = loaded.ok ? loaded.questions : [];
const named = recordings
  .filter(({ head }) => head.settings.strategy.id !== 'self-reflection')
  .map(({ file, head }) => ({ name: basename(file, '.jsonl'), file, head }));

test('there are some', () => {
  expect(named.length).toBeGreaterThanOrEqual(12);
});

test.each(named)('$name is chosen untouched, checks its answers again, and is the same run', async one => {
  const { file, head } = one;
  const question = questions.find(({ id }) => id === head.question.id);
  if (!question) throw new Error(`there is no question ${head.question.id}`);
  expect(question).toEqual(head.question);
  const { model, strategy } = head.settings;
  const settings = settingsFor({ model, strategy: strategy.id }, question, source);
  expect(settings).toEqual(head.settings);
  const { done } = startRun({
    source,
    question,
    settings,
    clock: instantClock(),
    signal: new AbortController().signal,
    save: { save: false },
    watch: () => {},
    onSaveProblem: message => {
      throw new Error(message);
    },
  });
  const again = await done;
  const recorded = foldAll((await readTranscript(file)).events);
  expect(again.provenance).toBe('synthetic');
  expect(recorded && toldOf(again)).toEqual(recorded && toldOf(recorded));
});

/** All of a run but who made it and when, and how long its checks took on the machine at hand. */
function toldOf(run: Run) {
  const { outcome, calls, rounds, prices } = run;
  return {
    outcome,
    prices,
    calls: calls.map(call => call && { ...call, request: threadOf(run, call as Call) }),
    rounds: rounds.map(round => ({
      ...round,
      checks: round.checks.map(check => ({ ...check, durationMs: 0 })),
    })),
  };
}
