import { describe, expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import type { RunEvent } from '../run/events.ts';
import { PRICE, QUESTION, SETTINGS, theRun } from '../run/testing/sample-run.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { type RunOptions, reflect } from './engine.ts';
import type { RunCheck } from './perform-checks.ts';
import { says, scriptedModel } from './testing/scripted-model.ts';

async function checked(check: RunCheck | undefined, options: Partial<RunOptions> = {}) {
  const clock = instantClock();
  const model = scriptedModel(clock, [says(['SELECT 1;']), says(['SELECT 2;'])]);
  const events: RunEvent[] = [];
  const run = await reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings: { ...SETTINGS, feedback: { source: 'sql', repeats: 1 } },
    prices: [PRICE],
    strategy: selfReflection,
    model,
    clock,
    signal: new AbortController().signal,
    check,
    emit: event => void events.push(event),
    ...options,
  });
  expect(run).toEqual(theRun(events));
  return { run, events, model };
}

describe('a check', () => {
  test('sees the answer it is about, and what it said is put before the model', async () => {
    const seen: string[] = [];
    const { run, model } = await checked(async ({ source, about }) => {
      seen.push(`${source}: ${about.text}`);
      return { text: 'no such table', verdict: 'fail', durationMs: 3 };
    });
    expect(seen).toEqual(['sql: SELECT 1;']);
    expect(run.rounds[0]?.checks).toMatchObject([{ source: 'sql', about: 0, verdict: 'fail', lane: 0 }]);
    expect(JSON.stringify(model.requests[1]?.messages.at(-1))).toContain('no such table');
  });

  test('that nobody named ends the run with what would help', async () => {
    const { run } = await checked(undefined);
    expect(run.outcome).toMatchObject({
      kind: 'failed',
      error: { name: 'NoCheck', remedy: 'Name it with --database FILE.' },
    });
    expect(run.rounds).toHaveLength(1);
  });

  test('that is cancelled cancels the run', async () => {
    const controller = new AbortController();
    const { run } = await checked(
      (_about, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('gone')));
          controller.abort();
        }),
      { signal: controller.signal },
    );
    expect(run.outcome).toEqual({ kind: 'cancelled' });
  });

  test('that is a bug is thrown on', async () => {
    await expect(checked(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });
});

test('a grader of one’s own may take its time', async () => {
  const { run } = await checked(async () => ({ text: '', verdict: 'unknown', durationMs: 0 }), {
    grade: async text => ({ extracted: text, correct: text.includes('2'), method: 'by hand' }),
  });
  expect(run.rounds.map(({ grades }) => grades[0]?.correct)).toEqual([false, true]);
});
