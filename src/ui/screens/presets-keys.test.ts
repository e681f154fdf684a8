import { describe, expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import type { SavedPresets } from './presets.ts';
import {
  listedPresets,
  PRESETS_AT_FIRST,
  type PresetsStep,
  presetsKey,
  presetsPaste,
} from './presets-keys.ts';
import type { Overrides } from './settings-schema.ts';

const base = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });
const SAVED: SavedPresets = { quick: { rounds: '1' }, slow: { rounds: '9' } };

interface Start {
  readonly overrides?: Overrides;
  readonly saved?: SavedPresets;
}

function pressed(keys: readonly string[], { overrides = {}, saved = SAVED }: Start = {}): PresetsStep {
  const start: PresetsStep = { presets: PRESETS_AT_FIRST, overrides, saved, closed: false };
  return keys.reduce((step, key) => {
    const world = { base, overrides: step.overrides, saved: step.saved };
    return presetsKey(step.presets, world, key);
  }, start);
}

const names = listedPresets(PRESETS_AT_FIRST, SAVED).map(({ name }) => name);
const to = (name: string) => Array<string>(names.indexOf(name)).fill('down');
const under = ({ presets, saved }: PresetsStep) => listedPresets(presets, saved)[presets.row]?.name;

describe('in the list', () => {
  test('the cursor goes up and down and stops at the ends', () => {
    expect(under(pressed(['down', 'down', 'up']))).toBe('answer once');
    expect(under(pressed(['up']))).toBe('as the study');
    expect(under(pressed(Array<string>(30).fill('down')))).toBe('slow');
  });
  test('Enter lays the preset over the settings, and what it does not name stays', () => {
    const step = pressed([...to('quick'), 'enter'], { overrides: { system: 'Be brief.', rounds: '7' } });
    expect(step).toMatchObject({ closed: true, used: 'quick' });
    expect(step.overrides).toEqual({ system: 'Be brief.', rounds: '1' });
  });
  test('Esc leaves everything as it is', () => {
    const step = pressed(['down', 'escape'], { overrides: { rounds: '7' } });
    expect(step).toMatchObject({ closed: true, overrides: { rounds: '7' }, saved: SAVED });
    expect(step.used).toBeUndefined();
  });
});

describe('saving', () => {
  const changed = { overrides: { rounds: '5' } };
  test('asks for a name, and keeps the settings under it', () => {
    const step = pressed(['ctrl+s', ...'five', 'enter'], changed);
    expect(step.saved).toEqual({ ...SAVED, five: { rounds: '5' } });
    expect(under(step)).toBe('five');
    expect(step.presets).toMatchObject({ name: undefined, said: 'The settings are saved as "five".' });
    expect(step.closed).toBe(false);
  });
  test('a name may be a number', () => {
    const step = pressed(['ctrl+s', '7', 'enter'], changed);
    expect(step.saved).toEqual({ ...SAVED, 7: { rounds: '5' } });
    expect(under(step)).toBe('7');
  });
  test('Esc gives the name up and stays in the list', () => {
    const step = pressed(['ctrl+s', ...'five', 'escape'], changed);
    expect(step).toMatchObject({ saved: SAVED, closed: false, presets: { name: undefined } });
  });
  test('what deletes in the list erases in the name', () => {
    const step = pressed(['ctrl+s', ...'fives', 'left', 'delete', 'enter'], changed);
    expect(Object.keys(step.saved)).toEqual(['quick', 'slow', 'five']);
  });
  test('a paste is text for the name only', () => {
    const { presets } = pressed(['ctrl+s']);
    expect(presetsPaste(presets, 'two\nlines').name?.text).toBe('two lines');
    expect(presetsPaste(PRESETS_AT_FIRST, 'x')).toBe(PRESETS_AT_FIRST);
  });
  test.each([
    ['without a name', ['ctrl+s', 'enter'], changed, 'A preset needs a name.'],
    ['a name of the program', ['ctrl+s', ...'answer once', 'enter'], changed, 'choose another name.'],
    ['settings that nobody changed', ['ctrl+s', ...'five', 'enter'], {}, 'There is nothing to save'],
  ])('%s is refused in a sentence, and one may write on', (_what, keys, start, sentence) => {
    const step = pressed(keys, start);
    expect(step.presets.said).toContain(sentence);
    expect(step.presets.name).toBeDefined();
    expect(step.saved).toBe(SAVED);
  });
  test('under a name that is taken asks once more, and another key takes that back', () => {
    const once = pressed(['ctrl+s', ...'quick', 'enter'], changed);
    expect(once.presets.said).toBe('"quick" is there already: enter again replaces it.');
    expect(once.saved).toBe(SAVED);
    const twice = pressed(['ctrl+s', ...'quick', 'enter', 'enter'], changed);
    expect(twice.saved.quick).toEqual({ rounds: '5' });
    const otherwise = pressed(['ctrl+s', ...'quick', 'enter', 'left', 'enter'], changed);
    expect(otherwise.saved).toBe(SAVED);
  });
});

describe('deleting', () => {
  test('takes one of the user’s own away and says so', () => {
    const step = pressed([...to('quick'), 'ctrl+d']);
    expect(step.saved).toEqual({ slow: { rounds: '9' } });
    expect(step.presets.said).toMatch(/^"quick" is deleted\. The same key brings it back/);
  });
  test('is taken back by the same key', () => {
    const step = pressed([...to('quick'), 'delete', 'delete']);
    expect(step.saved).toEqual(SAVED);
    expect(step.presets.said).toBe('"quick" is back.');
  });
  test('of one that comes with the program is refused', () => {
    const step = pressed(['ctrl+d']);
    expect(step.saved).toBe(SAVED);
    expect(step.presets.said).toBe('"as the study" comes with the program and stays.');
  });
  test('leaves the name free at once', () => {
    const keys = [...to('quick'), 'ctrl+d', 'ctrl+s', ...'Quick', 'enter'];
    const step = pressed(keys, { overrides: { rounds: '5' } });
    expect(step.saved).toEqual({ slow: { rounds: '9' }, Quick: { rounds: '5' } });
    expect(listedPresets(step.presets, step.saved).map(({ name }) => name)).not.toContain('quick');
  });
});
