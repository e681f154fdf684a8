import { describe, expect, test } from 'vitest';
import { leftModel, nextModel, offeredModels, openModel, typedModel } from './model-field.ts';
import { HAIKU, MODELS, SONNET } from './testing/step-inputs.ts';

const idsFor = (typed: string, first = SONNET) => offeredModels({ typed }, MODELS, first).map(({ id }) => id);
const insert = (text: string) => ({ type: 'insert', text }) as const;

describe('the models that are offered', () => {
  test('are all while nothing is typed, and the present one wherever it is from', () => {
    expect(idsFor('')).toEqual(MODELS.map(({ id }) => id));
    expect(idsFor(' ', 'my.model')).toEqual(['my.model', ...MODELS.map(({ id }) => id)]);
  });
  test('are those called so, by name before id, and what was typed as an id', () => {
    expect(idsFor('h')).toEqual([HAIKU, SONNET, 'h']);
    expect(idsFor('claude hai')).toEqual([HAIKU]);
    expect(idsFor(HAIKU)).toEqual([HAIKU]);
    expect(idsFor('no such thing')).toEqual([]);
  });
});

describe('the field', () => {
  test('keeps its model when what was typed is taken back', () => {
    const typed = typedModel(openModel(SONNET), MODELS, SONNET, insert('hai'));
    expect(typed.id).toBe(HAIKU);
    expect(typedModel(typed, MODELS, SONNET, { type: 'kill-to-start' })).toEqual({ typed: '', id: HAIKU });
  });
  test('goes round', () => {
    expect(nextModel(openModel(SONNET), MODELS, SONNET, -1).id).toBe(MODELS.at(-1)?.id);
    expect(nextModel({ typed: 'no one', id: undefined }, MODELS, SONNET, 1).id).toBeUndefined();
  });
  test('forgets what was typed once it is left, unless it found nothing', () => {
    expect(leftModel({ typed: 'hai', id: HAIKU }).typed).toBe('');
    expect(leftModel({ typed: 'no one', id: undefined }).typed).toBe('no one');
  });
});
