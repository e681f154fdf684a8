import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemsWith } from '../../bedrock/request.ts';
import { listModels } from '../../models/list.ts';
import { MAX_ROUNDS, Settings } from '../../run/settings.ts';
import { defaultsOf } from '../../strategies/chosen.ts';
import { STRATEGIES } from '../../strategies/index.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { checkOverrides, checksIn, withoutChecks } from './setting-checks.ts';
import { settingsIn } from './setting-shapes.ts';
import { oneOf } from './setting-text.ts';
import { SETTING_WORDS } from './setting-words.ts';
import {
  FIELD_IDS,
  type Field,
  fieldsOf,
  knownOverrides,
  thinkingText,
  withOverrides,
} from './settings-schema.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const MODELS = [...listModels().map(({ id }) => id), 'a-model-of-your-own'];
const base = (settings: object = {}) => Settings.parse({ model: SONNET, ...settings });

function field(id: string, settings: object = {}): Field {
  const found = fieldsOf(base(settings)).find(one => one.id === id);
  if (!found) throw new Error(`no field ${id}`);
  return found;
}

/** The settings with one change, or the sentence that refuses it. */
function laid(id: string, text: string, settings: object = {}): Settings | string {
  const result = withOverrides(base(settings), { [id]: text });
  return result.ok ? result.settings : result.problem;
}

describe('the schema', () => {
  const settings = settingsIn(Settings);
  test('every setting but the model has a field, under a name of its own', () => {
    expect(settings.filter(({ shape }) => shape === undefined)).toEqual([]);
    expect(FIELD_IDS).toHaveLength(settings.length - 1);
    expect(new Set(FIELD_IDS).size).toBe(FIELD_IDS.length);
    expect(FIELD_IDS).not.toContain('model');
  });
  test('every field has a name, a line of help and words for what is legal', () => {
    for (const { id, label, help, legal } of fieldsOf(base())) {
      expect([id, label, help, legal]).not.toContain('');
      expect(help, id).toMatch(/\.$/);
    }
  });
  test('the words are about settings that exist, and come in their order', () => {
    expect(Object.keys(SETTING_WORDS)).toEqual(FIELD_IDS.slice(0, Object.keys(SETTING_WORDS).length));
  });
  test.each(MODELS)('every choice for %s is legal, and comes back as it was chosen', model => {
    for (const { id, choices = [] } of fieldsOf(base({ model }))) {
      for (const choice of choices) {
        const result = withOverrides(base({ model }), { [id]: choice });
        expect(result, `${id} ${choice}`).toMatchObject({ ok: true });
        if (result.ok) expect(fieldsOf(result.settings).find(one => one.id === id)?.value).toBe(choice);
      }
    }
  });
  test.each(MODELS)('no thinking and no cache that is offered for %s is refused by it', model => {
    for (const { id, choices = [] } of fieldsOf(base({ model }))) {
      if (id !== 'thinking' && id !== 'cache') continue;
      for (const choice of choices) {
        const result = withOverrides(base({ model }), { [id]: choice });
        const problems = result.ok ? problemsWith(result.settings) : [result.problem];
        expect(problems, `${id} ${choice}`).toEqual([]);
      }
    }
  });
  test('what stands in a field at first changes nothing', () => {
    const settings = base({
      thinking: { type: 'budget', tokens: 2000 },
      stop: { maxCost: 0.5, answerStable: 7 },
      prompts: { reflection: 'Check it.' },
      system: 'Be brief.',
      temperature: 0,
    });
    const texts = Object.fromEntries(fieldsOf(settings).map(({ id, value }) => [id, value]));
    expect(withOverrides(settings, texts)).toEqual({ ok: true, settings });
  });
  test('a setting of a later version is a field, too', () => {
    const later = z.object({
      judge: z.object({
        id: z.string(),
        votes: z.int().min(1).max(9).default(3).describe('How many votes.'),
      }),
      tools: z.array(z.string()).optional(),
    });
    expect(settingsIn(later)).toEqual([
      {
        path: ['judge', 'id'],
        shape: { kind: 'text' },
        description: undefined,
        optional: false,
        initial: undefined,
      },
      {
        path: ['judge', 'votes'],
        shape: { kind: 'number', whole: true, min: 1, max: 9 },
        description: 'How many votes.',
        optional: false,
        initial: 3,
      },
      { path: ['tools'], shape: undefined, description: undefined, optional: true, initial: undefined },
    ]);
  });
});

