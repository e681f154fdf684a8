import { describe, expect, test } from 'vitest';
import { QUESTION } from '../run/testing/sample-run.ts';
import { ATTEMPT_PROMPT, MEMO_PROMPT, reflexion } from './reflexion.ts';
import { type Answers, goneOnFromAll, played, settingsFor, turnIn } from './testing/played.ts';

const JUDGED = { feedback: { source: 'judge' } };

/** Answers 0, 1, 2, ... in their order; the judge takes the one that is right. */
function trying(right: number): Answers {
  return request => {
    const turn = turnIn(request);
    if (turn.startsWith('Judge')) {
      return turn.includes(`It is ${right}.`)
        ? '{"verdict": "pass", "reason": "It holds."}'
        : '{"verdict": "fail", "reason": "The second step is wrong."}';
    }
    if (turn.endsWith(MEMO_PROMPT)) return `Memo on ${/It is \d+/.exec(turn)?.[0]}.`;
    return `It is ${turn.match(/<memo /g)?.length ?? 0}.`;
  };
}

describe('Reflexion', () => {
  test('writes a memo after a failure, and tries again in a fresh thread, until an attempt passes', async () => {
    const { run, lines, requests } = await played(reflexion, { answers: trying(2), settings: JUDGED });
    expect(lines).toEqual([
      '0.0 answer',
      '0.0 verify',
      '1.0 memo',
      '1.0 answer',
      '1.0 verify',
      '2.0 memo',
      '2.0 answer',
      '2.0 verify',
    ]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
    for (const { messages } of requests) expect(messages).toHaveLength(1);
    expect(run.rounds.map(({ grades }) => grades[0]?.extracted)).toEqual(['0', '1', '2']);
  });

  test('shows the memo the failed answer and what was said of it, and the next attempt all memos', async () => {
    const { requests } = await played(reflexion, { answers: trying(2), settings: JUDGED });
    const memo = turnIn(requests[2] ?? { messages: [] });
    for (const part of [QUESTION.text, 'It is 0.', 'The second step is wrong.', MEMO_PROMPT]) {
      expect(memo).toContain(part);
    }
    expect(turnIn(requests[6] ?? { messages: [] })).toBe(
      [
        QUESTION.text,
        'Memos on earlier attempts at this question:',
        '<memo number="1">\nMemo on It is 0.\n</memo>',
        '<memo number="2">\nMemo on It is 1.\n</memo>',
        ATTEMPT_PROMPT,
      ].join('\n\n'),
    );
  });

  test('shows the old answer, too, where that is wanted', async () => {
    const parameters = { keepAnswer: true, rounds: 1 };
    const { requests } = await played(reflexion, { answers: trying(9), settings: JUDGED, parameters });
    expect(turnIn(requests[3] ?? { messages: [] })).toContain('<answer>\nIt is 0.\n</answer>');
  });

  test('ends after its rounds, whose last answer is not judged', async () => {
    const parameters = { rounds: 1 };
    const { run, lines } = await played(reflexion, { answers: trying(9), settings: JUDGED, parameters });
    expect(lines).toEqual(['0.0 answer', '0.0 verify', '1.0 memo', '1.0 answer']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(reflexion.mostCalls(settingsFor(reflexion, { parameters, settings: JUDGED }))).toBe(4);
  });

  test('has the last answer checked where that costs nothing', async () => {
    const { run, lines } = await played(reflexion, {
      answers: trying(1),
      settings: { feedback: { source: 'command' } },
      parameters: { rounds: 1 },
      check: async ({ about }) => ({
        text: 'ran',
        verdict: about.text === 'It is 1.' ? 'pass' : 'fail',
        durationMs: 1,
      }),
    });
    expect(lines).toEqual(['0.0 answer', '1.0 memo', '1.0 answer']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
  });

  test('tries again without a memo that is empty', async () => {
    const answers: Answers = (request, count) =>
      turnIn(request).endsWith(MEMO_PROMPT) ? '' : trying(9)(request, count);
    const { requests, run } = await played(reflexion, {
      answers,
      settings: JUDGED,
      parameters: { rounds: 1 },
    });
    expect(turnIn(requests[3] ?? { messages: [] })).toBe(QUESTION.text);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });

  test('ends with an empty answer', async () => {
    const { run, lines } = await played(reflexion, { answers: () => '', settings: JUDGED });
    expect(lines).toEqual(['0.0 answer']);
    expect(run.outcome).toMatchObject({ rule: 'no-answer' });
  });

  test('goes on from every prefix, and asks nothing again', async () => {
    const { whole, again } = await goneOnFromAll(reflexion, { answers: trying(2), settings: JUDGED });
    for (const { lines, run, length } of again) {
      expect([length, lines]).toEqual([length, whole.lines]);
      expect(run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('needs to be told what failed', () => {
    const problems = (settings: Record<string, unknown>) =>
      reflexion.problems?.(settingsFor(reflexion, { settings })) ?? [];
    expect(problems({})[0]).toContain('needs to be told what failed');
    expect(problems(JUDGED)).toEqual([]);
  });
});
