import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layKeys } from './key-bindings.ts';
import { conflictsAmong } from './key-conflicts.ts';
import { keyLabel, typedText } from './key-names.ts';
import { type Row, type Screen, TABLE } from './key-table.ts';

const SCREENS = [...new Set<Screen>(TABLE.flatMap(row => row.screens))];
const COMMANDS = [...new Set(TABLE.map(row => row.command))];
const WRITING: readonly Screen[] = ['picker', 'form', 'own-question', 'step-editor', 'debug-input'];

/** The keys of a command on a screen. */
function keysOf(command: string, screen: Screen, rows: readonly Row[]): readonly string[] {
  return rows.filter(row => row.command === command && row.screens.includes(screen)).flatMap(row => row.keys);
}

function lay(user: unknown) {
  const { bindings, problems } = layKeys(TABLE, user);
  return {
    bindings,
    problems,
    keys: (command: string, screen: Screen) => keysOf(command, screen, bindings),
    hint: (command: string, screen: Screen) =>
      bindings.find(row => row.command === command && row.screens.includes(screen))?.hint?.[0],
  };
}

describe('keys of the user', () => {
  test('without any the table is as it is', () => {
    expect(layKeys(TABLE, undefined)).toEqual({ bindings: TABLE, problems: [] });
    expect(layKeys(TABLE, {})).toEqual({ bindings: TABLE, problems: [] });
  });
  test('take the place of those in the table, on every screen of the command', () => {
    const { keys, problems } = lay({ 'pane.diff': ['Q', 'Ctrl+D'], follow: 'F' });
    expect(problems).toEqual([]);
    expect(keys('pane.diff', 'inspector')).toEqual(['Q', 'ctrl+d']);
    expect(keys('pane.diff', 'player')).toEqual(['Q', 'ctrl+d']);
    expect(keys('follow', 'finished')).toEqual(['F']);
  });
  test('two commands may change places', () => {
    const { keys, problems } = lay({ 'pane.diff': ['1', 'a'], 'pane.answer': ['2', 'd'] });
    expect(problems).toEqual([]);
    expect(keys('pane.answer', 'inspector')).toEqual(['2', 'd']);
  });
  test('where one writes, what types or edits counts only if the table has it', () => {
    const { keys, problems } = lay({ help: ['Q', '?', 'ctrl+k', 'ctrl+v'] });
    expect(problems).toEqual([]);
    expect(keys('help', 'inspector')).toEqual(['Q', '?', 'ctrl+k', 'ctrl+v']);
    expect(keys('help', 'picker')).toEqual(['?', 'ctrl+v']);
    expect(keys('help', 'own-question')).toEqual(['ctrl+v']);
  });
  test('Ctrl+C always ends something', () => {
    const { keys } = lay({ quit: 'ctrl+v', cancel: ['Q'] });
    expect(keys('quit', 'picker')).toEqual(['ctrl+v', 'ctrl+c']);
    expect(keys('cancel', 'inspector')).toEqual(['Q', 'ctrl+c']);
  });
});

describe('the key line', () => {
  test('names the new keys', () => {
    const { hint } = lay({ settings: 'ctrl+o', search: ['F'], 'scroll.up': ['u', 'up'] });
    expect(hint('settings', 'picker')).toBe('ctrl+o');
    expect(hint('search', 'inspector')).toBe('F');
    expect(hint('scroll.up', 'inspector')).toBe('↑↓');
  });
  test('where one hint stands for two commands, the key of either', () => {
    expect(lay({ 'round.previous': 'Y', 'round.next': 'Q' }).hint('round.previous', 'player')).toBe('YQ');
    expect(lay({ 'round.next': 'ctrl+t' }).hint('round.previous', 'player')).toBe('← ctrl+t');
    expect(lay({ 'play.slower': 'Y' }).hint('play.slower', 'player')).toBe('Y >');
  });
});

