/** What the inspector remembers beside the run: which round, which pane, how far down. Pure. */
import type { Run } from '../../run/run.ts';
import type { Command } from '../keys.ts';

export const PANES = ['answer', 'diff', 'thinking', 'prompt'] as const;
export type Pane = (typeof PANES)[number];

export interface InspectorState {
  readonly pane: Pane;
  /** The round that was chosen; absent while the newest is shown. */
  readonly pinned: number | undefined;
  readonly offset: number;
  /** Stay at the bottom while text comes. */
  readonly follow: boolean;
}

export const INITIAL: InspectorState = { pane: 'diff', pinned: undefined, offset: 0, follow: true };

/** How much there is to see, as the last frame was laid out. */
export interface Extent {
  readonly lines: number;
  readonly height: number;
}

export function maxOffset({ lines, height }: Extent): number {
  return Math.max(0, lines - height);
}

/** The round that is shown. */
export function shownRound(state: InspectorState, run: Run | undefined): number | undefined {
  const newest = run?.rounds.at(-1)?.index;
  if (state.pinned === undefined || newest === undefined) return newest;
  return Math.min(state.pinned, newest);
}

/** The state after a command; the same object when the command means nothing here. */
export function inspect(
  state: InspectorState,
  command: Command,
  run: Run | undefined,
  extent: Extent,
): InspectorState {
  switch (command) {
    case 'round.previous':
      return toRound(state, run, -1);
    case 'round.next':
      return toRound(state, run, 1);
    case 'pane.next':
      return toPane(state, PANES[(PANES.indexOf(state.pane) + 1) % PANES.length]);
    case 'pane.previous':
      return toPane(state, PANES[(PANES.indexOf(state.pane) + PANES.length - 1) % PANES.length]);
    case 'pane.answer':
      return toPane(state, 'answer');
    case 'pane.diff':
      return toPane(state, 'diff');
    case 'pane.thinking':
      return toPane(state, 'thinking');
    case 'pane.prompt':
      return toPane(state, 'prompt');
    case 'scroll.up':
      return scrollBy(state, -1, extent);
    case 'scroll.down':
      return scrollBy(state, 1, extent);
    case 'scroll.page-up':
      return scrollBy(state, 1 - extent.height, extent);
    case 'scroll.page-down':
      return scrollBy(state, extent.height - 1, extent);
    case 'scroll.top':
      return { ...state, offset: 0, follow: false };
    case 'scroll.bottom':
      return { ...state, offset: maxOffset(extent), follow: true };
    case 'follow':
      return { ...state, pinned: undefined, follow: true };
    default:
      return state;
  }
}

function toRound(state: InspectorState, run: Run | undefined, by: 1 | -1): InspectorState {
  const newest = run?.rounds.at(-1)?.index;
  const shown = shownRound(state, run);
  if (newest === undefined || shown === undefined) return state;
  const next = Math.min(newest, Math.max(0, shown + by));
  if (next === shown) return state;
  // At the newest round the screen goes along again, but a text that is finished is read from its top.
  const writing = run?.calls.at(-1)?.status === 'streaming';
  const pinned = next === newest ? undefined : next;
  return { ...state, pinned, offset: 0, follow: pinned === undefined && writing };
}

function toPane(state: InspectorState, pane: Pane | undefined): InspectorState {
  return pane === undefined || pane === state.pane ? state : { ...state, pane, offset: 0 };
}

function scrollBy(state: InspectorState, by: number, extent: Extent): InspectorState {
  const end = maxOffset(extent);
  const from = Math.min(state.follow ? end : state.offset, end);
  const offset = Math.min(end, Math.max(0, from + by));
  return { ...state, offset, follow: offset === end && state.pinned === undefined };
}
