import { describe, expect, test } from 'vitest';
import {
  allPrompts,
  NEUTRAL,
  nameOfTexts,
  type OwnPrompts,
  ownAmong,
  PROMPT_VARIANTS,
  problemWithPrompt,
  promptNamed,
  promptsOf,
} from './prompt-library.ts';
import { REFLECTION_PROMPT } from './prompts.ts';

const OWN: OwnPrompts = {
  zebra: { reflection: 'Again?' },
  'my prompt': { first: '{question} Slowly.', reflection: 'Again, slowly.' },
};

describe('the prompts of the program', () => {
  test('are these, the neutral one first', () => {
    expect(PROMPT_VARIANTS.map(({ id }) => id)).toEqual([
      'neutral',
      'find-the-error',
      'step-by-step',
      'checklist',
      'terse',
    ]);
    expect(NEUTRAL.reflection).toBe(REFLECTION_PROMPT);
  });
  test.each(PROMPT_VARIANTS)(
    '$id is a good template, with a sentence about it that fits on a line',
    variant => {
      expect(problemWithPrompt(variant)).toBeUndefined();
      expect(variant.about).toMatch(/^.{10,76}\.$/);
      expect(variant.own).toBe(false);
    },
  );
  test.each(PROMPT_VARIANTS.filter(({ id }) => id !== 'find-the-error'))(
    '$id does not say that there is an error',
    ({ first = '', reflection }) => {
      expect(`${first} ${reflection}`).not.toMatch(
        /wrong|mistake|error|incorrect|problem|improve|are you sure/i,
      );
    },
  );
  test('only step-by-step has a turn of round 0, and is neutral afterwards', () => {
    expect(PROMPT_VARIANTS.filter(({ first }) => first !== undefined)).toMatchObject([
      {
        id: 'step-by-step',
        first: expect.stringMatching(/^\{question\}\n\n/),
        reflection: REFLECTION_PROMPT,
      },
    ]);
  });
});

describe('the settings of a prompt', () => {
  test('are none for the neutral one', () => {
    expect(promptsOf(NEUTRAL)).toEqual({});
  });
  test('are its name and its texts', () => {
    const named = (name: string) => {
      const found = promptNamed(name, OWN);
      return found && promptsOf(found);
    };
    expect(named('terse')).toEqual({ name: 'terse', reflection: 'Check your answer, then state it again.' });
    expect(named('My Prompt ')).toEqual({ name: 'my prompt', ...OWN['my prompt'] });
    expect(named('nobody')).toBeUndefined();
  });
  test('tell which prompt of the program they are', () => {
    for (const { name, first = '', reflection } of PROMPT_VARIANTS) {
      expect(nameOfTexts(first, reflection)).toBe(name);
    }
    expect(nameOfTexts('', 'Again?')).toBeUndefined();
  });
});

test("the user's own stand behind those of the program by name, and are found among them", () => {
  const all = allPrompts(OWN);
  expect(all.slice(PROMPT_VARIANTS.length).map(({ name }) => name)).toEqual(['my prompt', 'zebra']);
  expect(ownAmong(all)).toEqual(OWN);
});

test('what is wrong with a prompt is said with the turn that it is in', () => {
  expect(problemWithPrompt({ first: 'Think.' })).toMatch(/^First prompt: It has no \{question\}/);
  expect(problemWithPrompt({ reflection: '{x}' })).toMatch(/^Reflection prompt: \{x\} is no placeholder/);
  expect(problemWithPrompt({})).toBeUndefined();
});
