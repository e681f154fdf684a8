import { describe, expect, test } from 'vitest';
import type { WholeRequest } from '../run/model.ts';
import { edited, MODEL, runOf, runStarted, wholeRound } from '../run/testing/sample-run.ts';
import { type Answers, goneOnFromAll, played, settingsFor, threadIn, turnIn } from './testing/played.ts';
import { verifyRevise } from './verify-revise.ts';

const JUDGE = 'us.amazon.nova-pro-v1:0';

const isJudged = (request: WholeRequest) => turnIn(request).startsWith('Judge whether');

/** Says 0.10 first and 0.05 when it revises; the judge knows which is right. */
const answers: Answers = request => {
  if (!isJudged(request)) return request.messages.length === 1 ? 'It is 0.10.' : 'It is 0.05.';
  return turnIn(request).includes('It is 0.05.')
    ? '{"verdict": "pass", "reason": "1.05 and 0.05 are 1.10."}'
    : '{"verdict": "fail", "reason": "1.10 and 0.10 are 1.20."}';
};

describe('verify and revise', () => {
  test('judges each answer, revises with the verdict in the turn, and stops when it passes', async () => {
    const { run, lines, requests } = await played(verifyRevise, { answers });
    expect(lines).toEqual(['0.0 answer', '0.0 verify', '1.0 revise', '1.0 verify']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
    expect(threadIn(requests[2] ?? { messages: [] })).toEqual([
      expect.stringMatching(/^user: /),
      'assistant: It is 0.10.',
      expect.stringContaining('Feedback on your answer:\n\n1.10 and 0.10 are 1.20.\n\n'),
    ]);
  });

  test('does not revise what passes at once', async () => {
    const { lines } = await played(verifyRevise, {
      answers: request => (isJudged(request) ? 'Verdict: pass' : 'It is 0.05.'),
    });
    expect(lines).toEqual(['0.0 answer', '0.0 verify']);
  });

  test('revises where the verdict cannot be told, and does not judge the last answer', async () => {
    const { run, lines } = await played(verifyRevise, {
      answers: request => (isJudged(request) ? 'Hm.' : 'It is 0.10.'),
      parameters: { rounds: 2 },
    });
    expect(lines).toEqual(['0.0 answer', '0.0 verify', '1.0 revise', '1.0 verify', '2.0 revise']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(lines).toHaveLength(verifyRevise.mostCalls(run.settings));
  });

  test('goes by a verdict only when it is always the same', async () => {
    let judged = 0;
    const { lines, run } = await played(verifyRevise, {
      answers: request =>
        isJudged(request) ? `Verdict: ${judged++ % 2 === 0 ? 'pass' : 'fail'}` : 'It is 0.10.',
      parameters: { rounds: 1 },
      settings: { feedback: { repeats: 2, judge: JUDGE } },
    });
    expect(lines).toEqual(['0.0 answer', '0.0 verify', '0.0 verify', '1.0 revise']);
    expect(run.rounds[0]?.checks).toMatchObject([{ verdict: 'unknown' }]);
    expect(run.calls.map(call => call?.model)).toEqual([MODEL, JUDGE, JUDGE, MODEL]);
    expect(verifyRevise.models?.(run.settings)).toEqual([JUDGE]);
    expect(verifyRevise.mostCalls(run.settings)).toBe(4);
  });

  test('goes by a check where one is named, on the last answer, too', async () => {
    const { run, lines } = await played(verifyRevise, {
      answers: () => 'It is 0.10.',
      parameters: { rounds: 1 },
      settings: { feedback: { source: 'command' } },
      check: async () => ({ text: 'exit code 1', verdict: 'fail', durationMs: 1 }),
    });
    expect(lines).toEqual(['0.0 answer', '1.0 revise']);
    expect(run.rounds.map(({ checks }) => checks.length)).toEqual([1, 1]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(verifyRevise.mostCalls(run.settings)).toBe(2);
  });

  test('asks nobody where the user says what is wrong', () => {
    const started = runStarted({ settings: settingsFor(verifyRevise) });
    const run = runOf(started, ...wholeRound(0, '0.10'), edited(1, { feedback: 'Add the two.' }));
    expect(verifyRevise.next(run)).toMatchObject({ round: 1, steps: [{ purpose: 'revise' }] });
  });

  test('goes on from anywhere with the same calls, none of them twice', async () => {
    const { whole, again } = await goneOnFromAll(verifyRevise, { answers });
    for (const one of again) {
      expect(one.lines).toEqual(whole.lines);
      expect(one.run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('says which of its parameters it cannot take', () => {
    const settings = settingsFor(verifyRevise);
    const broken = { ...settings, strategy: { ...settings.strategy, repeatQuestion: 'often' } };
    expect(verifyRevise.problems?.(settings)).toEqual([]);
    expect(verifyRevise.problems?.(broken as never)).toEqual([expect.stringContaining('"repeatQuestion"')]);
  });
});
