import { describe, expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import { NEUTRAL, type PromptVariant, promptNamed } from '../../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { presentPrompt, withPrompt, withTrueName } from './prompt-settings.ts';
import { formKey, openForm, withFieldText } from './settings-form.ts';
import { type Overrides, withOverrides } from './settings-schema.ts';

const MODEL = 'us.anthropic.claude-sonnet-4-6';
const BASE = Settings.parse({ model: MODEL, prompts: { reflection: REFLECTION_PROMPT } });
const RECORDED = Settings.parse({
  model: MODEL,
  prompts: { name: 'slow', first: '{question}…', reflection: 'Slow.' },
});

function named(name: string): PromptVariant {
  const found = promptNamed(name, { mine: { reflection: 'Mine.' } });
  if (!found) throw new Error(`no prompt ${name}`);
  return found;
}
function promptsWith(base: Settings, overrides: Overrides) {
  const laid = withOverrides(base, overrides);
  return laid.ok ? laid.settings.prompts : laid.problem;
}

describe('a prompt laid over the settings', () => {
  test('is all of it, and other changes stay', () => {
    const overrides = withPrompt(BASE, { rounds: '2', first: '{question}!' }, named('terse'));
    expect(overrides).toEqual({ rounds: '2', name: 'terse', reflection: named('terse').reflection });
    expect(promptsWith(BASE, overrides)).toEqual({ name: 'terse', reflection: named('terse').reflection });
  });
  test('that is as at first is no change', () => {
    expect(withPrompt(BASE, { name: 'mine', reflection: 'Mine.' }, NEUTRAL)).toEqual({});
    const slow = { ...named('mine'), name: 'slow', first: '{question}…', reflection: 'Slow.' };
    expect(withPrompt(RECORDED, { reflection: 'x' }, slow)).toEqual({});
  });
  test('the neutral one takes a recorded one away', () => {
    expect(promptsWith(RECORDED, withPrompt(RECORDED, {}, NEUTRAL))).toEqual({
      reflection: REFLECTION_PROMPT,
    });
  });
});

test('the present prompt is what the fields say, good or not', () => {
  expect(presentPrompt(BASE, {})).toEqual({ name: '', reflection: REFLECTION_PROMPT });
  expect(presentPrompt(RECORDED, {})).toEqual({ name: 'slow', first: '{question}…', reflection: 'Slow.' });
  expect(presentPrompt(BASE, { first: ' {x} ', reflection: '' })).toEqual({
    name: '',
    first: '{x}',
    reflection: REFLECTION_PROMPT,
  });
});

describe('a name goes with the texts that it was given to', () => {
  test('so another text takes it away, and the same text brings it back', () => {
    const terse = withPrompt(BASE, {}, named('terse'));
    expect(withTrueName(BASE, { ...terse, reflection: 'Other.' })).toEqual({ reflection: 'Other.' });
    expect(withTrueName(BASE, { reflection: named('terse').reflection })).toEqual(terse);
    expect(withTrueName(BASE, { name: 'terse' })).toEqual({});
    expect(withTrueName(RECORDED, { reflection: 'Other.' })).toEqual({ name: '', reflection: 'Other.' });
    expect(withTrueName(RECORDED, { name: '' })).toEqual({});
  });
  test('also where it is typed in the form, or written in an editor', () => {
    const overrides = withPrompt(BASE, {}, named('terse'));
    const form = openForm(BASE, overrides);
    expect(withFieldText(form, overrides, BASE, 'reflection', 'Mine.').overrides).toEqual({
      reflection: 'Mine.',
    });
    const keys = [...Array<string>(8).fill('down'), '!'];
    const typed = keys.reduce((step, key) => formKey(step.form, step.overrides, BASE, key), {
      form,
      overrides,
      closed: false,
    } as ReturnType<typeof formKey>);
    expect(typed.overrides).toEqual({ reflection: `${named('terse').reflection}!` });
  });
});

describe('a template that is wrong', () => {
  test.each([
    [
      { reflection: 'x {anser}' },
      'reflection',
      /^Reflection prompt: \{anser\} is no placeholder \(line 1, column 3\)/,
    ],
    [{ first: 'Think.' }, 'first', /^First prompt: It has no \{question\}/],
    [{ first: '{question} {feedback}' }, 'first', /^First prompt: \{feedback\} has no meaning here/],
  ])('%o blocks the run at its field', (overrides, field, problem) => {
    expect(withOverrides(BASE, overrides)).toEqual({
      ok: false,
      field,
      problem: expect.stringMatching(problem),
    });
  });
});
