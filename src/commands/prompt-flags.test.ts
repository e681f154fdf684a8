import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { type PromptFlags, promptsFrom } from './prompt-flags.ts';
import { storedPrompts } from './stored-prompts.ts';

const OWN: OwnPrompts = {
  slow: { first: '{question} Slowly.', reflection: 'Slowly.' },
  broken: { reflection: '{anser}' },
};
const RECORDED = { name: 'terse', first: '{question} Then.', reflection: 'Then.' };
const from = (flags: PromptFlags, base = {}) => promptsFrom(flags, base, () => OWN);
const refused = (flags: PromptFlags) => {
  try {
    return from(flags);
  } catch (thrown) {
    return thrown;
  }
};

test('without a flag they are as they were recorded, or the neutral one', () => {
  expect(from({})).toEqual({ reflection: REFLECTION_PROMPT });
  expect(from({}, RECORDED)).toEqual(RECORDED);
});

describe('--prompt', () => {
  test('names one of the program or of the user, with nothing left of another', () => {
    expect(from({ prompt: 'Terse' }, RECORDED)).toEqual({
      name: 'terse',
      reflection: 'Check your answer, then state it again.',
    });
    expect(from({ prompt: 'slow' })).toEqual({ name: 'slow', ...OWN.slow });
    expect(from({ prompt: 'neutral' }, RECORDED)).toEqual({ reflection: REFLECTION_PROMPT });
  });
  test('does not look for the user’s own where the program has one', () => {
    const unread = () => {
      throw new Error('nobody asks');
    };
    expect(promptsFrom({ prompt: 'terse' }, {}, unread)).toMatchObject({ name: 'terse' });
  });
  test('that nobody knows is refused with the list', () => {
    expect(refused({ prompt: 'nice\u001b[2J' })).toMatchObject({
      code: 2,
      message:
        'There is no prompt "nice". Prompts are: neutral, find-the-error, step-by-step, checklist, terse, broken, slow.',
    });
  });
  test('whose template is wrong is refused where it is used', () => {
    expect(refused({ prompt: 'broken' })).toMatchObject({
      code: 2,
      message: expect.stringMatching(
        /^The prompt "broken" cannot be used\. Reflection prompt: \{anser\} is no placeholder \(line 1, column 1\)/,
      ),
    });
  });
  test.each([
    [{ reflectionPrompt: 'x' }, '--prompt and --reflection-prompt exclude each other'],
    [{ firstPrompt: '{question}' }, '--prompt and --first-prompt exclude each other'],
  ])('and %o exclude each other', (other, sentence) => {
    expect(refused({ prompt: 'terse', ...other })).toMatchObject({
      code: 2,
      message: expect.stringContaining(sentence),
    });
  });
});

describe('a text', () => {
  test('takes its place, and the name of what was recorded goes', () => {
    expect(from({ reflectionPrompt: 'Now {answer}.' }, RECORDED)).toEqual({
      first: '{question} Then.',
      reflection: 'Now {answer}.',
    });
    expect(from({ firstPrompt: '{question} Now.' })).toEqual({
      first: '{question} Now.',
      reflection: REFLECTION_PROMPT,
    });
  });
  test.each([
    [
      { reflectionPrompt: 'Look\nat {anser}' },
      '--reflection-prompt: {anser} is no placeholder (line 2, column 4)',
    ],
    [{ firstPrompt: 'Think.' }, '--first-prompt: It has no {question}'],
    [
      { firstPrompt: '{question} {answer}' },
      '--first-prompt: {answer} has no meaning here (line 1, column 12)',
    ],
  ])('%o is refused with its position', (flags, sentence) => {
    expect(refused(flags)).toMatchObject({ code: 2, message: expect.stringContaining(sentence) });
  });
});

describe('the prompts in the settings file', () => {
  test('are read, and nothing is changed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ prompts: { ...OWN, odd: 7 } }));
    expect(storedPrompts(folder)).toEqual(OWN);
  });
  test('are none where there is no file, or none that can be read', () => {
    const folder = temporaryFolder();
    expect(storedPrompts(folder)).toEqual({});
    writeFileSync(join(folder, 'config.json'), '{"prompts": ');
    expect(storedPrompts(folder)).toEqual({});
    const other = temporaryFolder();
    mkdirSync(join(other, 'config.json'));
    expect(storedPrompts(other)).toEqual({});
  });
});