describe('refused are', () => {
  test.each<[string, unknown, string]>([
    ['an unknown command', { 'pane.dif': 'x' }, '"pane.dif" is no command.'],
    [
      'an unknown key',
      { follow: ['F', 'F1'] },
      'follow: "F1" is no key: write x, G, space, up, pagedown, ctrl+x, alt+x or shift+left.',
    ],
    ['a command without a key', { follow: [] }, 'follow needs a key.'],
    ['what is no key at all', { follow: 7 }, 'The keys of follow are to be a text or a list of texts.'],
    ['what is no list', ['x'], 'The keys in the settings are no list of commands: none is read.'],
    [
      'a key that means something else',
      { follow: 'd' },
      '"d" would mean both pane.diff (Diff) and follow (Follow the text as it comes) in the inspector, after a run, in the player and while a step waits: follow keeps its keys.',
    ],
    [
      'Ctrl+C for something else',
      { run: 'ctrl+c' },
      '"ctrl+c" would mean both run (Run the question with the model) and quit (Quit) in the picker: run keeps its keys.',
    ],
    [
      'a character where one writes',
      { settings: 's' },
      'settings: in the picker one writes with "s"; add a key with Ctrl or Alt.',
    ],
    [
      'an editing key where one writes',
      { close: ['backspace'] },
      'close: in the settings one writes with "backspace"; add a key with Ctrl or Alt.',
    ],
  ])('%s', (_name, user, problem) => {
    const { problems, bindings } = lay(user);
    expect(problems).toContain(problem);
    expect(bindings).toEqual(TABLE);
  });
  test('two that want the same key, both', () => {
    const { problems, bindings } = lay({ follow: 'Q', 'pane.diff': 'Q', 'pane.answer': 'Y' });
    expect(problems[0]).toBe(
      '"Q" would mean both pane.diff (Diff) and follow (Follow the text as it comes) in the inspector, after a run, in the player and while a step waits: pane.diff and follow keep their keys.',
    );
    expect(keysOf('pane.answer', 'inspector', bindings)).toEqual(['Y']);
    expect(keysOf('follow', 'inspector', bindings)).toEqual(['f']);
  });
  test('one that took the key of another that was refused', () => {
    const { problems, bindings } = lay({ follow: 'd', 'pane.diff': 'h' });
    expect(problems).toHaveLength(2);
    expect(bindings).toEqual(TABLE);
  });
});

const KEY = fc.constantFrom(
  'a',
  'd',
  'f',
  'x',
  'Q',
  '?',
  'up',
  'enter',
  'tab',
  'ctrl+c',
  'ctrl+x',
  'ctrl+k',
  'F1',
  '',
);
const USER = fc.dictionary(
  fc.constantFrom(...COMMANDS, 'nothing'),
  fc.oneof(KEY, fc.array(KEY, { maxLength: 3 }), fc.constant(null)),
  { maxKeys: 6 },
);

describe('laws: whatever the user asks for', () => {
  const check = (law: (rows: readonly Row[], user: object) => void) =>
    fc.assert(
      fc.property(USER, user => law(layKeys(TABLE, user).bindings, user)),
      { numRuns: 150 },
    );
  test('no key has two meanings on a screen', () => {
    check(rows => {
      expect(conflictsAmong(rows)).toEqual([]);
    });
  });
  test('every command has a key wherever it had one, and nowhere else', () => {
    const places = (rows: readonly Row[]) =>
      new Set(
        rows.flatMap(row =>
          row.keys.length > 0 ? row.screens.map(screen => `${row.command} ${screen}`) : [],
        ),
      );
    check(rows => {
      expect(places(rows)).toEqual(places(TABLE));
    });
  });
  test('Ctrl+C ends something on every screen', () => {
    check(rows => {
      for (const screen of SCREENS) {
        const ends = ['quit', 'cancel', 'back'].flatMap(command => keysOf(command, screen, rows));
        expect(ends).toContain('ctrl+c');
      }
    });
  });
  test('where one writes, no character is a command that was none', () => {
    check(rows => {
      for (const screen of WRITING) {
        const bare = (all: readonly Row[]) =>
          all
            .filter(row => row.screens.includes(screen))
            .flatMap(row => row.keys.filter(key => typedText(key) !== undefined));
        for (const key of bare(rows)) expect(bare(TABLE)).toContain(key);
      }
    });
  });
  test('every key of a hint is a key on its screens', () => {
    check(rows => {
      for (const { hint, screens } of rows) {
        if (!hint) continue;
        const labels = screens.map(screen =>
          rows.filter(row => row.screens.includes(screen)).flatMap(row => row.keys.map(keyLabel)),
        );
        const parts =
          hint[0].includes(' ') || labels[0]?.includes(hint[0]) ? hint[0].split(' ') : [...hint[0]];
        for (const part of parts)
          expect(
            labels.every(some => some.includes(part)),
            `${hint[0]}: ${part}`,
          ).toBe(true);
      }
    });
  });
  test('a command of which nothing is said keeps its keys', () => {
    check((rows, user) => {
      const untouched = ({ command }: Row) => !(command in user);
      const places = (all: readonly Row[]) =>
        all
          .filter(untouched)
          .flatMap(({ command, screens, keys }) => screens.map(screen => [command, screen, keys]));
      expect(places(rows)).toEqual(places(TABLE));
    });
  });
});
