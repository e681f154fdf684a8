import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import type { OwnPrompts } from '../../strategies/prompt-library.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { textState } from '../widgets/text-editing.ts';
import { LIST_AT_FIRST } from './named-list.ts';
import { type LibraryInput, libraryFrame } from './prompt-library-frame.ts';

const base = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });
const OWN: OwnPrompts = { mine: { first: '{question} Mine.', reflection: 'One line\nand another.' } };
const drawn = (changes: Partial<LibraryInput> = {}) =>
  libraryFrame({ library: LIST_AT_FIRST, base, overrides: {}, own: OWN, width: 80, height: 24, ...changes });
const shown = (changes: Partial<LibraryInput> = {}) => textsOf(drawn(changes).lines);
const at = (row: number) => ({ ...LIST_AT_FIRST, row });

test('one’s own prompts are marked and begin with their text', () => {
  expect(shown().filter(text => text.includes('★'))).toEqual([
    expect.stringMatching(/^ mine +★ One line.*and another\.$/),
  ]);
});

test('the text of the one under the cursor stands below in full, both turns of it', () => {
  const texts = shown({ library: at(5) });
  const from = texts.indexOf(' Round 0');
  expect(texts.slice(from, from + 6)).toEqual([
    ' Round 0',
    ' {question} Mine.',
    '',
    ' Each reflection',
    ' One line',
    ' and another.',
  ]);
  expect(shown()).not.toContain(' Round 0');
});

test('what has no room is said to be more', () => {
  const own = { long: { reflection: 'line\n'.repeat(100) } };
  expect(shown({ own, library: at(5) }).some(text => /^ … \d+ lines more$/.test(text))).toBe(true);
});

test('the title says which prompt is in use', () => {
  const title = (overrides: Record<string, string>) => shown({ overrides })[0];
  expect(title({})).toMatch(/^ Prompts +in use: neutral/);
  expect(title({ name: 'mine', reflection: 'x' })).toMatch(/in use: mine/);
  expect(title({ reflection: 'x' })).toMatch(/in use: one without a name/);
});

test('a word of the program is shown where the list has none', () => {
  expect(shown({ notice: 'Nothing was changed.' })).toContain(' Nothing was changed.');
});

test('whatever is saved and however large the window: exactly as many lines, none wider', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
  const own = fc.dictionary(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.record({ first: text, reflection: text }),
  );
  fc.assert(
    fc.property(
      own,
      fc.integer({ min: 60, max: 160 }),
      fc.integer({ min: 16, max: 50 }),
      fc.nat(20),
      fc.option(fc.string({ maxLength: 300 }), { nil: undefined }),
      fc.boolean(),
      (prompts, width, height, row, said, isNaming) => {
        const name = isNaming ? textState('a name') : undefined;
        const library = { ...LIST_AT_FIRST, row: Math.min(row, 4 + Object.keys(prompts).length), said, name };
        const { lines, cursor } = drawn({ library, own: prompts, width, height });
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.filter(line => line[0]?.text === '▌')).toHaveLength(1);
        expect(cursor?.y ?? 0).toBeLessThan(height - 2);
      },
    ),
  );
});
