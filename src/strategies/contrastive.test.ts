import { describe, expect, test } from 'vitest';
import { returnedAnswer } from '../run/run.ts';
import { edited, QUESTION } from '../run/testing/sample-run.ts';
import { PERSPECTIVES } from './contrast.ts';
import { contrastive } from './contrastive.ts';
import { goneOnFromAll, type Play, played, settingsFor, threadIn, turnIn } from './testing/played.ts';

const LIST = '1. Attempt 1 says 7, attempt 2 says 8.\nDiscrepancies: 1';
const NONE = 'They say the same.\nDiscrepancies: 0';

/** Answers by perspective, a contrast, and a revision. */
function saying(
  first: readonly string[],
  contrast: string,
  revision = 'It is 8 after all.',
): Play['answers'] {
  return request => {
    const turn = turnIn(request);
    if (turn.startsWith('Below are a question')) return contrast;
    if (turn.includes('Other attempts at the same question')) return revision;
    return first[PERSPECTIVES.findIndex(({ approach }) => turn.endsWith(approach))] ?? 'lost';
  };
}

const asking = (answers: Play['answers'], play: Partial<Play> = {}) =>
  played(contrastive, { parameters: { perspectives: 2 }, ...play, answers });

describe('contrastive reflection', () => {
  test('asks from each perspective, contrasts the attempts, and revises the first by what was found', async () => {
    const { run, lines, requests } = await asking(saying(['It is 7.', 'It is 8.'], LIST));
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.0 contrast', '1.0 revise']);
    const [first, second, contrast, revise] = requests.map(threadIn);
    expect(first).toEqual([`user: ${QUESTION.text}\n\n${PERSPECTIVES[0]?.approach}`]);
    expect(second).toEqual([`user: ${QUESTION.text}\n\n${PERSPECTIVES[1]?.approach}`]);
    expect(contrast).toHaveLength(1);
    expect(contrast?.[0]).toMatch(/It is 7\.[\s\S]*It is 8\./);
    expect(revise).toEqual([first?.[0], 'assistant: It is 7.', expect.stringContaining(LIST)]);
    expect(revise?.[2]).toContain('It is 8.');
    expect(revise?.[2]).not.toContain('It is 7.');
    expect(run.rounds[0]?.checks).toMatchObject([
      { lane: 0, source: 'contrast', verdict: 'fail', text: LIST, about: 0, calls: [2] },
    ]);
    expect(run.rounds[1]?.grades).toMatchObject([{ lane: 0, call: 3 }]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(returnedAnswer(run)).toMatchObject({ round: 1, lane: 0 });
  });

  test('ends where the attempts do not contradict each other', async () => {
    const { run, lines } = await asking(saying(['It is 7.', 'It is 7.'], NONE));
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.0 contrast']);
    expect(run.rounds[0]?.checks).toMatchObject([{ verdict: 'pass' }]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-discrepancy' });
    expect(returnedAnswer(run)).toMatchObject({ round: 0, lane: 0 });
  });

  test('revises also where it cannot be read whether there were any', async () => {
    const { lines } = await asking(saying(['It is 7.', 'It is 8.'], 'They differ in a way.'));
    expect(lines.at(-1)).toBe('1.0 revise');
  });

  test('begins a new conversation where the first perspective gave no text', async () => {
    const { requests } = await asking(saying(['', 'It is 8.', 'It is 9.'], LIST), {
      parameters: { perspectives: 3 },
    });
    const [only, ...none] = threadIn(requests.at(-1) ?? { messages: [] });
    expect(none).toEqual([]);
    expect(only).toMatch(/^user: A bat and a ball[\s\S]*It is 8\.[\s\S]*It is 9\./);
  });

  test('ends where there are no two answers to contrast, or the contrast says nothing', async () => {
    const one = await asking(saying(['', 'It is 8.'], LIST));
    expect(one.run.outcome).toEqual({
      kind: 'stopped',
      rule: 'no-answer',
      answer: { round: 0, lane: 1, why: 'first' },
    });
    const mute = await asking(saying(['It is 7.', 'It is 8.'], ''));
    expect(mute.lines).toHaveLength(3);
    expect(mute.run.outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
  });

  test('ends by a cap before the contrast', async () => {
    const { run, lines } = await asking(saying(['It is 7.', 'It is 8.'], LIST), {
      settings: { stop: { maxCost: 0.0005 } },
    });
    expect(lines).toHaveLength(2);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-cost' });
  });

  test("puts the user's own feedback in the place of the contrast, and their prompt around it", async () => {
    const { events } = await asking(saying(['It is 7.', 'It is 8.'], LIST));
    const past = events.slice(0, events.findIndex(({ type }) => type === 'round.finished') + 1);
    const edit = { seq: past.length, at: 100, ...edited(1, { feedback: 'Mind the unit.' }) };
    const { lines, requests } = await asking(saying([], LIST), { past: [...past, edit] as typeof past });
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.0 revise']);
    expect(threadIn(requests[0] ?? { messages: [] }).at(-1)).toContain('Mind the unit.');
    const own = await asking(saying(['It is 7.', 'It is 8.'], LIST), {
      settings: { prompts: { reflection: 'Once more. {feedback}\nNow.' } },
    });
    expect(threadIn(own.requests.at(-1) ?? { messages: [] }).at(-1)).toMatch(
      /^user: Once more\. Other[\s\S]*Now\.$/,
    );
  });

  test('goes on after any of its events, and asks nothing twice', async () => {
    for (const contrast of [LIST, NONE]) {
      const answers = saying(['It is 7.', 'It is 8.'], contrast);
      const { whole, again } = await goneOnFromAll(contrastive, { answers, parameters: { perspectives: 2 } });
      for (const { lines, run } of again) {
        expect([...lines].sort()).toEqual([...whole.lines].sort());
        expect(run.outcome).toEqual(whole.run.outcome);
        expect(run.rounds[0]?.checks.map(({ text }) => text)).toEqual([contrast]);
      }
    }
  });

  test('says what is wrong with its settings, and takes as many calls as it says', async () => {
    const problemsOf = (
      parameters: NonNullable<Play['parameters']>,
      settings: NonNullable<Play['settings']> = {},
    ) => contrastive.problems?.(settingsFor(contrastive, { parameters, settings }));
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ perspectives: 1 })).toEqual([expect.stringMatching(/"perspectives"/)]);
    expect(problemsOf({}, { feedback: { source: 'judge' } })).toEqual([
      expect.stringMatching(/from comparing the answers/),
    ]);
    const { run } = await asking(saying(['It is 7.', 'It is 8.'], LIST));
    expect(contrastive.mostCalls(run.settings)).toBe(run.calls.length);
  });
});
