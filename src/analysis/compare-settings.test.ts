import { describe, expect, test } from 'vitest';
import type { EventOf, NewEvent } from '../run/events.ts';
import { Settings } from '../run/settings.ts';
import {
  edited,
  MODEL,
  PRICE,
  probeRound,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { settingDifferences } from './compare-settings.ts';

type Changes = Partial<Pick<EventOf<'run.started'>, 'provenance' | 'prices' | 'question'>>;

function asked(settings: object = {}, changes: Changes = {}) {
  const parsed = Settings.parse({ model: MODEL, ...settings });
  const run = runOf(runStarted({ settings: parsed, ...changes }), ...wholeRound(0, '5'));
  const [call] = run.calls;
  if (!call) throw new Error('no call');
  return { run, call };
}

describe('settings that differ', () => {
  test('of runs that were set alike there are none', () => {
    expect(settingDifferences([asked(), asked()])).toEqual([]);
  });

  test('are named in words, one value a run', () => {
    const other = asked({
      model: 'us.amazon.nova-lite-v1:0',
      strategy: { rounds: 1, repeatQuestion: true },
      cache: 'off',
      thinking: { type: 'budget', tokens: 2048 },
      stop: { maxCost: 0.5 },
      prompts: { reflection: 'Find the error.' },
      temperature: 0.5,
    });
    const found = settingDifferences([asked(), other]);
    expect(Object.fromEntries(found.map(({ name, values }) => [name, values]))).toEqual({
      model: [MODEL, 'us.amazon.nova-lite-v1:0'],
      'model of the round': [undefined, MODEL],
      rounds: ['3', '1'],
      'repeat question': ['false', 'true'],
      cache: ['5m', 'off'],
      thinking: ['default', '2048 tokens'],
      'max cost': [undefined, '0.5'],
      'reflection prompt': [undefined, 'Find the error.'],
      temperature: [undefined, '0.5'],
    });
  });

  test('are also how it was graded, where the answers come from, and what was paid for a token', () => {
    const { question } = asked().run;
    const other = asked(
      {},
      {
        provenance: 'recorded',
        prices: [{ ...PRICE, input: 4 }],
        question: { ...question, reference: ['1', '2'] },
      },
    );
    expect(settingDifferences([asked(), other])).toEqual([
      { name: 'reference', values: [question.reference?.join(' or '), '1 or 2'] },
      { name: 'source', values: ['live', 'recorded'] },
      { name: 'prices', values: ['$3 in, $15 out, a million tokens', '$4 in, $15 out, a million tokens'] },
    ]);
  });

  test('of three runs are those in which any of them differs', () => {
    const [difference] = settingDifferences([asked(), asked({ cache: 'off' }), asked({ cache: '1h' })]);
    expect(difference).toEqual({ name: 'cache', values: ['5m', 'off', '1h'] });
  });

  test('that this version does not know are compared, too', () => {
    const unknown = { strategy: { id: 'debate', agentNames: ['Ann', 'Bob'] } };
    expect(settingDifferences([asked(), asked(unknown)])).toEqual([
      { name: 'strategy', values: ['self-reflection', 'debate'] },
      { name: 'agent names', values: [undefined, 'Ann or Bob'] },
    ]);
  });

  test('a run with no price says that it is unknown', () => {
    const [difference] = settingDifferences([asked(), asked({}, { prices: [] })]);
    expect(difference?.values[1]).toBe('unknown');
  });
});

describe('what the user changed', () => {
  const parsed = Settings.parse({ model: MODEL });
  const of = (...events: readonly NewEvent[]) => {
    const run = runOf(runStarted({ settings: parsed }), ...wholeRound(0, '5'), ...events);
    const call = run.calls.at(-1);
    if (!call) throw new Error('no call');
    return { run, call };
  };
  const plain = () => of(...wholeRound(1, '6'));

  test('settings are those of the round, not those that the run began with', () => {
    const [model, temperature] = [MODEL, 0.2];
    const changed = of(edited(1, { temperature }), ...wholeRound(1, '6'));
    expect(settingDifferences([plain(), changed])).toEqual([
      { name: 'temperature', values: [undefined, '0.2'] },
    ]);
    const once = of(edited(1, { model, temperature }), ...wholeRound(1, '6'), ...wholeRound(2, '6'));
    expect(settingDifferences([plain(), once])).toEqual([]);
    const onward = of(edited(1, { temperature, onward: true }), ...wholeRound(1, '6'), ...wholeRound(2, '6'));
    expect(settingDifferences([plain(), onward])).toHaveLength(1);
  });

  test('an edited turn, feedback of their own and a probe are named beside the settings', () => {
    const turn = of(
      edited(1, { prompt: { text: 'a', proposed: 'b' }, feedback: 'Look at the units.' }),
      ...wholeRound(1, '6'),
    );
    expect(settingDifferences([plain(), turn])).toEqual([
      { name: 'turn', values: ['as proposed', 'edited by you'] },
      { name: 'your feedback', values: ['none', 'Look at the units.'] },
    ]);
    const injected = of(
      ...probeRound(1, 'injection', '6', { answer: { text: 'It is 7.', proposed: 'It is 5.' } }),
    );
    expect(settingDifferences([plain(), injected])).toEqual([
      { name: 'probe', values: ['none', 'injection'] },
      { name: 'answer before it', values: ["the model's own", 'changed by you'] },
    ]);
  });
});
