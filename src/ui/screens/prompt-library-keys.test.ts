import { describe, expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import type { OwnPrompts } from '../../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import {
  type LibraryStep,
  libraryKey,
  listedPrompts,
  openLibrary,
  ownUnderCursor,
  withReflection,
} from './prompt-library-keys.ts';
import type { Overrides } from './settings-schema.ts';

const base = Settings.parse({
  model: 'us.anthropic.claude-sonnet-4-6',
  prompts: { reflection: REFLECTION_PROMPT },
});
const OWN: OwnPrompts = {
  slow: { reflection: 'Slowly.' },
  twice: { first: '{question} Twice.', reflection: 'Twice.' },
};

function pressed(keys: readonly string[], overrides: Overrides = {}, own = OWN): LibraryStep {
  const library = openLibrary({ base, overrides, own });
  const start: LibraryStep = { library, overrides, own, closed: false };
  return keys.reduce(
    (step, key) => libraryKey(step.library, { base, overrides: step.overrides, own: step.own }, key),
    start,
  );
}
const names = ['neutral', 'find-the-error', 'step-by-step', 'checklist', 'terse', 'slow', 'twice'];
const to = (name: string) => Array<string>(names.indexOf(name)).fill('down');
const under = ({ library, own }: LibraryStep) => listedPrompts(library, own)[library.row]?.name;

describe('in the library', () => {
  test('the cursor begins on the prompt in use', () => {
    expect(under(pressed([]))).toBe('neutral');
    expect(under(pressed([], { name: 'slow', reflection: 'Slowly.' }))).toBe('slow');
    expect(under(pressed([], { reflection: 'Nobody has this.' }))).toBe('neutral');
  });
  test('Enter uses a prompt: its name and its texts', () => {
    expect(pressed([...to('twice'), 'enter'], { rounds: '1' })).toMatchObject({
      closed: true,
      used: 'twice',
      overrides: { rounds: '1', name: 'twice', first: '{question} Twice.', reflection: 'Twice.' },
    });
    expect(
      pressed(['up', 'up', 'up', 'up', 'up', 'enter'], { name: 'slow', reflection: 'Slowly.' }),
    ).toMatchObject({
      overrides: {},
      used: 'neutral',
    });
  });
  test('Esc leaves everything as it is', () => {
    const step = pressed(['down', 'escape'], { rounds: '7' });
    expect(step).toMatchObject({ closed: true, overrides: { rounds: '7' }, own: OWN });
    expect(step.used).toBeUndefined();
  });
});

describe('saving', () => {
  test('keeps the prompt in use under a name, which it has from then on', () => {
    const step = pressed(['ctrl+s', ...'mine', 'enter'], { reflection: 'Mine.' });
    expect(step.own).toEqual({ ...OWN, mine: { reflection: 'Mine.' } });
    expect(step).toMatchObject({ overrides: { name: 'mine', reflection: 'Mine.' }, closed: false });
    expect(step.library.said).toBe('The prompt is saved as "mine".');
    expect(under(step)).toBe('mine');
  });
  test('the neutral one is a copy to begin with', () => {
    expect(pressed(['ctrl+s', ...'mine', 'enter']).own.mine).toEqual({ reflection: REFLECTION_PROMPT });
  });
  test('of a template that is wrong is refused', () => {
    const step = pressed(['ctrl+s', ...'mine', 'enter'], { first: 'Think.' });
    expect(step.own).toBe(OWN);
    expect(step.library.said).toMatch(/^First prompt: It has no \{question\}/);
  });
});

describe('one of the user’s own', () => {
  test('is deleted, and brought back by the same key', () => {
    const gone = pressed([...to('slow'), 'ctrl+d']);
    expect(Object.keys(gone.own)).toEqual(['twice']);
    expect(ownUnderCursor(gone.library, gone.own)).toBeUndefined();
    expect(pressed([...to('slow'), 'ctrl+d', 'ctrl+d']).own).toEqual(OWN);
    expect(pressed(['ctrl+d']).library.said).toBe('"neutral" comes with the program and stays.');
  });
  test('can be changed, and nothing else can', () => {
    const slow = pressed(to('slow'));
    expect(ownUnderCursor(slow.library, slow.own)?.reflection).toBe('Slowly.');
    expect(ownUnderCursor(pressed([]).library, OWN)).toBeUndefined();
    expect(ownUnderCursor(pressed([...to('slow'), 'ctrl+s']).library, OWN)).toBeUndefined();
  });
  test('has its new text, also in the settings where it is in use', () => {
    const { library } = pressed(to('twice'));
    const change = (overrides: Overrides, text: string) =>
      withReflection(library, { base, overrides, own: OWN }, 'twice', text);
    expect(change({}, 'New.\n')).toMatchObject({
      own: { twice: { first: '{question} Twice.', reflection: 'New.' } },
      overrides: {},
      library: { said: '"twice" has its new text.' },
    });
    const inUse = { name: 'twice', first: '{question} Twice.', reflection: 'Twice.' };
    expect(change(inUse, 'New.').overrides).toEqual({ ...inUse, reflection: 'New.' });
  });
  test('keeps a text with a problem, which is said, and is never left without one', () => {
    const { library } = pressed(to('slow'));
    const change = (name: string, text: string) =>
      withReflection(library, { base, overrides: {}, own: OWN }, name, text);
    expect(change('slow', '{anser}')).toMatchObject({
      own: { slow: { reflection: '{anser}' } },
      library: { said: expect.stringContaining('did you mean {answer}?') },
    });
    expect(change('slow', ' \n')).toMatchObject({
      own: OWN,
      library: { said: 'A prompt needs a text: "slow" is as it was.' },
    });
    expect(change('gone', 'x')).toMatchObject({ own: OWN });
  });
});