describe('fields', () => {
  test('a number has the bounds, the default and the help of the schema', () => {
    expect(field('rounds', { strategy: { rounds: 2 } })).toMatchObject({
      kind: 'number',
      value: '2',
      initial: '3',
      min: 0,
      max: MAX_ROUNDS,
      help: 'Rounds after round 0.',
      legal: `a whole number from 0 to ${MAX_ROUNDS}`,
    });
    expect(field('rounds').choices).toHaveLength(MAX_ROUNDS + 1);
  });
  test('a number without an end is typed', () => {
    expect(field('maxCost')).toMatchObject({
      kind: 'number',
      value: '',
      above: 0,
      legal: 'a number above 0',
    });
    expect(field('maxCost').choices).toBeUndefined();
    expect(field('maxTokens')).toMatchObject({ value: '4096', initial: '4096', min: 1 });
    expect(field('maxTokens').max).toBeUndefined();
  });
  test('a switch is yes or no', () => {
    expect(field('repeatQuestion')).toMatchObject({ kind: 'switch', choices: ['no', 'yes'], value: 'no' });
  });
  test('thinking and cache depend on the model', () => {
    expect(field('thinking')).toMatchObject({ kind: 'choice', value: 'default', multiline: false });
    expect(field('thinking').choices).toContain('high');
    expect(field('thinking', { model: 'a-model-of-your-own' }).choices).toEqual(['default']);
    expect(field('cache', { model: 'a-model-of-your-own' }).choices).toEqual(['off', '5m', '1h']);
    const plain = listModels().find(({ model }) => model.cache === null)?.id;
    expect(field('cache', { model: plain, cache: 'off' }).choices).toEqual(['off']);
  });
  test('what is set and not offered is offered, too', () => {
    expect(field('answerStable', { stop: { answerStable: 9 } }).choices?.[0]).toBe('9');
    expect(field('answerStable').choices).toEqual(['off', '2', '3', '4', '5']);
    expect(field('cache', { model: 'us.openai.gpt-oss-120b', cache: '1h' }).choices).toContain('1h');
  });
  test('the neutral prompt is shown as an empty text', () => {
    expect(field('reflection', { prompts: { reflection: REFLECTION_PROMPT } })).toMatchObject({
      value: '',
      empty: 'the neutral default',
      multiline: true,
      kind: 'text',
    });
  });
  test('what was changed has the text that was given, legal or not', () => {
    const changed = fieldsOf(base(), { rounds: 'many' }).find(({ id }) => id === 'rounds');
    expect(changed?.value).toBe('many');
  });
});

