import { afterEach, describe, expect, test } from 'vitest';
import { textWidth } from '../text/width.ts';
import { conflictsAmong } from './key-conflicts.ts';
import { type InkKey, keyNames } from './key-names.ts';
import { BINDINGS, commandOf, helpLines, helpSections, keyLine, type Screen, setUserKeys } from './keys.ts';

const SCREENS: Screen[] = [
  'picker',
  'form',
  'presets',
  'prompts',
  'own-question',
  'inspector',
  'waiting',
  'tree',
  'finished',
  'player',
  'compare',
  'step-editor',
  'debug-input',
  'library',
  'library-input',
  'report',
  'report-runs',
];
/** What the keys of one event mean. */
const commandsFor = (input: string, key: InkKey, screen: Screen, isTyping = false) =>
  keyNames(input, key).flatMap(name => commandOf(name, screen, isTyping) ?? []);
const text = (spans: readonly { text: string }[]) => spans.map(span => span.text).join('');

describe('the table', () => {
  test('no key has two meanings on one screen', () => {
    expect(conflictsAmong(BINDINGS)).toEqual([]);
    const places = BINDINGS.flatMap(({ keys, screens }) =>
      screens.flatMap(screen => keys.map(key => `${screen}: ${key}`)),
    );
    expect(new Set(places).size).toBe(places.length);
  });
  test('a conflict is named with its screens, its key and both meanings', () => {
    const twice = BINDINGS.filter(
      binding => binding.command === 'pane.diff' || binding.command === 'follow',
    ).map(binding => ({ ...binding, keys: ['Q'] }));
    expect(conflictsAmong(twice)).toEqual([
      {
        key: 'Q',
        commands: ['pane.diff', 'follow'],
        screens: ['inspector', 'finished', 'player', 'waiting'],
      },
    ]);
  });
  test('Ctrl+J is Enter where it is nothing else', () => {
    expect(commandOf('ctrl+j', 'menu')).toBe('choose');
    expect(commandOf('ctrl+j', 'picker')).toBe('select.down');
    expect(commandOf('ctrl+j', 'own-question', true)).toBe('line');
  });
  test('in the picker no bare character but ? is a command, because characters are the filter', () => {
    const bare = BINDINGS.filter(binding => binding.screens.includes('picker'))
      .flatMap(binding => binding.keys)
      .filter(key => [...key].length === 1);
    expect(bare).toEqual(['?']);
  });
  test('Ctrl+C ends something on every screen', () => {
    const everywhere: Screen[] = [...SCREENS, 'menu', 'search', 'help', 'small'];
    const ends = {
      inspector: 'cancel',
      waiting: 'cancel',
      tree: 'cancel',
      'own-question': 'back',
      'library-input': 'back',
      'step-editor': 'back',
      'debug-input': 'back',
      menu: 'back',
      search: 'back',
    };
    expect(everywhere.map(screen => commandOf('ctrl+c', screen, true))).toEqual(
      everywhere.map(screen => new Map(Object.entries(ends)).get(screen) ?? 'quit'),
    );
  });
  test('where one writes, no bare character is a command', () => {
    for (const screen of ['own-question', 'step-editor', 'debug-input'] as const) {
      const typed = ['a', '?', 'space', '世'].flatMap(name => commandOf(name, screen, true) ?? []);
      expect(typed, screen).toEqual([]);
    }
    expect(commandOf('space', 'form', true)).toBeUndefined();
    expect(commandOf('space', 'form')).toBe('choice.next');
  });
  test('a run that is over is not cancelled, and from a saved one there is no way back', () => {
    const commands = (screen: Screen) =>
      BINDINGS.filter(binding => binding.screens.includes(screen)).map(binding => binding.command);
    expect(commands('finished')).not.toContain('cancel');
    expect(commands('player')).not.toContain('cancel');
    expect(commands('player')).not.toContain('back');
  });
  test.each(SCREENS)('%s: every key of the key line is in the table', screen => {
    const keys = new Set(BINDINGS.filter(binding => binding.screens.includes(screen)).flatMap(b => b.keys));
    const labels: Record<string, string> = {
      '←': 'left',
      '→': 'right',
      '↑': 'up',
      '↓': 'down',
      esc: 'escape',
    };
    const shown = keyLine(screen, 500)
      .filter(span => span.style === 'accent')
      .flatMap(span => (/^[←↑]/.test(span.text) ? [...span.text] : span.text.split(' ')));
    for (const key of shown) expect(keys, key).toContain(labels[key] ?? key);
  });
});

