import { describe, expect, test } from 'vitest';
import type { RunCheck } from '../engine/perform-checks.ts';
import { executionFeedback } from './execution-feedback.ts';
import { goneOnFromAll, type Play, played, settingsFor, turnIn } from './testing/played.ts';

/** Passes what has a semicolon. */
const check: RunCheck = async ({ about }) =>
  about.text.includes(';')
    ? { text: 'One row.', verdict: 'pass', durationMs: 1 }
    : { text: 'Error: incomplete input', verdict: 'fail', durationMs: 1 };

const play: Play = {
  answers: ({ messages }) => (messages.length === 1 ? 'SELECT 1' : 'SELECT 1;'),
  settings: { feedback: { source: 'sql' } },
  check,
};

describe('execution feedback', () => {
  test('runs the answer, revises with what came of it, and stops when it passes', async () => {
    const { run, lines, requests } = await played(executionFeedback, play);
    expect(lines).toEqual(['0.0 answer', '1.0 revise']);
    expect(run.rounds.map(({ checks }) => checks)).toMatchObject([
      [{ source: 'sql', verdict: 'fail', about: 0 }],
      [{ source: 'sql', verdict: 'pass', about: 1 }],
    ]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
    expect(turnIn(requests[1] ?? { messages: [] })).toContain('Error: incomplete input');
  });

  test('runs the last answer, too: its verdict costs nothing', async () => {
    const { run } = await played(executionFeedback, { ...play, parameters: { rounds: 1 } });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
    const failing = await played(executionFeedback, {
      ...play,
      answers: () => 'SELECT 1',
      parameters: { rounds: 1 },
    });
    expect(failing.run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(failing.run.rounds.map(({ checks }) => checks.length)).toEqual([1, 1]);
  });

  test('makes no calls but for answers', () => {
    const settings = settingsFor(executionFeedback, { ...play, parameters: { rounds: 3 } });
    expect(executionFeedback.mostCalls(settings)).toBe(4);
    expect(executionFeedback.models?.(settings)).toEqual([]);
  });

  test('goes on from anywhere with the same calls, none of them twice', async () => {
    const { whole, again } = await goneOnFromAll(executionFeedback, play);
    for (const one of again) {
      expect(one.lines).toEqual(whole.lines);
      expect(one.run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('needs something that runs the answer', () => {
    const problems = (source: string) =>
      executionFeedback.problems?.(settingsFor(executionFeedback, { settings: { feedback: { source } } }));
    const needed =
      'Execution feedback needs something that runs the answer: choose sql or command as the source of the feedback.';
    expect(problems('sql')).toEqual([]);
    expect(problems('command')).toEqual([]);
    expect(problems('none')).toEqual([needed]);
    expect(problems('judge')).toEqual([`${needed} With a judge, choose verify-revise.`]);
  });
});
