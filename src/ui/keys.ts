/**
 * Keys as data: one table of what can be pressed where. The key line, the help screen and the README
 * are made from it. Knows no component and does not carry anything out.
 */
import { fit } from '../text/pad.ts';
import { textWidth } from '../text/width.ts';
import type { Span } from '../text/wrap.ts';
import { type InkKey, type KeyName, keyLabel, keyNames, typedText } from './key-names.ts';
import type { Role } from './theme.ts';

export type Screen = 'picker' | 'inspector' | 'player';

interface Row {
  readonly command: string;
  readonly keys: readonly KeyName[];
  /** A line of the help screen. */
  readonly label: string;
  readonly screens: readonly Screen[];
  readonly group: string;
  /** What the key line says; rows come in the order of their importance. */
  readonly hint?: readonly [keys: string, label: string];
}

const PICKER = ['picker'] as const;
const READING = ['inspector', 'player'] as const;
const PLAYER = ['player'] as const;
const EVERYWHERE = ['picker', 'inspector', 'player'] as const;

/**
 * In the picker every character may be the start of a filter, so its commands have named keys or
 * Ctrl; only `?` is a command while the filter is empty. The digits 1 to 4 mean panes while playing,
 * too, as they do live; so the player has no keys for tenths of the run, only 0 and $ for its ends.
 */
const TABLE = [
  row('run', ['enter'], 'Run the question with the model', PICKER, 'Choose', ['enter', 'run']),
  row('field.next', ['tab'], 'Next field', PICKER, 'Choose', ['tab', 'next']),
  row('field.previous', ['shift+tab'], 'Previous field', PICKER, 'Choose'),
  row('settings', ['ctrl+s'], 'Edit the settings', PICKER, 'Choose', ['ctrl+s', 'settings']),
  row('question', ['ctrl+n'], 'Write a question of your own', PICKER, 'Choose', ['ctrl+n', 'own question']),
  row('clear', ['escape'], 'Clear the filter', PICKER, 'Choose'),
  row('select.up', ['up'], 'One up', PICKER, 'List'),
  row('select.down', ['down'], 'One down', PICKER, 'List'),
  row('select.page-up', ['pageup'], 'A page up', PICKER, 'List'),
  row('select.page-down', ['pagedown'], 'A page down', PICKER, 'List'),
  row('select.first', ['home'], 'The first', PICKER, 'List'),
  row('select.last', ['end'], 'The last', PICKER, 'List'),

  row('play.pause', ['space'], 'Pause, and go on', PLAYER, 'Playback', ['space', 'pause']),
  row('play.previous-round', [','], 'Play from the round before', PLAYER, 'Playback', [', .', 'step']),
  row('play.next-round', ['.'], 'Play from the next round', PLAYER, 'Playback'),
  row('play.slower', ['<', '-'], 'Slower', PLAYER, 'Playback', ['< >', 'speed']),
  row('play.faster', ['>', '+', '='], 'Faster', PLAYER, 'Playback'),
  row('play.backward', ['[', 'shift+left'], 'Five seconds back', PLAYER, 'Playback', ['[ ]', 'seek']),
  row('play.forward', [']', 'shift+right'], 'Five seconds on', PLAYER, 'Playback'),
  row('play.restart', ['0'], 'From the start', PLAYER, 'Playback'),
  row('play.end', ['$'], 'To the end', PLAYER, 'Playback'),

  row('round.previous', ['left', 'h'], 'The round before', READING, 'Rounds', ['←→', 'round']),
  row('round.next', ['right', 'l'], 'The next round', READING, 'Rounds'),

  row('pane.next', ['tab'], 'Next pane', READING, 'Panes', ['tab', 'pane']),
  row('pane.previous', ['shift+tab'], 'Previous pane', READING, 'Panes'),
  row('pane.answer', ['1', 'a'], 'Answer', READING, 'Panes'),
  row('pane.diff', ['2', 'd'], 'Diff', READING, 'Panes'),
  row('pane.thinking', ['3', 't'], 'Thinking', READING, 'Panes'),
  row('pane.prompt', ['4', 'p'], 'Prompt', READING, 'Panes'),

  row('scroll.up', ['up', 'k'], 'A line up', READING, 'Read', ['↑↓', 'scroll']),
  row('scroll.down', ['down', 'j'], 'A line down', READING, 'Read'),
  row('scroll.page-up', ['pageup', 'ctrl+b'], 'A page up', READING, 'Read'),
  row('scroll.page-down', ['pagedown', 'ctrl+f'], 'A page down', READING, 'Read'),
  row('scroll.top', ['home', 'g'], 'To the top', READING, 'Read'),
  row('scroll.bottom', ['end', 'G'], 'To the bottom', READING, 'Read'),
  row('follow', ['f'], 'Follow the text as it comes', READING, 'Read', ['f', 'follow']),

  row('cancel', ['ctrl+c'], 'Cancel the call, keep its text; twice: quit', ['inspector'], 'Program', [
    'ctrl+c',
    'cancel',
  ]),
  row('new', ['n'], 'New run', READING, 'Program', ['n', 'new']),
  row('back', ['escape', 'q'], 'Back', READING, 'Program', ['esc', 'back']),
  row('help', ['?', 'ctrl+g'], 'These keys', EVERYWHERE, 'Program', ['?', 'keys']),
  row('repaint', ['ctrl+l'], 'Draw the screen again', EVERYWHERE, 'Program'),
  row('quit', ['ctrl+c', 'ctrl+q'], 'Quit', PICKER, 'Program', ['ctrl+c', 'quit']),
  row('quit', ['ctrl+c', 'ctrl+q'], 'Quit', PLAYER, 'Program'),
];

