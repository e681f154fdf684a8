import { describe, expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import {
  FIELD_IDS,
  type FieldId,
  fieldsOf,
  knownOverrides,
  type Overrides,
  withOverrides,
} from './settings-fields.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const base = Settings.parse({ model: SONNET });
const field = (id: FieldId, settings = base, overrides: Overrides = {}) =>
  fieldsOf(settings, overrides).find(one => one.id === id);
const laid = (overrides: Overrides, settings = base) => {
  const result = withOverrides(settings, overrides);
  if (!result.ok) throw new Error(result.problem);
  return result.settings;
};

describe('every field', () => {
  test('shows the setting, and what it means', () => {
    expect(fieldsOf(base).map(({ id, value }) => `${id}=${value}`)).toEqual([
      'rounds=3',
      'cache=5m',
      'thinking=default',
      'repeatQuestion=no',
      'system=',
      'reflection=',
      'maxTokens=4096',
      'temperature=',
      'answerStable=off',
      'maxCost=',
      'maxSeconds=',
    ]);
    for (const { help, label } of fieldsOf(base)) expect(help.length + label.length).toBeGreaterThan(10);
  });
  test.each([
    ['rounds', '7', { strategy: { ...base.strategy, rounds: 7 } }],
    ['cache', '1h', { cache: '1h' }],
    ['thinking', 'off', { thinking: { type: 'off' } }],
    ['thinking', 'high', { thinking: { type: 'effort', level: 'high' } }],
    ['thinking', '2048', { thinking: { type: 'budget', tokens: 2048 } }],
    ['repeatQuestion', 'yes', { strategy: { ...base.strategy, repeatQuestion: true } }],
    ['system', ' Be brief.\nAlways. ', { system: 'Be brief.\nAlways.' }],
    ['reflection', 'Again?', { prompts: { reflection: 'Again?' } }],
    ['reflection', '', { prompts: { reflection: REFLECTION_PROMPT } }],
    ['maxTokens', '900', { maxTokens: 900 }],
    ['maxTokens', '', {}],
    ['temperature', '0.5', { temperature: 0.5 }],
    ['answerStable', '2', { stop: { answerStable: 2 } }],
    ['maxCost', '0.25', { stop: { maxCost: 0.25 } }],
    ['maxSeconds', '60', { stop: { maxSeconds: 60 } }],
  ] as const)('%s can be "%s"', (id, text, changes) => {
    expect(laid({ [id]: text })).toEqual({ ...base, ...changes });
  });
  test.each([
    ['rounds', '21', 'Rounds: "21" is not a whole number from 0 to 20.'],
    ['rounds', 'many', 'Rounds: "many" is not a whole number from 0 to 20.'],
    ['rounds', '', 'Rounds: "" is not a whole number from 0 to 20.'],
    ['rounds', '1.5', 'Rounds: "1.5" is not a whole number from 0 to 20.'],
    ['cache', '2h', 'Cache: "2h" is not off, 5m or 1h.'],
    ['thinking', '12', 'Thinking: "12" is not default, off, an effort, or a number of tokens from 1024.'],
    ['repeatQuestion', 'maybe', 'Repeat question: "maybe" is not yes or no.'],
    ['maxTokens', '0', 'Max tokens: "0" is not a whole number from 1.'],
    ['temperature', '2', 'Temperature: "2" is not a number from 0 to 1.'],
    ['answerStable', '1', 'Stop when stable: "1" is not off, or a whole number from 2.'],
    ['maxCost', '-1', 'Cost cap, USD: "-1" is not a number above 0.'],
    ['maxSeconds', '0', 'Time cap, s: "0" is not a number above 0.'],
  ] as const)('%s cannot be "%s", and says what it may be', (id, text, problem) => {
    expect(withOverrides(base, { rounds: '2', [id]: text })).toEqual({ ok: false, field: id, problem });
  });
  test('a long or odd value is told in short', () => {
    const result = withOverrides(base, { maxCost: `\u001b[31m${'9'.repeat(50)}\nx` });
    expect(result).toMatchObject({
      ok: false,
      problem: `Cost cap, USD: "${'9'.repeat(29)}…" is not a number above 0.`,
    });
  });
});

describe('choices', () => {
  test('are those of the model', () => {
    expect(field('cache')?.choices).toEqual(['off', '5m', '1h']);
    expect(field('thinking')?.choices).toEqual([
      'default',
      'off',
      'low',
      'medium',
      'high',
      'max',
      '1024',
      '4096',
      '16384',
    ]);
    const nova = Settings.parse({ model: 'us.amazon.nova-lite-v1:0' });
    expect(field('cache', nova)?.choices).toEqual(['off', '5m']);
    expect(field('thinking', nova)?.choices).toEqual(['default', 'off']);
  });
  test('a model without caching is offered none but what is set', () => {
    const llama = Settings.parse({ model: 'us.meta.llama4-scout-17b-instruct-v1:0', cache: 'off' });
    expect(field('cache', llama)?.choices).toEqual(['off']);
  });
  test('of an unknown model are what can be said of any', () => {
    const unknown = Settings.parse({ model: 'my.own-model' });
    expect(field('cache', unknown)?.choices).toEqual(['off', '5m', '1h']);
    expect(field('thinking', unknown)?.choices).toEqual(['default']);
  });
  test('the value that is set is always among them', () => {
    expect(field('rounds', base, { rounds: '7' })?.choices?.[0]).toBe('7');
    for (const one of fieldsOf(base)) if (one.choices) expect(one.choices).toContain(one.value);
  });
});

test('a recorded setting is kept where nothing is changed, also one that the form cannot show', () => {
  const recorded = Settings.parse({
    model: SONNET,
    system: '  two\nlines ',
    thinking: { type: 'budget', tokens: 5000, display: 'summarized' },
    extra: 1,
  });
  expect(laid({}, recorded)).toEqual(recorded);
  expect(laid({ rounds: '1' }, recorded)).toEqual({
    ...recorded,
    strategy: { ...recorded.strategy, rounds: 1 },
  });
});

test('settings of another version of the program are passed over', () => {
  expect(knownOverrides({ rounds: '2', speed: 'fast', toString: 'x' })).toEqual({ rounds: '2' });
  expect(knownOverrides(undefined)).toEqual({});
  expect(FIELD_IDS).toHaveLength(11);
});
