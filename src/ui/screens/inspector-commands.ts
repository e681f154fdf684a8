import type { Pending } from '../../engine/gate.ts';
import type { Run } from '../../run/run.ts';
import { DIFF_KINDS } from '../diff-views/diff-view.ts';
import type { Command } from '../keys.ts';
import { isStreamingBeside, mayStandBeside } from '../panes/lanes-beside.ts';
import { FOLLOWING, offsetOf, type Scroll, scrollBy, scrollPages, toBottom } from '../widgets/scroll.ts';
import { fromTop, LINES_ABOVE_A_CHANGE, scrolled, scrollIn } from './inspector-scroll.ts';
import {
  INITIAL,
  type InspectorState,
  PANES,
  PASSING,
  type Pane,
  type PaneExtent,
  shownRound,
  showsAnswer,
} from './inspector-state.ts';

/**
 * The state after a command; the same object when the command means nothing here. `extentOf` says how
 * much there is to see in a state, because several keys may come before the next frame.
 */
export function inspect(
  state: InspectorState,
  command: Command,
  run: Run | undefined,
  extentOf: (state: InspectorState) => PaneExtent,
): InspectorState {
  const moved = (move: (extent: PaneExtent) => (scroll: Scroll) => Scroll) => {
    const extent = extentOf(state);
    return scrolled(state, run, extent, move(extent));
  };
  switch (command) {
    case 'round.previous':
      return toRound(state, run, -1);
    case 'round.next':
      return toRound(state, run, 1);
    case 'pane.next':
      return toPane(state, run, PANES[(PANES.indexOf(state.pane) + 1) % PANES.length]);
    case 'pane.previous':
      return toPane(state, run, PANES[(PANES.indexOf(state.pane) + PANES.length - 1) % PANES.length]);
    case 'pane.answer':
      return toPane(state, run, 'answer');
    case 'pane.diff':
      return toPane(state, run, 'diff');
    case 'pane.thinking':
      return toPane(state, run, 'thinking');
    case 'pane.prompt':
      return toPane(state, run, 'prompt');
    case 'pane.feedback':
      return toPane(state, run, 'feedback');
    case 'pane.events':
      return toPane(state, run, 'events');
    case 'pane.what-if':
      return toPane(state, run, 'what-if');
    case 'pane.next-step':
      return toPane(state, run, 'next');
    case 'pane.tree':
      return toPane(state, run, 'tree');
    case 'pane.badges':
      return toPane(state, run, 'badges');
    case 'diff.view':
      return withNextView(state, run);
    case 'raw':
      return showsAnswer(state, run) ? { ...state, raw: !state.raw } : state;
    case 'change.next':
      return toChange(state, run, extentOf, 1);
    case 'change.previous':
      return toChange(state, run, extentOf, -1);
    case 'scroll.up':
      return moved(extent => scroll => scrollBy(scroll, -1, extent));
    case 'scroll.down':
      return moved(extent => scroll => scrollBy(scroll, 1, extent));
    case 'scroll.page-up':
      return moved(extent => scroll => scrollPages(scroll, -1, extent));
    case 'scroll.page-down':
      return moved(extent => scroll => scrollPages(scroll, 1, extent));
    case 'scroll.top':
      return moved(extent => scroll => scrollBy(scroll, -extent.total, extent));
    case 'scroll.bottom':
      return moved(extent => () => toBottom(extent));
    case 'follow':
      return { ...state, pinned: undefined, scroll: FOLLOWING };
    default:
      return state;
  }
}

function toRound(state: InspectorState, run: Run | undefined, by: 1 | -1): InspectorState {
  const newest = run?.rounds.at(-1)?.index;
  const shown = shownRound(state, run);
  if (newest === undefined || shown === undefined) return state;
  const next = Math.min(newest, Math.max(0, shown + by));
  if (next === shown && state.pinned === undefined) return state;
  return fromTop({ ...state, pinned: next === newest ? undefined : next, attempt: undefined }, run);
}

function toPane(state: InspectorState, run: Run | undefined, pane: Pane | undefined): InspectorState {
  if (pane === undefined || pane === state.pane) return state;
  // From the passing panes one comes back to the one that was read.
  const before = PASSING.has(state.pane) ? state.before : state.pane;
  return fromTop({ ...state, pane, before, selected: undefined }, run);
}

/** Back to the pane that was read before. */
export function leavePane(state: InspectorState, run: Run | undefined): InspectorState {
  return PASSING.has(state.pane) ? toPane(state, run, state.before ?? INITIAL.pane) : state;
}

/**
 * What waits to be sent is shown at once to whoever goes along with the run, and no more once it was let
 * go. Where the run would end there is nothing to send, and the last answer stays to be read.
 */
export function withPending(
  state: InspectorState,
  run: Run | undefined,
  pending: Pending | undefined,
): InspectorState {
  if (pending?.kind !== 'calls') return state.pane === 'next' ? leavePane(state, run) : state;
  // Why something failed, or cannot be sent, is shown to a reader, too.
  const isUrgent = pending.failed !== undefined || pending.problem !== undefined;
  const goesAlong = state.pinned === undefined || isUrgent;
  return goesAlong && !state.over ? fromTop(toPane(state, run, 'next'), run) : state;
}

/** The next way to see a diff; where answers are shown, of several lanes together or of one of them. */
function withNextView(state: InspectorState, run: Run | undefined): InspectorState {
  const round = shownRound(state, run);
  if (run && round !== undefined && showsAnswer(state, run) && mayStandBeside(run, round)) {
    return fromTop({ ...state, beside: !(state.beside ?? isStreamingBeside(run, round)) }, run);
  }
  const diff = DIFF_KINDS[(DIFF_KINDS.indexOf(state.diff) + 1) % DIFF_KINDS.length];
  if (state.pane !== 'diff' || showsAnswer(state, run) || diff === undefined) return state;
  return fromTop({ ...state, diff }, run);
}

/** To the next change that is not where one is already; nowhere when there is none. */
function toChange(
  state: InspectorState,
  run: Run | undefined,
  extentOf: (state: InspectorState) => PaneExtent,
  direction: 1 | -1,
): InspectorState {
  const extent = extentOf(state);
  const offset = offsetOf(scrollIn(state, extent), extent);
  const tops = (extent.changes ?? []).map(line => Math.max(0, line - LINES_ABOVE_A_CHANGE));
  const top = direction > 0 ? tops.find(one => one > offset) : tops.findLast(one => one < offset);
  if (top === undefined) return state;
  return scrolled(state, run, extent, scroll => scrollBy(scroll, top - offset, extent));
}
