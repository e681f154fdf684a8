import { describe, expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import { FIND_THE_ERROR } from '../../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import {
  deletePreset,
  differences,
  differencesText,
  presets,
  readPresets,
  savePreset,
  withPreset,
} from './presets.ts';
import { withOverrides } from './settings-schema.ts';

const BASE = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });

function named(name: string) {
  const found = presets({ mine: { rounds: '1', system: 'Be brief.' } }).find(one => one.name === name);
  if (!found) throw new Error(`no preset ${name}`);
  return found;
}

/** The settings with a preset over some changes. */
function applied(name: string, overrides = {}, base = BASE) {
  const laid = withOverrides(base, withPreset(base, overrides, named(name)));
  if (!laid.ok) throw new Error(laid.problem);
  return laid.settings;
}

describe('the presets of the program', () => {
  test.each(presets({}).map(({ name }) => name))('%s is legal for a model with and without a cache', name => {
    for (const model of ['us.anthropic.claude-sonnet-4-6', 'a-model-of-your-own']) {
      expect(applied(name, {}, Settings.parse({ model }))).toMatchObject({ model });
    }
    expect(named(name).about).toMatch(/\.$/);
  });
  test('as the study: three reflections with the neutral prompt and a cache of five minutes', () => {
    const changed = {
      rounds: '7',
      reflection: 'Think!',
      cache: '1h',
      answerStable: '2',
      repeatQuestion: 'yes',
    };
    expect(applied('as the study', changed)).toMatchObject({
      strategy: { rounds: 3, repeatQuestion: false },
      cache: '5m',
      stop: {},
    });
    expect(applied('as the study', changed).prompts.reflection ?? REFLECTION_PROMPT).toBe(REFLECTION_PROMPT);
  });
  test('that are about rounds are about reflection, whatever strategy was chosen', () => {
    const changed = { strategy: 'self-consistency', 'self-consistency.samples': '3', feedback: 'judge' };
    expect(withPreset(BASE, changed, named('as the study'))).toEqual({ 'self-consistency.samples': '3' });
    expect(applied('answer once', changed)).toMatchObject({ strategy: { id: 'self-reflection', rounds: 0 } });
  });
  test('of the user may hold a strategy with its parameters and feedback, but no command', () => {
    const changed = {
      strategy: 'debate',
      'debate.agents': '4',
      feedback: 'command',
      'check.command': 'true',
    };
    const { strategy, feedback, ...own } = changed;
    const kept = savePreset({}, 'four', changed);
    const agents = { 'debate.agents': own['debate.agents'] };
    expect(kept).toMatchObject({ ok: true, saved: { four: { strategy, feedback, ...agents } } });
    expect(JSON.stringify(kept)).not.toContain('check.command');
    expect(differencesText(differences(BASE, {}, changed))).toMatch(
      /^strategy self-reflection → debate, agents 3 → 4, feedback none → command/,
    );
  });
  test.each([
    ['answer once', { strategy: { rounds: 0 } }],
    ['until stable', { strategy: { rounds: 5 }, stop: { answerStable: 2 } }],
    ['find errors', { prompts: { reflection: FIND_THE_ERROR.reflection } }],
    ['no caching', { cache: 'off' }],
    ['with reminder', { strategy: { repeatQuestion: true } }],
    ['mine', { strategy: { rounds: 1 }, system: 'Be brief.' }],
  ])('%s', (name, expected) => {
    expect(applied(name)).toMatchObject(expected);
  });
});

describe('a preset is laid over', () => {
  test('what it does not name stays', () => {
    expect(withPreset(BASE, { temperature: '0', rounds: '7' }, named('answer once'))).toEqual({
      temperature: '0',
      rounds: '0',
    });
  });
  test('what is as at first is no change', () => {
    expect(withPreset(BASE, { rounds: '7' }, named('as the study'))).toEqual({});
  });
});

