/** Keys that would mean two things on one screen, and the sentence about them. Pure. */
import type { KeyName } from './key-names.ts';
import type { Row, Screen } from './key-table.ts';

export interface Conflict {
  readonly key: KeyName;
  /** Everywhere where it means the same commands. */
  readonly screens: readonly Screen[];
  /** Two or more. */
  readonly commands: readonly string[];
}

export function conflictsAmong(rows: readonly Row[]): Conflict[] {
  const places = rows.flatMap(({ command, keys, screens }) =>
    keys.flatMap(key => screens.map(screen => ({ key, screen, command }))),
  );
  const clashes = grouped(places, ({ key, screen }) => `${screen} ${key}`).flatMap(same => {
    const commands = [...new Set(same.map(({ command }) => command))];
    return commands.length > 1 ? [{ key: same[0].key, screen: same[0].screen, commands }] : [];
  });
  return grouped(clashes, ({ key, commands }) => [key, ...commands].join(' ')).map(same => ({
    key: same[0].key,
    commands: same[0].commands,
    screens: same.map(({ screen }) => screen),
  }));
}

/** `"d" would mean both pane.diff (Diff) and follow (...) in the player: follow keeps its keys.` */
export function conflictWords(
  { key, screens, commands }: Conflict,
  table: readonly Row[],
  refused: ReadonlySet<string>,
): string {
  const named = commands.map(command => {
    const rows = table.filter(row => row.command === command);
    const row = rows.find(one => one.screens.some(screen => screens.includes(screen))) ?? rows[0];
    return row ? `${command} (${row.label})` : command;
  });
  const losers = commands.filter(command => refused.has(command));
  const keep = losers.length === 1 ? 'keeps its keys' : 'keep their keys';
  const where = inWords(screens.map(screenWords));
  return `"${key}" would mean both ${inWords(named)} ${where}: ${inWords(losers)} ${keep}.`;
}

/** `in the picker`. */
export function screenWords(screen: Screen): string {
  return WORDS[screen] ?? `in the ${screen}`;
}

const WORDS: Readonly<Partial<Record<Screen, string>>> = {
  form: 'in the settings',
  'own-question': 'in a question of your own',
  finished: 'after a run',
  waiting: 'while a step waits',
  tree: 'in the tree',
  'step-editor': 'in the step editor',
  'debug-input': 'in a small text',
  search: 'in a search',
  'library-input': 'in a text of the library',
  compare: 'in a comparison',
  small: 'in a small window',
};

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
