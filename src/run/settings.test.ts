import { describe, expect, test } from 'vitest';
import { MAX_ROUNDS, Settings } from './settings.ts';

describe('settings', () => {
  test('a model is enough', () => {
    expect(Settings.parse({ model: 'a-model-of-your-own' })).toEqual({
      model: 'a-model-of-your-own',
      strategy: { id: 'self-reflection', rounds: 3, repeatQuestion: false, sendReasoning: false },
      cache: '5m',
      thinking: { type: 'default' },
      feedback: { source: 'none', repeats: 1 },
      stop: {},
      prompts: {},
      maxTokens: 4096,
    });
  });

  test.each<[string, object]>([
    ['no model', { model: '' }],
    ['more rounds than anybody could pay for', { strategy: { rounds: MAX_ROUNDS + 1 } }],
    ['a round less than none', { strategy: { rounds: -1 } }],
    ['a cache that does not exist', { cache: '2h' }],
    ['a thinking budget under the minimum', { thinking: { type: 'budget', tokens: 1023 } }],
    ['an answer that is stable after one round', { stop: { answerStable: 1 } }],
    ['a cap of nothing', { stop: { maxCost: 0 } }],
    ['an empty reflection prompt', { prompts: { reflection: '' } }],
    ['a temperature over 1', { temperature: 1.1 }],
  ])('refuse %s', (_name, change) => {
    expect(Settings.safeParse({ model: 'm', ...change }).success).toBe(false);
  });

  test('keep what a later version has added', () => {
    const later = { model: 'm', strategy: { judge: 'x' }, stop: { confidence: 0.9 }, colour: 'blue' };
    expect(Settings.parse(later)).toMatchObject(later);
  });
});
