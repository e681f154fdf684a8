import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import { edited } from '../run/testing/sample-run.ts';
import { goneOnFromAll, type Play, played, settingsFor, threadIn } from './testing/played.ts';
import { thinkingLevels } from './thinking-levels.ts';

const SONNET_5_5 = 'us.anthropic.claude-sonnet-5-5';
const answers: Play['answers'] = () => 'It is 7.';
const thinkingIn = (request: { additionalModelRequestFields?: Record<string, unknown> }) =>
  request.additionalModelRequestFields?.thinking;

describe('thinking levels', () => {
  test('asks the question once with each level, side by side, and returns the answer of the highest', async () => {
    const parameters = { levels: 'off, 4096, 1024' };
    const { run, lines, requests } = await played(thinkingLevels, { answers, parameters, prepare });
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '0.2 answer']);
    for (const request of requests) expect(threadIn(request)).toEqual([`user: ${run.question.text}`]);
    expect(requests.map(thinkingIn)).toEqual([
      undefined,
      { type: 'enabled', budget_tokens: 4096 },
      { type: 'enabled', budget_tokens: 1024 },
    ]);
    expect(run.rounds[0]?.grades).toHaveLength(3);
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'all-levels',
      answer: { round: 0, lane: 1, why: 'highest-level' },
    });
  });

  test('asks with every level that the model takes, where none is named', async () => {
    const { requests } = await played(thinkingLevels, { answers, prepare });
    expect(requests.map(request => request.additionalModelRequestFields?.output_config)).toEqual([
      undefined,
      ...['low', 'medium', 'high', 'max'].map(effort => ({ effort })),
    ]);
  });

  test('returns the highest level that has an answer, and ends where none has', async () => {
    const parameters = { levels: 'low, high' };
    const some = await played(thinkingLevels, {
      answers: (_, count) => (count === 1 ? '' : 'It is 7.'),
      parameters,
    });
    expect(some.run.outcome).toMatchObject({ rule: 'all-levels', answer: { lane: 0 } });
    const none = await played(thinkingLevels, { answers: () => '', parameters });
    expect(none.run.outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
  });

  test('has every answer judged where that is wanted', async () => {
    const settings = { feedback: { source: 'judge', repeats: 2 } };
    const { run, lines } = await played(thinkingLevels, {
      answers: () => '{"verdict": "pass", "reason": "It holds."}',
      parameters: { levels: 'off, low' },
      settings,
    });
    expect(lines).toEqual([
      '0.0 answer',
      '0.1 answer',
      ...['0.0 verify', '0.0 verify', '0.1 verify', '0.1 verify'],
    ]);
    expect(run.rounds[0]?.checks.map(({ lane, verdict }) => [lane, verdict])).toEqual([
      [0, 'pass'],
      [1, 'pass'],
    ]);
    expect(thinkingLevels.mostCalls(run.settings)).toBe(6);
  });

  test('goes on after any of its events, and asks nothing twice', async () => {
    const { whole, again } = await goneOnFromAll(thinkingLevels, {
      answers,
      parameters: { levels: 'off, low, high' },
    });
    for (const { lines, run } of again) {
      expect([...lines].sort()).toEqual(whole.lines);
      expect(run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('asks for a level once more with its own thinking', async () => {
    const play = { answers, parameters: { levels: '4096, 1024' }, prepare };
    const { events } = await played(thinkingLevels, play);
    const past = events.slice(0, -1);
    const retry = { seq: past.length, at: past.at(-1)?.at ?? 0, ...edited(0, { retry: 0 }) };
    const { requests } = await played(thinkingLevels, { ...play, past: [...past, retry] as typeof past });
    expect(requests.map(thinkingIn)).toEqual([{ type: 'enabled', budget_tokens: 4096 }]);
  });

  test('says what is wrong with its settings', () => {
    const problemsOf = (levels: string | undefined, settings: NonNullable<Play['settings']> = {}) =>
      thinkingLevels.problems?.(
        settingsFor(thinkingLevels, { parameters: levels === undefined ? {} : { levels }, settings }),
      );
    expect(problemsOf(undefined)).toEqual([]);
    expect(problemsOf('off, 1024, 4096')).toEqual([]);
    expect(problemsOf('low, high', { model: SONNET_5_5 })).toEqual([]);
    expect(problemsOf('off, high', { model: SONNET_5_5 })).toEqual([expect.stringMatching(/always thinks/)]);
    expect(problemsOf('low, utmost')).toEqual([expect.stringMatching(/does not know the effort "utmost"/)]);
    expect(problemsOf('off, 512')).toEqual([expect.stringMatching(/at least 1,024 tokens/)]);
    expect(problemsOf('low, low')).toEqual([expect.stringMatching(/"low" is named twice/)]);
    expect(problemsOf('low')).toEqual([expect.stringMatching(/name two or more/)]);
    expect(problemsOf('off, low', { temperature: 0.5 })).toEqual([
      expect.stringMatching(/level of thinking "low".*leave the temperature out/),
    ]);
    expect(problemsOf(undefined, { model: 'somebody.else' })).toEqual([
      expect.stringMatching(/^It is not known of two levels of thinking that somebody\.else takes/),
    ]);
  });
});