export type Command = (typeof TABLE)[number]['command'];
export type Binding = Row & { readonly command: Command };

export const BINDINGS: readonly Binding[] = TABLE;

/**
 * What the keys of one `useInput` event ask for, in order. Keys without a meaning are left out.
 *
 * `fieldHasText` is true while a text field has the keyboard and is not empty: then bare characters
 * belong to it and are no commands.
 */
export function commandsFor(input: string, key: InkKey, screen: Screen, fieldHasText = false): Command[] {
  return keyNames(input, key).flatMap(name => commandOf(name, screen, fieldHasText) ?? []);
}

/** What one key asks for on a screen; `undefined` when nothing, so that a text field may have it. */
export function commandOf(name: KeyName, screen: Screen, fieldHasText = false): Command | undefined {
  if (fieldHasText && typedText(name) !== undefined) return undefined;
  return on(screen).find(binding => binding.keys.includes(name))?.command;
}

/** Keys with more than one meaning on a screen. There must be none. */
export function conflictsIn(bindings: readonly Binding[]): string[] {
  const owners = new Map<string, Command[]>();
  for (const { command, keys, screens } of bindings) {
    for (const screen of screens) {
      for (const key of keys) {
        const place = `${screen}: ${key}`;
        owners.set(place, [...(owners.get(place) ?? []), command]);
      }
    }
  }
  return [...owners].flatMap(([place, commands]) =>
    commands.length > 1 ? `${place} means ${commands.join(' and ')}` : [],
  );
}

/**
 * The key line: as many hints as fit into `width` cells, the most important ones, and always the one
 * for help, as the last. In a narrow place the hints stand closer.
 */
export function keyLine(screen: Screen, width: number): Span<Role>[] {
  const bindings = on(screen);
  const help = hintsOf(bindings.filter(binding => binding.command === 'help'));
  const others = hintsOf(bindings.filter(binding => binding.command !== 'help'));
  const everything = spaced([...others, ...help], 3);
  if (cells(everything) <= width) return everything;
  for (let count = others.length; count >= 0; count--) {
    const line = spaced([...others.slice(0, count), ...help], 2);
    if (cells(line) <= width) return line;
  }
  return [];
}

export interface HelpSection {
  readonly title: string;
  readonly rows: readonly { readonly keys: string; readonly label: string }[];
}

/** Everything that can be pressed on a screen, by group, in the order of the table. */
export function helpSections(screen: Screen): HelpSection[] {
  return [...Map.groupBy(on(screen), binding => binding.group)].map(([title, bindings]) => ({
    title,
    rows: bindings.map(({ keys, label }) => ({ keys: keys.map(keyLabel).join(' '), label })),
  }));
}

/** The help screen: a heading, its keys, a blank line. */
export function helpLines(screen: Screen): Span<Role>[][] {
  const sections = helpSections(screen);
  const column = Math.max(...sections.flatMap(section => section.rows.map(({ keys }) => textWidth(keys))));
  return sections.flatMap((section, index): Span<Role>[][] => [
    ...(index > 0 ? [[]] : []),
    [{ text: section.title, style: 'heading' }],
    ...section.rows.map(({ keys, label }): Span<Role>[] => [
      { text: `  ${fit(keys, column)}  `, style: 'accent' },
      { text: label, style: 'text' },
    ]),
  ]);
}

function row<const C extends string>(
  command: C,
  keys: readonly KeyName[],
  label: string,
  screens: readonly Screen[],
  group: string,
  hint?: Row['hint'],
): Row & { readonly command: C } {
  return { command, keys, label, screens, group, ...(hint && { hint }) };
}

function on(screen: Screen): Binding[] {
  return BINDINGS.filter(binding => binding.screens.includes(screen));
}

type Hint = NonNullable<Row['hint']>;

function hintsOf(bindings: readonly Binding[]): Hint[] {
  return bindings.flatMap(binding => (binding.hint ? [binding.hint] : []));
}

function spaced(hints: readonly Hint[], gap: number): Span<Role>[] {
  return hints.flatMap(([keys, label], index): Span<Role>[] => [
    { text: `${' '.repeat(index === 0 ? 1 : gap)}`, style: 'text' },
    { text: keys, style: 'accent' },
    { text: ` ${label}`, style: 'muted' },
  ]);
}

function cells(spans: readonly Span<Role>[]): number {
  return spans.reduce((sum, span) => sum + textWidth(span.text), 0);
}