describe('changes', () => {
  test.each<[string, string, object]>([
    ['rounds', '5', { strategy: { rounds: 5 } }],
    ['rounds', ' 5 ', { strategy: { rounds: 5 } }],
    ['repeatQuestion', 'yes', { strategy: { repeatQuestion: true } }],
    ['sendReasoning', 'yes', { strategy: { sendReasoning: true } }],
    ['cache', 'off', { cache: 'off' }],
    ['thinking', 'off', { thinking: { type: 'off' } }],
    ['thinking', 'high', { thinking: { type: 'effort', level: 'high' } }],
    ['thinking', '2048', { thinking: { type: 'budget', tokens: 2048 } }],
    ['system', 'off', { system: 'off' }],
    ['system', ' Be brief.\nAlways. ', { system: 'Be brief.\nAlways.' }],
    ['reflection', 'Again?', { prompts: { reflection: 'Again?' } }],
    ['maxTokens', '900', { maxTokens: 900 }],
    ['reflection', '', { prompts: { reflection: REFLECTION_PROMPT } }],
    ['maxTokens', '', { maxTokens: 4096 }],
    ['temperature', '0', { temperature: 0 }],
    ['answerStable', '2', { stop: { answerStable: 2 } }],
    ['maxCost', '0.5', { stop: { maxCost: 0.5 } }],
  ])('%s "%s"', (id, text, expected) => {
    expect(laid(id, text)).toMatchObject(expected);
  });

  test.each([
    ['answerStable', 'off', { stop: { answerStable: 3 } }],
    ['maxCost', '', { stop: { maxCost: 1 } }],
    ['maxSeconds', 'off', { stop: { maxSeconds: 9 } }],
    ['system', '', { system: 'Be brief.' }],
    ['temperature', '', { temperature: 0.5 }],
  ])('%s "%s" takes the setting away', (id, text, settings) => {
    expect(laid(id, text, settings)).toEqual(base());
  });

  test.each([
    ['rounds', '21', 'Rounds: "21" is not a whole number from 0 to 20.'],
    ['rounds', 'three', 'Rounds: "three" is not a whole number from 0 to 20.'],
    ['rounds', '', 'Rounds: "" is not a whole number from 0 to 20.'],
    ['strategy', 'guessing', `Strategy: "guessing" is not ${oneOf(STRATEGIES.map(({ id }) => id))}.`],
    ['cache', '', 'Cache: "" is not off, 5m or 1h.'],
    ['rounds', '1.5', 'Rounds: "1.5" is not a whole number from 0 to 20.'],
    ['cache', '2h', 'Cache: "2h" is not off, 5m or 1h.'],
    ['thinking', '100', 'Thinking: "100" is not default, off, an effort or a number of tokens from 1024.'],
    ['repeatQuestion', 'maybe', 'Repeat question: "maybe" is not yes or no.'],
    ['temperature', '2', 'Temperature: "2" is not a number from 0 to 1.'],
    ['answerStable', '1', 'Stop when stable: "1" is not off, or a whole number from 2.'],
    ['maxTokens', '0', 'Max tokens: "0" is not a whole number from 1.'],
    ['maxSeconds', '0', 'Time cap, s: "0" is not a number above 0.'],
    ['maxCost', 'x'.repeat(50), `Cost cap, USD: "${'x'.repeat(29)}…" is not a number above 0.`],
    ['maxCost', '0', 'Cost cap, USD: "0" is not a number above 0.'],
    ['maxCost', '\u001b[31mall\n', 'Cost cap, USD: "all" is not a number above 0.'],
  ])('%s "%s" is refused in a sentence', (id, text, sentence) => {
    expect(laid(id, text)).toBe(sentence);
  });

  test('the first change that is not legal is named', () => {
    const result = withOverrides(base(), { maxCost: 'x', rounds: '5', temperature: 'y' });
    expect(result).toMatchObject({ ok: false, field: 'temperature' });
  });
  test('what nobody here knows stays in the settings', () => {
    expect(laid('rounds', '1', { later: true, strategy: { judge: 'x' } })).toMatchObject({
      later: true,
      strategy: { judge: 'x', rounds: 1 },
    });
  });
  test('whatever is typed, settings are legal or the field is named', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_IDS), fc.string(), (id, text) => {
        const result = withOverrides(base(), { [id]: text });
        if (result.ok) expect(Settings.parse(result.settings)).toEqual(result.settings);
        else
          expect(result).toMatchObject({
            field: id,
            problem: expect.stringMatching(/ is not | is no placeholder | has no /),
          });
      }),
      { numRuns: 500 },
    );
  });
});

test('a recorded setting is kept where nothing is changed, also one that the form cannot show', () => {
  const recorded = base({
    system: '  two\nlines ',
    thinking: { type: 'budget', tokens: 5000, display: 'summarized' },
    extra: 1,
  });
  expect(withOverrides(recorded, {})).toEqual({ ok: true, settings: recorded });
  expect(withOverrides(recorded, { rounds: '1' })).toEqual({
    ok: true,
    settings: { ...recorded, strategy: { ...recorded.strategy, rounds: 1 } },
  });
});

test('overrides of another version are left out', () => {
  expect(knownOverrides({ rounds: '2', mood: 'good', toString: 'x' })).toEqual({ rounds: '2' });
  expect(knownOverrides(undefined)).toEqual({});
});

