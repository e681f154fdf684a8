import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK, readLook } from './look-settings.ts';
import { createTheme } from './theme.ts';
import { THEMES } from './themes.ts';

test('every theme that can be named can be made', () => {
  for (const name of THEMES) if (name !== 'auto') expect(createTheme(name).name).toBe(name);
});

describe('the look as it is kept', () => {
  test('is what it is without a file', () => {
    expect(readLook(undefined)).toEqual({ look: DEFAULT_LOOK, problems: [] });
  });
  test('is read part by part', () => {
    expect(readLook({ bell: true, step: true, font: 'big' })).toEqual({
      look: { ...DEFAULT_LOOK, bell: true, step: true },
      problems: [],
    });
  });
  test('loses only the part that is wrong, and says so', () => {
    const { look, problems } = readLook({ theme: 'pink', bell: 'yes', animation: false, step: 1 });
    expect(look).toEqual({ ...DEFAULT_LOOK, animation: false });
    expect(problems).toEqual([
      'The theme in the settings is to be auto, dark, light, mono: it is passed over.',
      'The bell in the settings is to be true or false: it is passed over.',
      'The step in the settings is to be true or false: it is passed over.',
    ]);
  });
  test.each([['dark'], [null], [['dark']]])('that is %j is passed over and said', stored => {
    expect(readLook(stored)).toEqual({
      look: DEFAULT_LOOK,
      problems: ['The look in the settings is no list of settings.'],
    });
  });
});
