/** What keys and pastes do on the inspector, and what they ask of whoever holds it. Pure. */
import type { Run } from '../../run/run.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import type { Copyable } from '../outside/copied.ts';
import { inspect } from './inspector-commands.ts';
import { menuKey, openMenu } from './inspector-menu.ts';
import { openSearch, type Seen, searchKey, searchPaste, toMatch } from './inspector-search.ts';
import type { InspectorState } from './inspector-state.ts';

export interface InspectorStep {
  readonly state: InspectorState;
  /** What is not of this screen's own: help, quitting, the player's commands. */
  readonly command?: Command;
  readonly copy?: Copyable;
  readonly pager?: boolean;
  /** Why nothing came of the key. */
  readonly say?: string;
}

/** Which rows of the table of keys count for the run below. */
export function inspectorScreen(run: Run | undefined, isPlayed: boolean): Screen {
  if (isPlayed) return 'player';
  return run?.outcome ? 'finished' : 'inspector';
}

/** Which rows count now. */
export function screenOf(state: InspectorState, run: Run | undefined, isPlayed: boolean): Screen {
  if (state.menu) return 'menu';
  return state.search?.typing ? 'search' : inspectorScreen(run, isPlayed);
}

export function inspectorKey(
  state: InspectorState,
  name: KeyName,
  seen: Seen & { readonly isPlayed: boolean },
): InspectorStep {
  const { run, isPlayed, extentOf } = seen;
  const screen = screenOf(state, run, isPlayed);
  const command = commandOf(name, screen, screen === 'search');
  // The key that leaves the screen takes the highlights away first.
  if (name === 'escape' && state.search?.typing === false && !state.menu) {
    return { state: { ...state, search: undefined } };
  }
  if (command === 'quit') return { state, command };
  if (screen === 'menu') return menuKey(state, name, run);
  if (screen === 'search') return { state: searchKey(state, name, seen) };
  switch (command) {
    case undefined:
      return { state };
    case 'search':
      return { state: openSearch(state) };
    case 'search.next':
    case 'search.previous':
      if (!state.search) return { state, say: 'Nothing is looked for yet: / begins a search.' };
      return { state: toMatch(state, seen, command === 'search.next' ? 1 : -1) };
    case 'copy':
      return { state: openMenu(state, 'copy', run) };
    case 'diff.against':
      return { state: openMenu(state, 'against', run) };
    case 'pager':
      return { state, pager: true };
    default: {
      const next = inspect(state, command, run, extentOf);
      return { state: withoutCurrent(next, state), command };
    }
  }
}

export function inspectorPaste(state: InspectorState, text: string, seen: Seen): InspectorState {
  return state.search?.typing ? searchPaste(state, text, seen) : state;
}

/** In other lines the match that was gone to is another one. */
function withoutCurrent(next: InspectorState, before: InspectorState): InspectorState {
  const { search } = next;
  const same = next.pane === before.pane && next.pinned === before.pinned && next.diff === before.diff;
  if (!search || (same && next.raw === before.raw)) return next;
  return { ...next, search: { ...search, current: undefined } };
}
