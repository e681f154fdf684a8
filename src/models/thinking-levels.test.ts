import { describe, expect, test } from 'vitest';
import type { Thinking } from '../run/settings.ts';
import { MODELS } from './catalogue/index.ts';
import { resolveModel } from './resolve.ts';
import { additionalFieldsFor } from './thinking.ts';
import { highestLevel, levelsOf, readLevels, readThinking } from './thinking-levels.ts';

const SONNET_4_6 = resolveModel('us.anthropic.claude-sonnet-4-6');

const read = (list: string): Thinking[] => readLevels(list).flatMap(text => readThinking(text) ?? []);

describe('levels of thinking', () => {
  test('are read as people write them', () => {
    expect(read(' off, 1024,,default , high')).toEqual([
      { type: 'off' },
      { type: 'budget', tokens: 1024 },
      { type: 'default' },
      { type: 'effort', level: 'high' },
    ]);
    expect(readThinking('1023')).toBeUndefined();
  });

  test.each(MODELS.map(model => [model.base, model] as const))(
    'of %s are levels that it takes',
    (_, model) => {
      for (const word of levelsOf(model)) {
        const thinking = readThinking(word);
        const resolved = { ...model, id: model.base, prefix: null };
        expect(thinking && additionalFieldsFor(thinking, resolved, 4096)).not.toHaveProperty('problem');
      }
    },
  );

  test.each([
    ['off, 4096, 1024', 1],
    ['high, low, off', 0],
    ['max, high', 0],
    ['1024, 1024', 1],
    // What cannot be compared goes by its place.
    ['max, default', 1],
    ['high, 1024', 1],
    ['unheard-of, low', 1],
  ])('have a highest one: %s', (list, place) => {
    expect(highestLevel(read(list), SONNET_4_6)).toBe(place);
  });

  test('of efforts are not compared without a model', () => {
    expect(highestLevel(read('high, low'), undefined)).toBe(1);
  });
});