describe('commands', () => {
  test('a chunk of keys is as many commands', () => {
    expect(commandsFor('jjj', {}, 'inspector')).toEqual(['scroll.down', 'scroll.down', 'scroll.down']);
    expect(commandsFor('2G', {}, 'inspector')).toEqual(['pane.diff', 'scroll.bottom']);
  });
  test('arrows, vim keys and page keys mean the same', () => {
    expect(commandsFor('', { upArrow: true }, 'inspector')).toEqual(commandsFor('k', {}, 'inspector'));
    expect(commandsFor('', { pageDown: true }, 'inspector')).toEqual(
      commandsFor('f', { ctrl: true }, 'inspector'),
    );
    expect(commandsFor('', { leftArrow: true }, 'player')).toEqual(commandsFor('h', {}, 'player'));
  });
  test('a key means what its screen says', () => {
    expect(commandsFor('', { tab: true }, 'picker')).toEqual(['field.next']);
    expect(commandsFor('', { tab: true }, 'inspector')).toEqual(['pane.next']);
    expect(commandsFor('c', { ctrl: true }, 'inspector')).toEqual(['cancel']);
    expect(commandsFor('c', { ctrl: true }, 'player')).toEqual(['quit']);
    expect(commandsFor(' ', {}, 'player')).toEqual(['play.pause']);
    expect(commandsFor(' ', {}, 'inspector')).toEqual([]);
  });
  test('seeking is not choosing a round', () => {
    expect(commandsFor('', { rightArrow: true, shift: true }, 'player')).toEqual(['play.forward']);
    expect(commandsFor('', { rightArrow: true }, 'player')).toEqual(['round.next']);
  });
  test('a question mark in a filter that has text is text', () => {
    expect(commandsFor('?', {}, 'picker')).toEqual(['help']);
    expect(commandsFor('?', {}, 'picker', true)).toEqual([]);
    expect(commandsFor('g', { ctrl: true }, 'picker', true)).toEqual(['help']);
    expect(commandOf('enter', 'picker', true)).toBe('run');
  });
  test('a key without a meaning is nothing', () => {
    expect(commandsFor('z', {}, 'inspector')).toEqual([]);
    expect(commandOf('s', 'picker')).toBeUndefined();
  });
});

