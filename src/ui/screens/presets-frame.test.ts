import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import { FIND_THE_ERROR } from '../../strategies/prompt-library.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { textState } from '../widgets/text-editing.ts';
import type { SavedPresets } from './presets.ts';
import { type PresetsInput, presetsFrame } from './presets-frame.ts';
import { PRESETS_AT_FIRST } from './presets-keys.ts';

const base = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });
const SAVED: SavedPresets = { quick: { rounds: '1' } };
const drawn = (changes: Partial<PresetsInput> = {}) =>
  presetsFrame({
    state: PRESETS_AT_FIRST,
    base,
    overrides: {},
    saved: SAVED,
    width: 80,
    height: 24,
    ...changes,
  });
const shown = (changes: Partial<PresetsInput> = {}) => textsOf(drawn(changes).lines);
const at = (row: number) => ({ ...PRESETS_AT_FIRST, row });

test('one’s own presets are marked, by a sign and in words', () => {
  expect(shown().filter(text => text.includes('★'))).toEqual([
    expect.stringMatching(/^ quick +★ Your own\.$/),
  ]);
});

test('what the preset under the cursor would change stands below in full', () => {
  expect(shown({ state: at(1) })).toContain(' Rounds 3 → 0');
  expect(shown({ state: at(1), overrides: { rounds: '0' } })).toContain(
    ' Nothing: the settings are so already',
  );
  expect(
    shown({ state: at(3) })
      .join(' ')
      .replaceAll(/\s+/g, ' '),
  ).toContain(FIND_THE_ERROR.reflection);
});

test('a deleted one stays, and says how it comes back', () => {
  const state = { ...at(6), deleted: SAVED, said: '"quick" is deleted.' };
  const texts = shown({ state, saved: {} });
  expect(texts).toContainEqual(expect.stringMatching(/^▌quick +Deleted; the same key brings it back\.$/));
  expect(texts).toContain(' "quick" is deleted.');
});

test('the cursor stands in the name while one is written', () => {
  const frame = drawn({ state: { ...PRESETS_AT_FIRST, name: textState('ab') } });
  expect(frame.cursor).toBeDefined();
  const row = textsOf(frame.lines)[frame.cursor?.y ?? 0] ?? '';
  expect(row).toMatch(/^ save as › ab/);
  expect(row.slice(0, frame.cursor?.x)).toBe(' save as › ab');
  expect(drawn().cursor).toBeUndefined();
});

test('whatever is saved and however large the window: exactly as many lines, none wider', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      names,
      fc.integer({ min: 60, max: 160 }),
      fc.integer({ min: 16, max: 50 }),
      fc.nat(35),
      fc.option(fc.string({ maxLength: 300 }), { nil: undefined }),
      fc.boolean(),
      (own, width, height, row, said, isNaming) => {
        const saved = Object.fromEntries(
          own.map(name => [name, { rounds: '1', reflection: 'why '.repeat(200) }]),
        );
        const name = isNaming ? textState('a name') : undefined;
        const state = { ...PRESETS_AT_FIRST, row: Math.min(row, 5 + own.length), said, name };
        const { lines, cursor } = drawn({ state, saved, width, height });
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.filter(line => line.some(({ text }) => text === '▌'))).toHaveLength(1);
        expect(cursor?.y ?? 0).toBeLessThan(height - 2);
      },
    ),
  );
});
