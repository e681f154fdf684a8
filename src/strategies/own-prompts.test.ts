import { describe, expect, test } from 'vitest';
import { deletePrompt, readPrompts, savePrompt } from './own-prompts.ts';

const OWN = { slow: { reflection: 'Slowly.' } };

describe('a prompt of the user’s own', () => {
  test('is saved under a name, with the turn of round 0 where there is one', () => {
    expect(savePrompt(OWN, ' my\tprompt ', { first: '{question} Think.', reflection: 'Again.' })).toEqual({
      ok: true,
      saved: { ...OWN, 'my prompt': { first: '{question} Think.', reflection: 'Again.' } },
    });
  });
  test('replaces one of the same name, whatever its case', () => {
    expect(savePrompt(OWN, 'Slow', { reflection: 'Again.' })).toEqual({
      ok: true,
      saved: { Slow: { reflection: 'Again.' } },
    });
  });
  test.each([
    ['', 'Again.', 'A prompt needs a name.'],
    ['x'.repeat(41), 'Again.', 'A name has at most 40 characters.'],
    ['Terse', 'Again.', '"terse" comes with the program: choose another name.'],
    [
      'new',
      '{anser}',
      expect.stringMatching(/^Reflection prompt: \{anser\} is no placeholder \(line 1, column 1\)/),
    ],
  ])('"%s" with "%s" is refused', (name, reflection, problem) => {
    expect(savePrompt(OWN, name, { reflection })).toEqual({ ok: false, problem });
  });
  test('is deleted by name; those of the program stay', () => {
    expect(deletePrompt(OWN, 'SLOW')).toEqual({ ok: true, saved: {} });
    expect(deletePrompt(OWN, 'terse')).toMatchObject({
      problem: '"terse" comes with the program and stays.',
    });
    expect(deletePrompt(OWN, 'gone')).toMatchObject({ problem: 'There is no prompt "gone".' });
  });
});

describe('a settings file', () => {
  test('gives back what was saved, also a template that can be mended', () => {
    const stored = { ...OWN, odd: { first: 'no place', reflection: '{anser}' } };
    expect(readPrompts(JSON.parse(JSON.stringify(stored)))).toEqual({ saved: stored, problems: [] });
    expect(readPrompts(undefined)).toEqual({ saved: {}, problems: [] });
  });
  test('is sanitised', () => {
    expect(readPrompts({ 'a\u001b[2J': { reflection: 'x\u001b[31m' } }).saved).toEqual({
      a: { reflection: 'x' },
    });
  });
  test.each([
    [[1], 'The saved prompts are no list of names: none is read.'],
    [{ a: 7 }, 'Prompt "a" is not read. It has no text under "reflection", or no text under "first".'],
    [
      { a: { reflection: '\u001b[31m' } },
      'Prompt "a" is not read. It has no text under "reflection", or no text under "first".',
    ],
    [
      { neutral: { reflection: 'x' } },
      'Prompt "neutral" is not read. "neutral" comes with the program: choose another name.',
    ],
  ])('that holds %o is read as far as it makes sense', (stored, problem) => {
    expect(readPrompts(stored)).toEqual({ saved: {}, problems: [problem] });
  });
});
