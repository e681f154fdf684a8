/** A row of the table of keys: its type, and the names of the screens. Knows no row. */
import type { KeyName } from './key-names.ts';

/**
 * `finished` is the inspector once its run is over, `menu` a choice over it and `search` where one
 * writes what to look for; `compare` shows two rounds beside each other; `form` are the settings,
 * `waiting` is the inspector while a step waits to be let go, and `tree` its pane of branches;
 * `presets` the named sets of them, `prompts` the library of prompts, `own-question` the place to
 * write a question; `step-editor` is where the next step of a run is changed and
 * `debug-input` a small text over a run; `go-to` where one writes a place in a played run; `library` are
 * the saved runs and `library-input` a text in them; `report` are the tables over many runs and `report-runs`
 * the runs behind one of their figures; `small` is a window in which nothing else fits.
 */
export type Screen =
  | 'picker'
  | 'form'
  | 'presets'
  | 'prompts'
  | 'own-question'
  | 'menu'
  | 'search'
  | 'inspector'
  | 'waiting'
  | 'tree'
  | 'finished'
  | 'player'
  | 'go-to'
  | 'compare'
  | 'step-editor'
  | 'debug-input'
  | 'library'
  | 'library-input'
  | 'report'
  | 'report-runs'
  | 'help'
  | 'small';

export interface Row {
  readonly command: string;
  readonly keys: readonly KeyName[];
  /** A line of the help screen. */
  readonly label: string;
  readonly screens: readonly Screen[];
  readonly group: string;
  /** What the key line says; rows come in the order of their importance. */
  readonly hint?: readonly [keys: string, label: string];
}

export function row<const C extends string>(
  command: C,
  keys: readonly KeyName[],
  label: string,
  screens: readonly Screen[],
  group: string,
  hint?: Row['hint'],
): Row & { readonly command: C } {
  return { command, keys, label, screens, group, ...(hint && { hint }) };
}
