/**
 * The user's own keys, laid over the table. What nobody can press, what is no command and what would
 * mean two things is refused in a sentence, and the table stays as it was there. Pure.
 */
import { z } from 'zod';
import { truncate } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { conflictsAmong, conflictWords, screenWords } from './key-conflicts.ts';
import { hintNow } from './key-hints.ts';
import type { KeyName } from './key-names.ts';
import { keySpelled } from './key-spelling.ts';
import type { Row, Screen } from './key-table.ts';
import { editorEditFor } from './widgets/editor/editor-keys.ts';

export interface LaidKeys<B extends Row> {
  /** No key with two meanings on a screen, no command without a key. */
  readonly bindings: readonly B[];
  /** What was refused, a sentence each. */
  readonly problems: readonly string[];
}

/** Where one writes: what types, erases or moves in a text is no command there, unless the table says so. */
const WRITING: ReadonlySet<Screen> = new Set([
  'picker',
  'form',
  'own-question',
  'search',
  'step-editor',
  'debug-input',
  'library-input',
]);

/** Ends something on every screen, whatever else does. */
const ALWAYS: KeyName = 'ctrl+c';

/**
 * `user` is `{"pane.diff": ["x", "ctrl+d"], "follow": "F"}`: the keys of a command on all its screens,
 * in place of those in the table. Where one writes, only those of them count that are no editing.
 */
export function layKeys<B extends Row>(table: readonly B[], user: unknown): LaidKeys<B> {
  const { wishes, problems } = wishesIn(table, user);
  const refused = [...problems];
  // A wish that is refused gives keys back, which another wish may have taken meanwhile.
  while (true) {
    const rows = laid(table, wishes);
    const conflicts = conflictsAmong(rows).filter(({ commands }) => commands.some(one => wishes.has(one)));
    if (conflicts.length === 0) return { bindings: withHints(table, rows), problems: refused };
    refused.push(...conflicts.map(conflict => conflictWords(conflict, table, new Set(wishes.keys()))));
    for (const command of conflicts.flatMap(({ commands }) => commands)) wishes.delete(command);
  }
}

type Wishes = Map<string, readonly KeyName[]>;

const Keys = z.union([z.string().transform(key => [key]), z.array(z.string())]);

function wishesIn(table: readonly Row[], user: unknown): { wishes: Wishes; problems: string[] } {
  const wishes: Wishes = new Map();
  const problems: string[] = [];
  const parsed = z.record(z.string(), z.unknown()).optional().safeParse(user);
  if (!parsed.success) problems.push('The keys in the settings are no list of commands: none is read.');
  for (const [command, given] of Object.entries(parsed.data ?? {})) {
    const keys = Keys.safeParse(given);
    const rows = table.filter(row => row.command === command);
    const wish = rows.length === 0 ? `"${short(command)}" is no command.` : wishFor(rows, keys.data);
    if (typeof wish === 'string') problems.push(wish);
    else wishes.set(command, wish);
  }
  return { wishes, problems };
}

/** The keys for the command of these rows, or a sentence that refuses them. */
function wishFor(rows: readonly Row[], given: readonly string[] | undefined): KeyName[] | string {
  const command = rows[0]?.command ?? '';
  if (!given) return `The keys of ${command} are to be a text or a list of texts.`;
  if (given.length === 0) return `${command} needs a key.`;
  const spelled = given.map(keySpelled);
  const wrong = spelled.find(one => !one.ok);
  if (wrong) return `${command}: ${wrong.problem}`;
  const keys = [...new Set(spelled.flatMap(one => (one.ok ? [one.key] : [])))];
  for (const row of rows) {
    const without = row.screens.find(screen => usable(row, screen, keys).length === 0);
    if (without) {
      const written = keys.map(key => `"${key}"`).join(' and ');
      return `${command}: ${screenWords(without)} one writes with ${written}; add a key with Ctrl or Alt.`;
    }
  }
  return keys;
}

/** The keys of a wish that count on a screen. */
function usable(row: Row, screen: Screen, keys: readonly KeyName[]): readonly KeyName[] {
  if (!WRITING.has(screen)) return keys;
  return keys.filter(key => row.keys.includes(key) || editorEditFor(key) === undefined);
}

/** The table with the wishes in it; a row whose keys are not the same on all its screens becomes several. */
function laid<B extends Row>(table: readonly B[], wishes: Wishes): B[] {
  return table.flatMap(row => {
    const wish = wishes.get(row.command);
    if (!wish) return [row];
    const always = row.keys.filter(key => key === ALWAYS && !wish.includes(key));
    const byKeys = Map.groupBy(row.screens, screen => [...usable(row, screen, wish), ...always].join('\n'));
    return [...byKeys].map(([keys, screens]) => ({ ...row, keys: keys.split('\n'), screens }));
  });
}

function withHints<B extends Row>(table: readonly B[], rows: readonly B[]): B[] {
  const on = (all: readonly B[], { screens: [screen] }: B) =>
    all.filter(row => screen && row.screens.includes(screen));
  return rows.map(row =>
    row.hint ? { ...row, hint: hintNow(row.hint, on(table, row), on(rows, row)) } : row,
  );
}

function short(text: string): string {
  return truncate(sanitizeLine(text), 30);
}
