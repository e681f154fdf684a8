import { expect, test } from 'vitest';
import { NOTHING_RECENT, withRun } from './recent.ts';

const run = (...choices: Parameters<typeof withRun>[1][]) => choices.reduce(withRun, NOTHING_RECENT);

test('the last one comes first, and stands only once', () => {
  const recent = run(
    { model: 'a', question: 'p' },
    { model: 'b', question: 'q' },
    { model: 'a', question: 'q' },
  );
  expect(recent).toEqual({ models: ['a', 'b'], questions: ['q', 'p'] });
});

test('five are remembered', () => {
  expect(run(...[...'abcdefg'].map(model => ({ model }))).models).toEqual(['g', 'f', 'e', 'd', 'c']);
});

test('a question of one’s own is not among them', () => {
  expect(run({ model: 'a', question: 'own-question', ownQuestion: 'Why?' })).toEqual({
    models: ['a'],
    questions: [],
  });
});
