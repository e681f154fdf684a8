import { describe, expect, test } from 'vitest';
import type { KeyName } from './key-names.ts';
import { BINDINGS, type Binding, type Screen } from './keys.ts';
import { editFor } from './widgets/text-editing.ts';

const SCREENS = [...new Set(BINDINGS.flatMap(({ screens }) => screens))];

/** Each command of each screen with all keys that it has there. */
const FUNCTIONS = SCREENS.flatMap(screen =>
  [...Map.groupBy(on(screen), ({ command }) => command)].map(([command, rows]) => ({
    screen,
    command,
    keys: rows.flatMap(({ keys }) => keys),
  })),
);

function on(screen: Screen): Binding[] {
  return BINDINGS.filter(({ screens }) => screens.includes(screen));
}

/** The functions that no key reaches for which `works` is true. */
function outOfReach(works: (key: KeyName) => boolean): { screen: Screen; command: string }[] {
  return FUNCTIONS.filter(({ keys }) => !keys.some(works)).map(({ screen, command }) => ({
    screen,
    command,
  }));
}

/** tmux takes Ctrl+B for itself, screen Ctrl+A; a line with flow control stops at Ctrl+S and goes on at Ctrl+Q. */
const HELD_BACK = new Set(['ctrl+a', 'ctrl+b', 'ctrl+s', 'ctrl+q']);

function isPlain(key: KeyName): boolean {
  return !key.startsWith('alt+') && !/^f\d+$/.test(key) && !HELD_BACK.has(key);
}

/** Phones, tablets and small keyboards have letters, Enter, Tab, Escape, Backspace and Ctrl. */
const ON_FEW_KEYBOARDS = /(^|\+)(up|down|left|right|pageup|pagedown|home|end|delete|insert)$/;

/** What another key of the screen does, in more presses. */
const IN_MORE_PRESSES = new Map<string, string>([
  ['select.page-up', 'select.up'],
  ['select.page-down', 'select.down'],
  ['select.first', 'select.up'],
  ['select.last', 'select.down'],
  // Choices go round.
  ['choice.previous', 'choice.next'],
  // Both ways lead to the program's other end: back to the picker or the run, and out from there.
  ['quit', 'back'],
]);
/** Where one writes, what is out of sight is reached by Ctrl+F and Ctrl+B, or in $EDITOR. */
const BY_THE_CURSOR = new Set(['text.page-up', 'text.page-down']);

function isElsewhere({ screen, command }: { screen: Screen; command: string }): boolean {
  const other = IN_MORE_PRESSES.get(command);
  return BY_THE_CURSOR.has(command) || on(screen).some(binding => binding.command === other);
}

describe('People', () => {
  test('a keyboard without Alt and F-keys, behind tmux, screen or flow control: every function has another key', () => {
    expect(outOfReach(isPlain).filter(one => !isElsewhere(one))).toEqual([]);
  });

  test('a keyboard without arrows, paging keys and Delete, too: letters and Ctrl reach every function', () => {
    const works = (key: KeyName) => isPlain(key) && !ON_FEW_KEYBOARDS.test(key);
    expect(outOfReach(works).filter(one => !isElsewhere(one))).toEqual([]);
  });

  test('a text on such a keyboard: the cursor moves, words and letters go, and a line is begun by Ctrl', () => {
    const edits = ['ctrl+b', 'ctrl+f', 'ctrl+d', 'ctrl+w', 'ctrl+u', 'ctrl+e'].map(key => editFor(key)?.type);
    expect(edits).toEqual(['left', 'right', 'delete', 'kill-word', 'kill-to-start', 'end']);
    for (const screen of ['own-question', 'step-editor', 'debug-input'] as const) {
      expect(on(screen).find(({ command }) => command === 'line')?.keys, screen).toContain('ctrl+j');
    }
  });
});
