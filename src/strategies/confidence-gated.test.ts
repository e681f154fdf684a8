import { describe, expect, test } from 'vitest';
import { edited, QUESTION, runOf, runStarted, wholeRound } from '../run/testing/sample-run.ts';
import { CONFIDENCE_LINE, confidenceGated, IF_OR_ELSE_PROMPT } from './confidence-gated.ts';
import { type Answers, goneOnFromAll, played, settingsFor, threadIn } from './testing/played.ts';

/** An answer a round, each as sure as is said here. */
function sure(...confidences: readonly string[]): Answers {
  return ({ messages }) => `It is 0.05.\nConfidence: ${confidences[(messages.length - 1) / 2] ?? '0'}`;
}

describe('confidence-gated reflection', () => {
  test('asks for the confidence with the answer, and puts the If-or-Else turn while it is too little', async () => {
    const { run, lines, requests } = await played(confidenceGated, { answers: sure('60', '95') });
    expect(lines).toEqual(['0.0 answer', '1.0 reflect']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'confidence' });
    expect(threadIn(requests[1] ?? { messages: [] })).toEqual([
      `user: ${QUESTION.text}\n\n${CONFIDENCE_LINE}`,
      'assistant: It is 0.05.\nConfidence: 60',
      `user: ${IF_OR_ELSE_PROMPT}\n\n${CONFIDENCE_LINE}`,
    ]);
  });

  test.each<[string, number, string]>([
    ['90', 90, 'confidence'],
    ['89', 90, 'max-rounds'],
    ['0', 0, 'confidence'],
    ['0.85', 80, 'confidence'],
    ['high', 0, 'max-rounds'],
  ])('a confidence of %s, where %d is enough, ends by %s', async (confidence, threshold, rule) => {
    const { run } = await played(confidenceGated, {
      answers: sure(confidence, confidence),
      parameters: { threshold, rounds: 1 },
    });
    expect(run.outcome).toEqual({ kind: 'stopped', rule });
  });

  test("takes the reminder of the question and the user's own prompt, and asks for the confidence last", async () => {
    const { requests } = await played(confidenceGated, {
      answers: sure('10', '10'),
      parameters: { rounds: 1, repeatQuestion: true },
      settings: { prompts: { first: 'Think: {question}', reflection: 'Sure?' } },
    });
    const turns = requests.map(request => threadIn(request).at(-1) ?? '');
    expect(turns[0]).toBe(`user: Think: ${QUESTION.text}\n\n${CONFIDENCE_LINE}`);
    expect(turns[1]).toMatch(/^user: Sure\?\n\nAs a reminder/);
    expect(turns[1]?.endsWith(CONFIDENCE_LINE)).toBe(true);
  });

  test('puts feedback before the model where it is wanted, and asks for none of a confident answer', async () => {
    const settings = { feedback: { source: 'judge' } };
    const judged: Answers = (request, count) =>
      JSON.stringify(request.messages).includes('Judge whether')
        ? '{"verdict": "fail", "reason": "Not so."}'
        : sure('10', '95')(request, count);
    const { run, lines, requests } = await played(confidenceGated, { answers: judged, settings });
    expect(lines).toEqual(['0.0 answer', '0.0 verify', '1.0 reflect']);
    expect(JSON.stringify(requests[2]?.messages.at(-1))).toContain('Not so.');
    expect(confidenceGated.mostCalls(run.settings)).toBe(7);
  });

  test('goes on where the user has feedback, however confident the model is', () => {
    const started = runStarted({ settings: settingsFor(confidenceGated) });
    const answered = [started, ...wholeRound(0, '0.10\nConfidence: 99')];
    expect(confidenceGated.next(runOf(...answered))).toEqual({ kind: 'stop', rule: 'confidence' });
    const run = runOf(...answered, edited(1, { feedback: 'Add the two.' }));
    expect(confidenceGated.next(run)).toMatchObject({ round: 1, steps: [{ purpose: 'reflect' }] });
  });

  test('goes on from anywhere with the same calls, none of them twice', async () => {
    const { whole, again } = await goneOnFromAll(confidenceGated, { answers: sure('10', '20', '95') });
    expect(whole.lines).toEqual(['0.0 answer', '1.0 reflect', '2.0 reflect']);
    for (const one of again) {
      expect(one.lines).toEqual(whole.lines);
      expect(one.run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('says that a threshold is out of reach, and takes the usual one', async () => {
    const settings = settingsFor(confidenceGated, { parameters: { threshold: 101 } });
    expect(confidenceGated.problems?.(settings)).toEqual([expect.stringContaining('"threshold"')]);
    const { run } = await played(confidenceGated, { answers: sure('90'), parameters: { threshold: 101 } });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'confidence' });
  });
});