test.each([
  [{ type: 'default' }, 'default'],
  [{ type: 'off' }, 'off'],
  [{ type: 'budget', tokens: 4096 }, '4096'],
  [{ type: 'effort', level: 'low' }, 'low'],
] as const)('thinking %o is written %s', (thinking, text) => {
  expect(thinkingText({ thinking })).toBe(text);
});

describe('a strategy', () => {
  test.each(STRATEGIES.map(({ id }) => id))(
    '%s has its parameters as fields, each with a line of help',
    id => {
      const fields = fieldsOf(base(), { strategy: id });
      const parameters = settingsIn(STRATEGIES.find(one => one.id === id)?.parameters ?? z.object({}));
      expect(parameters.filter(({ shape }) => !shape)).toEqual([]);
      for (const { path, description } of parameters) {
        const [name = ''] = path;
        expect(fields.some(one => one.id === name || one.id === `${id}.${name}`)).toBe(true);
        expect(description, name).toMatch(/\.$/);
      }
      expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
      expect(fields.filter(({ label }) => label.length > 20)).toEqual([]);
      expect(fields.filter(({ help, legal }) => help === '' || legal === '')).toEqual([]);
    },
  );
  test.each(STRATEGIES)('$id has its defaults written out once it is chosen', strategy => {
    const settings = laid('strategy', strategy.id);
    expect(settings).toMatchObject({ strategy: { id: strategy.id, ...defaultsOf(strategy) } });
  });
  test('says what it does in the line of help', () => {
    const help = fieldsOf(base(), { strategy: 'debate' }).find(({ id }) => id === 'strategy')?.help;
    expect(help).toBe(STRATEGIES.find(({ id }) => id === 'debate')?.about);
  });
  test('has its own bounds for what all of them may have', () => {
    const overrides = { strategy: 'self-consistency', 'self-consistency.samples': '99' };
    expect(withOverrides(base(), overrides)).toMatchObject({ ok: false, field: 'self-consistency.samples' });
  });
  test('that is not chosen keeps its changes, and they are not applied', () => {
    const overrides = { 'self-consistency.samples': '5', rounds: '2' };
    expect(knownOverrides(overrides)).toEqual(overrides);
    expect(withOverrides(base(), overrides)).toEqual({
      ok: true,
      settings: base({ strategy: { rounds: 2 } }),
    });
    expect(withOverrides(base(), { ...overrides, strategy: 'self-consistency' })).toMatchObject({
      settings: { strategy: { id: 'self-consistency', samples: 5 } },
    });
  });
  test('leaves nothing of the one before', () => {
    const before = base({ strategy: { id: 'self-consistency', samples: 5, rounds: 7 } });
    const laidOver = withOverrides(before, { strategy: 'self-reflection' });
    expect(laidOver).toEqual({ ok: true, settings: base() });
  });
  test('that nobody knows here has the fields that all of them may have', () => {
    const later = base({ strategy: { id: 'of-tomorrow', cleverness: 3 } });
    expect(fieldsOf(later).map(({ id }) => id)).toContain('rounds');
    expect(withOverrides(later, { rounds: '1' })).toMatchObject({
      settings: { strategy: { id: 'of-tomorrow', cleverness: 3, rounds: 1 } },
    });
  });
});

describe('what is run on this machine', () => {
  test.each([
    ['sql', 'check.database'],
    ['command', 'check.command'],
  ])('has a field where the feedback is %s', (feedback, id) => {
    expect(fieldsOf(base()).map(one => one.id)).not.toContain(id);
    expect(fieldsOf(base(), { feedback }).map(one => one.id)).toContain(id);
    expect(fieldsOf(base(), { feedback, [id]: 'mine' }).find(one => one.id === id)?.value).toBe('mine');
  });
  test('is no setting, and is not kept', () => {
    const overrides = { feedback: 'command', ...checkOverrides({ check: 'true', database: 'a.sqlite' }) };
    expect(checksIn(overrides)).toEqual({ check: 'true', database: 'a.sqlite' });
    expect(withOverrides(base(), overrides)).toEqual({
      ok: true,
      settings: base({ feedback: { source: 'command' } }),
    });
    expect(knownOverrides(overrides)).toEqual({ feedback: 'command' });
    expect(withoutChecks(overrides)).toEqual({ feedback: 'command' });
  });
});
