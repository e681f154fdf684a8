import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edit, editsOf, isProbe, PROBES, type RoundEdit, settingsAt } from './edits.ts';
import { Settings } from './settings.ts';
import { edited, runOf, runStarted, SETTINGS } from './testing/sample-run.ts';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const WARM = Settings.parse({ ...SETTINGS, temperature: 0.7 });
const changed = (...edits: readonly [round: number, change: Edit][]) =>
  runOf(runStarted({ settings: WARM }), ...edits.map(([round, change]) => edited(round, change)));

describe('what was changed for a round', () => {
  test('is nothing, the one change, or the later one over the earlier', () => {
    const run = changed(
      [1, { feedback: 'Odd.', maxTokens: 100 }],
      [2, { model: HAIKU }],
      [1, { feedback: '' }],
    );
    expect(editsOf(run, 0)).toEqual({});
    expect(editsOf(run, 1)).toEqual({ feedback: '', maxTokens: 100 });
    expect(editsOf(run, 2)).toEqual({ model: HAIKU });
  });
  test('can be taken back', () => {
    const run = changed(
      [1, { prompt: { text: 'Why?', proposed: 'Check it.' }, probe: { kind: 'placebo' } }],
      [1, { prompt: null, probe: null }],
    );
    expect(editsOf(run, 1)).toEqual({ prompt: null, probe: null });
  });
});

describe('the settings of a round', () => {
  test('are those of the run where nobody changed any', () => {
    expect(settingsAt(changed(), 3)).toEqual(WARM);
  });
  test('are changed for that round alone', () => {
    const run = changed([1, { model: HAIKU, maxTokens: 100, thinking: { type: 'off' } }]);
    expect(settingsAt(run, 1)).toEqual({
      ...WARM,
      model: HAIKU,
      maxTokens: 100,
      thinking: { type: 'off' },
    });
    expect([0, 2].map(round => settingsAt(run, round))).toEqual([WARM, WARM]);
  });
  test('are changed for that round and the later ones where that is wanted', () => {
    const run = changed([1, { model: HAIKU, onward: true }], [2, { model: WARM.model }]);
    expect([0, 1, 2, 3].map(round => settingsAt(run, round).model)).toEqual([
      WARM.model,
      HAIKU,
      WARM.model,
      HAIKU,
    ]);
  });
  test('have the temperature of the model where the own one was taken away', () => {
    const run = changed([1, { temperature: null }], [2, { temperature: 0 }]);
    expect([0, 1, 2].map(round => settingsAt(run, round).temperature)).toEqual([0.7, undefined, 0]);
    expect('temperature' in settingsAt(run, 1)).toBe(false);
  });
  test('say everywhere how many rounds there are', () => {
    const run = changed([2, { rounds: 5 }]);
    expect([0, 1, 2, 3].map(round => settingsAt(run, round).strategy.rounds)).toEqual([5, 5, 5, 5]);
    expect(settingsAt(run, 0).strategy).toEqual({ ...WARM.strategy, rounds: 5 });
  });
});

test('law: the words and the probes of a round are none of its settings, nor is what was changed for later ones', () => {
  const words: fc.Arbitrary<Edit> = fc.constantFrom<Edit>(
    { prompt: { text: 'Why?', proposed: 'Check it.' } },
    { feedback: 'Odd.' },
    { probe: { kind: 'pressure', text: '0.10' } },
    { retry: 0 },
    { choose: 1 },
  );
  const later: fc.Arbitrary<RoundEdit> = fc.record({
    round: fc.integer({ min: 3, max: 6 }),
    change: fc.constant<Edit>({ model: HAIKU, onward: true }),
  });
  const any = fc.record({ round: fc.nat({ max: 6 }), change: words });
  fc.assert(
    fc.property(fc.array(fc.oneof(any, later)), fc.nat({ max: 2 }), (edits, round) => {
      const run = changed(...edits.map(({ round: at, change }): [number, Edit] => [at, change]));
      expect(settingsAt(run, round)).toEqual(WARM);
    }),
  );
});

test('probes are the rounds that are no reflection', () => {
  expect(PROBES.every(isProbe)).toBe(true);
  expect(['answer', 'reflection', 'critique'].some(isProbe)).toBe(false);
});