describe('what differs', () => {
  const text = (before: object, name: string) =>
    differencesText(differences(BASE, { ...before }, withPreset(BASE, { ...before }, named(name))));
  test.each([
    [{}, 'answer once', 'rounds 3 → 0'],
    [{}, 'until stable', 'rounds 3 → 5, stop when stable off → 2'],
    [{ cache: '1h' }, 'no caching', 'cache 1h → off'],
    [
      {},
      'find errors',
      'prompt neutral → find-the-error, reflection prompt the neutral default → Look for errors in your…',
    ],
    [{ system: 'one\ntwo' }, 'mine', 'rounds 3 → 1, system prompt one ⏎ two → Be brief.'],
    [{}, 'as the study', 'nothing: the settings are so already'],
    [{ rounds: '0' }, 'answer once', 'nothing: the settings are so already'],
  ])('from %o to %s', (before, name, expected) => {
    expect(text(before, name)).toBe(expected);
  });
});

describe("the user's own", () => {
  const saved = { brief: { system: 'Be brief.' } };
  test('stand behind those of the program, by name', () => {
    const all = presets({ zebra: { rounds: '1' }, ant: { rounds: '2' } });
    expect(all.slice(-2)).toMatchObject([
      { name: 'ant', own: true, overrides: { rounds: '2' } },
      { name: 'zebra', own: true },
    ]);
    expect(all[0]).toMatchObject({ name: 'as the study', own: false });
  });
  test('are saved under a name, without what nobody knows', () => {
    expect(savePreset(saved, '  two\trounds ', { rounds: '2', mood: 'good' })).toEqual({
      ok: true,
      saved: { ...saved, 'two rounds': { rounds: '2' } },
    });
  });
  test('replace one of the same name, whatever its case', () => {
    expect(savePreset(saved, 'Brief', { rounds: '2' })).toEqual({
      ok: true,
      saved: { Brief: { rounds: '2' } },
    });
  });
  test.each([
    [' ', { rounds: '2' }, 'A preset needs a name.'],
    ['x'.repeat(41), { rounds: '2' }, 'A name has at most 40 characters.'],
    ['No Caching', { rounds: '2' }, '"no caching" comes with the program: choose another name.'],
    ['new', {}, 'There is nothing to save: every setting is as it was at first.'],
  ])('"%s" is refused', (name, overrides, problem) => {
    expect(savePreset(saved, name, overrides)).toEqual({ ok: false, problem });
  });
  test('are deleted by name', () => {
    expect(deletePreset({ ...saved, other: { rounds: '1' } }, 'Brief')).toEqual({
      ok: true,
      saved: { other: { rounds: '1' } },
    });
  });
  test.each([
    ['no caching', '"no caching" comes with the program and stays.'],
    ['gone', 'There is no preset "gone".'],
  ])('"%s" is not deleted', (name, problem) => {
    expect(deletePreset(saved, name)).toEqual({ ok: false, problem });
  });
});

describe('a settings file', () => {
  test('gives back what was saved', () => {
    const kept = savePreset({}, 'mine', { rounds: '2' });
    expect(kept.ok && readPresets(JSON.parse(JSON.stringify(kept.saved)))).toEqual({
      saved: { mine: { rounds: '2' } },
      problems: [],
    });
    expect(readPresets(undefined)).toEqual({ saved: {}, problems: [] });
  });
  test('is sanitised', () => {
    expect(readPresets({ 'a\u001b[2J': { system: 'x\u001b[31m' } }).saved).toEqual({ a: { system: 'x' } });
  });
  test.each([
    [[1, 2], 'The saved presets are no list of names: none is read.'],
    ['text', 'The saved presets are no list of names: none is read.'],
    [{ a: 'rounds' }, 'Preset "a" is not read. It holds no known setting.'],
    [{ a: { rounds: 2 } }, 'Preset "a" is not read. It holds no known setting.'],
    [
      { 'no caching': { rounds: '2' } },
      'Preset "no caching" is not read. "no caching" comes with the program: choose another name.',
    ],
    [{ a: { mood: 'good' } }, 'Preset "a" is not read. It holds no known setting.'],
  ])('that holds %o is read as far as it makes sense', (stored, problem) => {
    expect(readPresets(stored)).toEqual({ saved: {}, problems: [problem] });
  });
});
