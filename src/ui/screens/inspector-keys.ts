/** What keys and pastes do on the inspector, and what they ask of whoever holds it. Pure. */
import type { BranchTree } from '../../analysis/branch-tree.ts';
import type { PlaceFound } from '../../replay/place.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { type OverStep, overKey, overPaste, overScreen, type Written } from '../debugger/over.ts';
import type { BranchHow, ExportFormat } from '../desk.ts';
import type { KeyName } from '../key-names.ts';
import { type Command, commandOf, type Screen } from '../keys.ts';
import type { Copyable } from '../outside/copied.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { toCall, toLane } from './inspector-calls.ts';
import { inspect, leavePane } from './inspector-commands.ts';
import { goToKey, goToPaste, openGoTo } from './inspector-go-to.ts';
import { menuKey, openExports, openMenu } from './inspector-menu.ts';
import { openSearch, type Seen, searchKey, searchPaste, toMatch } from './inspector-search.ts';
import { type InspectorState, PASSING } from './inspector-state.ts';
import { moveInTree } from './inspector-tree.ts';

export interface InspectorStep {
  readonly state: InspectorState;
  /** What is not of this screen's own: help, quitting, the player's commands, what is done to the run. */
  readonly command?: Command;
  readonly copy?: Copyable;
  /** The run is to be exported: as what. */
  readonly exportAs?: string;
  readonly pager?: boolean;
  /** A branch is wanted at the round that is shown. */
  readonly branch?: BranchHow;
  /** What was written over the pane, once it is to count. */
  readonly written?: Written;
  /** The text over the pane is to be changed in the user's editor. */
  readonly editor?: boolean;
  /** Where to go in the played run. */
  readonly goTo?: Milliseconds;
  /** Why nothing came of the key. */
  readonly say?: string;
}

/** What a key needs to know beside the state. */
export interface SeenRun extends Seen {
  readonly isPlayed: boolean;
  readonly isWaiting: boolean;
  readonly tree: BranchTree | undefined;
  /** What a run can be exported as. */
  readonly formats?: readonly ExportFormat[];
  /** Looks up a place in the played run. */
  readonly find?: ((place: string) => PlaceFound) | undefined;
  /** The size of what lies over the pane. */
  readonly size: Size;
}

/** Which rows of the table of keys count for the run below. */
export function inspectorScreen(
  run: Run | undefined,
  { isPlayed, isWaiting = false }: { readonly isPlayed: boolean; readonly isWaiting?: boolean },
): Screen {
  if (isPlayed) return 'player';
  if (run?.outcome) return 'finished';
  return isWaiting ? 'waiting' : 'inspector';
}

/** Which rows count now. */
export function screenOf(
  state: InspectorState,
  run: Run | undefined,
  seen: { readonly isPlayed: boolean; readonly isWaiting?: boolean },
): Screen {
  if (state.over) return overScreen(state.over);
  if (state.menu) return 'menu';
  if (state.goTo) return 'go-to';
  if (state.search?.typing) return 'search';
  return state.pane === 'tree' ? 'tree' : inspectorScreen(run, seen);
}

export function inspectorKey(state: InspectorState, name: KeyName, seen: SeenRun): InspectorStep {
  const { run, extentOf, tree } = seen;
  if (state.over) return afterOver(state, overKey(state.over, name, seen.size));
  const screen = screenOf(state, run, seen);
  const command = commandOf(name, screen, screen === 'search' || screen === 'go-to');
  // The key that leaves the screen takes the highlights away first.
  if (name === 'escape' && state.search?.typing === false && !state.menu && !state.goTo) {
    return { state: { ...state, search: undefined } };
  }
  if (command === 'quit') return { state, command };
  if (screen === 'menu') return menuKey(state, name, run);
  if (screen === 'search') return { state: searchKey(state, name, seen) };
  if (screen === 'go-to') return seen.find ? goToKey(state, name, seen.find) : { state };
  switch (command) {
    case undefined:
      return { state };
    case 'play.go-to':
      return { state: openGoTo(state) };
    case 'search':
      return { state: openSearch(state) };
    case 'search.next':
    case 'search.previous':
      if (!state.search) return { state, say: 'Nothing is looked for yet: / begins a search.' };
      return { state: toMatch(state, seen, command === 'search.next' ? 1 : -1) };
    case 'copy':
      return { state: openMenu(state, 'copy', run) };
    case 'export':
      if (!run) return { state, say: 'There is nothing to export yet.' };
      return { state: openExports(state, seen.formats ?? []) };
    case 'diff.against':
      return { state: openMenu(state, 'against', run) };
    case 'branch':
      if (!run || run.rounds.length === 0) return { state, say: 'There is no round yet to branch from.' };
      return { state: openMenu(state, 'branch', run) };
    case 'attempt.next':
      return moved(state, toCall(state, run, 1), NO_OTHER_CALL);
    case 'attempt.previous':
      return moved(state, toCall(state, run, -1), NO_OTHER_CALL);
    case 'lane.next':
      return moved(state, toLane(state, run, 1), ONE_LANE);
    case 'lane.previous':
      return moved(state, toLane(state, run, -1), ONE_LANE);
    case 'select.up':
      return { state: moveInTree(state, run, tree, 'up') };
    case 'select.down':
      return { state: moveInTree(state, run, tree, 'down') };
    case 'gate.go':
      return { state: { ...state, pinned: undefined }, command };
    case 'pager':
      return { state, pager: true };
    case 'back':
      return PASSING.has(state.pane) ? { state: leavePane(state, run) } : { state, command };
    default: {
      const next = inspect(state, command, run, extentOf);
      return { state: withoutCurrent(next, state), command };
    }
  }
}

export function inspectorPaste(state: InspectorState, text: string, seen: SeenRun): InspectorState {
  if (state.over) return { ...state, over: overPaste(state.over, text, seen.size) };
  if (state.goTo) return goToPaste(state, text);
  return state.search?.typing ? searchPaste(state, text, seen) : state;
}

function afterOver(state: InspectorState, { over, asks, written }: OverStep): InspectorStep {
  return {
    state: { ...state, over },
    ...(asks === 'editor' && { editor: true }),
    ...((asks === 'help' || asks === 'quit') && { command: asks }),
    ...(written && { written }),
  };
}

/** To where a key leads, or why it leads nowhere. */
function moved(state: InspectorState, next: InspectorState, why: string): InspectorStep {
  return next === state ? { state, say: why } : { state: withoutCurrent(next, state) };
}

const NO_OTHER_CALL = 'There is no other call there in this round: R makes its answer once more.';
const ONE_LANE = 'The answers of this round have one lane.';

/** In other lines the match that was gone to is another one. */
function withoutCurrent(next: InspectorState, before: InspectorState): InspectorState {
  const { search } = next;
  const same = next.pane === before.pane && next.pinned === before.pinned && next.diff === before.diff;
  const sameCall = next.lane === before.lane && next.attempt === before.attempt;
  const sameLook = next.raw === before.raw && next.beside === before.beside;
  if (!search || (same && sameCall && sameLook)) return next;
  return { ...next, search: { ...search, current: undefined } };
}
