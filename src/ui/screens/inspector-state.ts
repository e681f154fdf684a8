/** What the inspector remembers beside the run: which round, which pane and how it looks, how far down. Pure. */
import type { Run } from '../../run/run.ts';
import { DIFF_KINDS, type DiffKind } from '../diff-views/diff-view.ts';
import type { Command } from '../keys.ts';
import { isCompared } from '../panes/diff.ts';
import type { PlayerState } from '../player-session.ts';
import {
  AT_TOP,
  type Extent,
  FOLLOWING,
  offsetOf,
  type Scroll,
  scrollBy,
  scrollPages,
  toBottom,
} from '../widgets/scroll.ts';

export const PANES = ['answer', 'diff', 'thinking', 'prompt'] as const;
export type Pane = (typeof PANES)[number];

/**
 * While the newest round is shown and its end is in sight, the screen goes along with what comes.
 * Whoever scrolls away stays with the round that was being read.
 */
export interface InspectorState {
  readonly pane: Pane;
  /** The round that was chosen; absent while the newest is shown. */
  readonly pinned: number | undefined;
  readonly scroll: Scroll;
  /** How the diff pane shows changes. */
  readonly diff: DiffKind;
  /** Answers are shown as they are written, not with their Markdown drawn. */
  readonly raw: boolean;
}

export const INITIAL: InspectorState = {
  pane: 'diff',
  pinned: undefined,
  scroll: FOLLOWING,
  diff: 'inline',
  raw: false,
};

/** How much there is to see, and on which lines of it the changes are, ascending. */
export interface PaneExtent extends Extent {
  readonly changes?: readonly number[];
}

/** What the screen is made of. */
export interface InspectorInput {
  readonly run: Run | undefined;
  readonly state: InspectorState;
  /** Present when a saved run is played. */
  readonly player: PlayerState | undefined;
  /** A word of the program itself, in place of the remarks. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** The round that is shown. */
export function shownRound(state: InspectorState, run: Run | undefined): number | undefined {
  const newest = run?.rounds.at(-1)?.index;
  if (state.pinned === undefined || newest === undefined) return newest;
  return Math.min(state.pinned, newest);
}

export function isFollowing({ pinned, scroll }: InspectorState): boolean {
  return pinned === undefined && scroll.follow;
}

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
    case 'diff.view':
      return withNextView(state, run);
    case 'raw':
      return showsAnswer(state, run) ? { ...state, raw: !state.raw } : state;
    case 'change.next':
      return toChange(state, run, extentOf, 1);
    case 'change.previous':
      return toChange(state, run, extentOf, -1);
    case 'scroll.up':
      return scrolled(state, run, extentOf, extent => scrollBy(state.scroll, -1, extent));
    case 'scroll.down':
      return scrolled(state, run, extentOf, extent => scrollBy(state.scroll, 1, extent));
    case 'scroll.page-up':
      return scrolled(state, run, extentOf, extent => scrollPages(state.scroll, -1, extent));
    case 'scroll.page-down':
      return scrolled(state, run, extentOf, extent => scrollPages(state.scroll, 1, extent));
    case 'scroll.top':
      return scrolled(state, run, extentOf, extent => scrollBy(state.scroll, -extent.total, extent));
    case 'scroll.bottom':
      return scrolled(state, run, extentOf, toBottom);
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
  return fromTop({ ...state, pinned: next === newest ? undefined : next }, run);
}

function toPane(state: InspectorState, run: Run | undefined, pane: Pane | undefined): InspectorState {
  return pane === undefined || pane === state.pane ? state : fromTop({ ...state, pane }, run);
}

function withNextView(state: InspectorState, run: Run | undefined): InspectorState {
  const diff = DIFF_KINDS[(DIFF_KINDS.indexOf(state.diff) + 1) % DIFF_KINDS.length];
  if (state.pane !== 'diff' || showsAnswer(state, run) || diff === undefined) return state;
  return fromTop({ ...state, diff }, run);
}

/** The diff pane shows the first answer, too: there is nothing to compare it with. */
function showsAnswer(state: InspectorState, run: Run | undefined): boolean {
  if (state.pane === 'answer') return true;
  const round = shownRound(state, run);
  return state.pane === 'diff' && run !== undefined && round !== undefined && !isCompared(run, round);
}

/** Lines left above a change that was gone to. */
const ABOVE = 2;

/** To the next change that is not where one is already; nowhere when there is none. */
function toChange(
  state: InspectorState,
  run: Run | undefined,
  extentOf: (state: InspectorState) => PaneExtent,
  direction: 1 | -1,
): InspectorState {
  const extent = extentOf(state);
  const offset = offsetOf(state.scroll, extent);
  const tops = (extent.changes ?? []).map(line => Math.max(0, line - ABOVE));
  const top = direction > 0 ? tops.find(one => one > offset) : tops.findLast(one => one < offset);
  if (top === undefined) return state;
  return scrolled(
    state,
    run,
    () => extent,
    () => scrollBy(state.scroll, top - offset, extent),
  );
}

/** A text is read from its top, unless it is still being written. A request is whole from the start. */
function fromTop(state: InspectorState, run: Run | undefined): InspectorState {
  const growing = run !== undefined && run.outcome === undefined && state.pane !== 'prompt';
  return { ...state, scroll: growing && state.pinned === undefined ? FOLLOWING : AT_TOP };
}

function scrolled(
  state: InspectorState,
  run: Run | undefined,
  extentOf: (state: InspectorState) => Extent,
  move: (extent: Extent) => Scroll,
): InspectorState {
  const shown = shownRound(state, run);
  const scroll = move(extentOf(state));
  const isNewest = shown === run?.rounds.at(-1)?.index;
  return { ...state, scroll, pinned: scroll.follow && isNewest ? undefined : shown };
}
