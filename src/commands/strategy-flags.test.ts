import { describe, expect, test } from 'vitest';
import { Settings } from '../run/settings.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { settingsIn } from '../ui/screens/setting-shapes.ts';
import { textOf } from '../ui/screens/setting-text.ts';
import { changedSettings } from './settings.ts';
import { feedbackFrom, type StrategyFlags } from './strategy-flags.ts';

const BASE = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });
const NONE = BASE.feedback;
const settings = (flags: StrategyFlags, base = BASE) => changedSettings(flags, base, () => ({}));
const chosen = (flags: StrategyFlags, base = BASE) => settings(flags, base).strategy;

describe('a strategy', () => {
  test('is chosen with its own defaults, written out', () => {
    expect(chosen({ strategy: 'self-consistency' })).toMatchObject({ id: 'self-consistency', samples: 8 });
    expect(chosen({})).toEqual(BASE.strategy);
  });
  test('leaves nothing of the parameters of the one before', () => {
    const before = settings({ strategy: 'self-consistency', set: ['samples=3'] });
    expect(chosen({ strategy: 'debate' }, before)).not.toHaveProperty('samples');
    expect(chosen({ set: ['window=2'] }, before)).toMatchObject({ samples: 3, window: 2 });
  });
  test('has turns of its own, unless a prompt was chosen; the neutral one is that of self-reflection', () => {
    const prompts = (flags: Parameters<typeof changedSettings>[0]) =>
      changedSettings(flags, BASE, () => ({})).prompts;
    expect(prompts({}).reflection).toBe(REFLECTION_PROMPT);
    expect(prompts({ strategy: 'self-refine' })).toEqual({});
    expect(prompts({ strategy: 'self-refine', reflectionPrompt: 'Mine.' })).toEqual({ reflection: 'Mine.' });
  });
  test('that nobody knows is refused with those that there are', () => {
    expect(() => chosen({ strategy: 'guessing\u001b[31m' })).toThrow(
      /^There is no strategy "guessing"\. Strategies are: self-reflection, .*adaptive\.$/m,
    );
  });
});

describe('--set', () => {
  test.each(STRATEGIES)('takes every parameter of $id, as its default is written', strategy => {
    for (const { path, shape, initial } of settingsIn(strategy.parameters)) {
      if (!shape || initial === undefined) continue;
      const set = [`${path[0]}=${textOf(shape, initial)}`];
      expect(chosen({ strategy: strategy.id, set })).toEqual(chosen({ strategy: strategy.id }));
    }
  });
  test('takes a name as a flag is written, and the last value of several', () => {
    expect(chosen({ set: ['repeat-question=no', 'REPEATQUESTION = yes'] })).toMatchObject({
      repeatQuestion: true,
    });
  });
  test('takes off for what may be absent', () => {
    const with2 = settings({ strategy: 'self-consistency', set: ['temperature=0.2'] });
    expect(with2.strategy).toMatchObject({ temperature: 0.2 });
    expect(chosen({ set: ['temperature=off'] }, with2).temperature).toBeUndefined();
  });
  test.each<[string, StrategyFlags, string]>([
    [
      'an unknown name',
      { set: ['samples=3'] },
      '--set: self-reflection has no parameter "samples". self-reflection has: rounds, repeatQuestion, sendReasoning.',
    ],
    [
      'a value out of bounds',
      { set: ['rounds=99'] },
      '--set rounds: "99" is not a whole number from 0 to 20.',
    ],
    ['no value', { set: ['rounds'] }, '--set needs NAME=VALUE, not "rounds".'],
    [
      'a word that is none of the legal ones',
      { strategy: 'self-refine', set: ['mode=wild'] },
      '--set mode: "wild" is not free or checklist.',
    ],
    ['rounds that are too many', { rounds: 21 }, '--rounds goes from 0 to 20.'],
    [
      'a flag that the strategy does not go by',
      { strategy: 'self-consistency', rounds: 2 },
      '--rounds: self-consistency has no parameter "rounds".',
    ],
  ])('refuses %s in a sentence', (_what, flags, sentence) => {
    expect(() => chosen(flags)).toThrow(sentence);
  });
  test('leaves the prototype of everything alone', () => {
    expect(() => chosen({ set: ['__proto__=1'] })).toThrow('has no parameter');
    expect(() => chosen({ set: ['constructor=1'] })).toThrow('has no parameter');
  });
});

describe('feedback', () => {
  test.each([
    [{ check: 'true' }, { source: 'command' }],
    [{ check: 'true', feedback: 'none' }, { source: 'none' }],
    [{ judge: 'a.model' }, { source: 'judge', judge: 'a.model' }],
    [{ judgeRepeats: 3 }, { source: 'judge', repeats: 3 }],
    [{ feedback: 'sql' }, { source: 'sql' }],
  ])('of %j is %j', (flags, feedback) => {
    expect(feedbackFrom(flags, NONE)).toMatchObject(feedback);
  });
  test('of two kinds is refused, and of an unknown one', () => {
    expect(() => feedbackFrom({ check: 'true', judge: 'a' }, NONE)).toThrow('two kinds of feedback');
    expect(() => feedbackFrom({ feedback: 'gossip' }, NONE)).toThrow('none, judge, sql or command');
  });
});
