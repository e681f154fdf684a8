import { describe, expect, test } from 'vitest';
import { Edit } from '../run/edits.ts';
import {
  callFailed,
  callStarted,
  edited,
  onceMore,
  probeRound,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { attemptPlace, attemptWords, editSentence, editWords, isChanged, kindName } from './edit-words.ts';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

describe('a change', () => {
  test.each<[Edit, string[]]>([
    [{ prompt: { text: 'a', proposed: 'b' } }, ['another prompt']],
    [{ prompt: null }, ['the prompt as it was proposed']],
    [{ feedback: 'No.' }, ['your own feedback']],
    [{ feedback: '' }, ['no feedback']],
    [
      { model: HAIKU, onward: true, temperature: 0.2 },
      ['model Claude Haiku 4.5', 'temperature 0.2', 'from here on'],
    ],
    [{ model: 'my.own-model', onward: false }, ['model my.own-model']],
    [{ temperature: null }, ["the model's own temperature"]],
    [{ thinking: { type: 'off' } }, ['thinking off']],
    [{ thinking: { type: 'default' } }, ["the model's own thinking"]],
    [{ thinking: { type: 'budget', tokens: 4096 } }, ['thinking up to 4,096 tokens']],
    [{ thinking: { type: 'effort', level: 'high' } }, ['thinking effort high']],
    [{ maxTokens: 2000 }, ['at most 2,000 tokens']],
    [{ prompts: { name: 'find-the-error' } }, ['prompt find-the-error']],
    [{ prompts: {} }, ['the neutral prompt']],
    [{ prompts: { reflection: 'Look.' } }, ['a prompt of your own']],
    [{ rounds: 5 }, ['5 rounds']],
    [{ rounds: 1 }, ['1 round']],
    [{ probe: { kind: 'placebo' } }, ['placebo']],
    [{ probe: { kind: 'pressure', text: '0.10' } }, ['pressure: 0.10']],
    [
      { probe: { kind: 'injection' }, answer: { text: 'a', proposed: 'b' } },
      ['the answer before it changed (error injection)'],
    ],
    [{ probe: null }, ['no probe']],
    [{ retry: 1 }, ['once more']],
    [{ choose: 3 }, ['the answer of call 3 chosen']],
    [{ prices: [] }, []],
    [{ laterField: 1, prompt: undefined }, ['laterField']],
  ])('%j', (change, words) => {
    expect(editWords(change)).toEqual(words);
  });

  test('of every kind has words', () => {
    const silent = new Set(['onward', 'prices']);
    const names = Object.keys(Edit.shape).filter(name => !silent.has(name));
    for (const name of names) {
      expect(editWords({ [name]: null }), name).not.toContain(name);
    }
  });

  test('in a sentence names the round, and an attempt by its place', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '1'),
      ...onceMore(0, { call: 1, again: 0, answer: '2' }),
    );
    expect(editSentence(2, { maxTokens: 9, temperature: 0 }, run)).toBe(
      'You changed round 2: at most 9 tokens, temperature 0',
    );
    expect(editSentence(1, { probe: { kind: 'placebo' } }, run)).toBe('You made round 1 a probe: placebo');
    expect(editSentence(0, { retry: 0 }, run)).toBe('You asked for round 0 once more');
    expect(editSentence(0, { choose: 1 }, run)).toMatch(/^You chose attempt 2 of 2 of round 0/);
    expect(editSentence(0, { choose: 7 }, run)).toMatch(/^You chose call 7 of round 0/);
  });
});

test('a round is changed when what was proposed for it is another', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, '1'),
    edited(1, { prompt: { text: 'a', proposed: 'b' } }),
    edited(1, { prompt: null }),
    edited(2, { temperature: 0 }),
    ...probeRound(3, 'pressure', '1'),
    edited(0, { retry: 0 }),
    edited(4, { rounds: 5, onward: true }),
  );
  expect([0, 1, 2, 3, 4].map(round => isChanged(run, round))).toEqual([false, false, true, false, false]);
});

describe('an attempt', () => {
  const twice = [
    runStarted(),
    ...wholeRound(0, '1'),
    ...onceMore(0, { call: 1, again: 0, answer: '2' }),
  ] as const;
  const words = (run: ReturnType<typeof runOf>, call?: number) => {
    const place = attemptPlace(run, 0, call);
    return place && attemptWords(place);
  };

  test('is told by its number, and whether it goes on', () => {
    const run = runOf(...twice);
    expect(words(run)).toBe('attempt 2 of 2');
    expect(words(run, 0)).toBe('attempt 1 of 2, not the one that goes on');
    const chosen = runOf(...twice, edited(0, { choose: 0 }));
    expect(words(chosen)).toBe('attempt 1 of 2, chosen');
    expect(words(chosen, 1)).toBe('attempt 2 of 2, not the one that goes on');
  });
  test('that failed takes the place of none', () => {
    const failed = runOf(...twice, callStarted(2, 0, { again: 0 }), callFailed(2));
    expect(words(failed)).toBe('attempt 2 of 3');
    expect(words(failed, 2)).toBe('attempt 3 of 3, not the one that goes on');
  });
  test('that is the only one is not counted', () => {
    expect(words(runOf(...twice.slice(0, 7)))).toBeUndefined();
    expect(attemptPlace(runOf(runStarted()), 4)).toBeUndefined();
  });
});

test('a probe has a name', () => {
  expect([kindName('injection'), kindName('placebo'), kindName('reflection')]).toEqual([
    'error injection',
    'placebo',
    'reflection',
  ]);
});