describe('the key line', () => {
  test.each(SCREENS)('%s: never wider than its place, and help is never left out', screen => {
    for (let width = 12; width < 150; width++) {
      const line = text(keyLine(screen, width));
      expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(line).toMatch(/(\?|ctrl\+g) keys$/);
    }
  });
  test('at 80 columns it says what matters most', () => {
    expect(SCREENS.map(screen => text(keyLine(screen, 80)))).toEqual([
      ' enter run  tab next  ctrl+s settings  ctrl+r library  ctrl+c quit  ? keys',
      ' ↑↓ setting  ←→ change  ctrl+r reset  ctrl+p presets  enter done  ctrl+g keys',
      ' ↑↓ preset   enter use   ctrl+s save   ctrl+d delete   esc back   ctrl+g keys',
      ' ↑↓ prompt  enter use  ctrl+s save  ctrl+o edit  esc back  ctrl+g keys',
      ' enter done  tab reference  alt+enter line  ctrl+o editor  esc back  ctrl+g keys',
      ' ←→ round  s step  b branch  tab pane  v view  ↑↓ scroll  ctrl+c cancel  ? keys',
      ' enter send  e edit  s run on  x end  R retry  ←→ round  ctrl+c cancel  ? keys',
      ' ↑↓ move  enter show  C compare  s step  b branch  tab pane  esc back  ? keys',
      ' ←→ round  b branch  tab pane  v view  ↑↓ scroll  ! badges  esc new run  ? keys',
      ' space pause  , . step  < > speed  : go to  z flip  ←→ round  q quit  ? keys',
      ' tab pane  v view  ↑↓ scroll  } { change  / search  c copy  q quit  ? keys',
      ' enter apply  tab field  ←→ change  ctrl+o editor  esc back  ctrl+g keys',
      ' enter done  ctrl+o editor  esc back  alt+enter line  ctrl+g keys',
      ' enter open  p play  / filter  s sort  space mark  C compare  esc back  ? keys',
      ' enter keep   ↑↓ move   esc give up   ctrl+g keys',
      ' ←→ table  ↑↓ row  enter runs  g group  h l figure  v drawing  esc back  ? keys',
      ' ↑↓ row   enter open   esc back   ? keys',
    ]);
  });
  test.each<[Screen, string]>([
    ['inspector', 'ctrl+c cancel'],
    ['waiting', 'ctrl+c cancel'],
    ['finished', 'esc new run'],
    ['player', 'q quit'],
    ['tree', 'esc back'],
  ])('%s: at 80 columns it says how one leaves', (screen, leaving) => {
    expect(text(keyLine(screen, 80))).toContain(leaving);
  });
  test('with room to spare the hints stand apart', () => {
    expect(text(keyLine('picker', 140))).toBe(
      ' enter run   tab next   ctrl+s settings   ctrl+r library   ctrl+n own question   ctrl+p presets   ctrl+t prompts   ctrl+c quit   ? keys',
    );
  });
  test('where nothing fits it is empty', () => {
    expect(keyLine('picker', 3)).toEqual([]);
  });
});

describe('help', () => {
  test.each(SCREENS)('%s: every command has its line, under its group', screen => {
    const rows = helpSections(screen).flatMap(section => section.rows);
    expect(rows).toHaveLength(BINDINGS.filter(binding => binding.screens.includes(screen)).length);
    expect(helpSections(screen).at(-1)?.title).toBe('Program');
  });
  test('lines are a heading, its keys in a column, and a blank line', () => {
    const lines = helpLines('picker').map(text);
    expect(lines.slice(0, 10)).toEqual([
      'Choose',
      '  enter          Run the question with the model',
      '  tab shift+tab  To the other list',
      '  ctrl+s ctrl+x  Edit the settings',
      '  ctrl+r         The saved runs',
      '  ctrl+n         Write a question of your own',
      '  ctrl+p         Named sets of settings',
      '  ctrl+t         The library of prompts',
      '  esc            Clear the filters',
      '',
    ]);
  });
});

describe('the user’s own keys', () => {
  afterEach(() => {
    setUserKeys(undefined);
  });

  test('count in place of those of the table, in the help and in the key line', () => {
    expect(setUserKeys({ 'pane.diff': ['Q'], presets: ['alt+p'] })).toEqual([]);
    expect(commandOf('Q', 'inspector')).toBe('pane.diff');
    expect(commandOf('d', 'inspector')).toBeUndefined();
    expect(commandOf('alt+p', 'form', true)).toBe('presets');
    const rows = helpSections('inspector').flatMap(section => section.rows);
    expect(rows.find(({ label }) => label === 'Diff')?.keys).toBe('Q');
    expect(keyLine('form', 200).map(({ text }) => text)).toContain('alt+p');
  });
  test('that cannot be are said, and the table counts', () => {
    expect(setUserKeys({ follow: 'q' })[0]).toMatch(/^"q" would mean both /);
    expect(commandOf('f', 'inspector')).toBe('follow');
    expect(setUserKeys(7)).toEqual(['The keys in the settings are no list of commands: none is read.']);
  });
  test('are gone when there are none any more', () => {
    setUserKeys({ 'pane.diff': ['x'] });
    setUserKeys(undefined);
    expect(commandOf('d', 'inspector')).toBe('pane.diff');
  });
});
