/** Where the inspector stands in a text after it moved, and whether it still goes along with what comes. Pure. */
import type { Run } from '../../run/run.ts';
import { AT_TOP, FOLLOWING, offsetOf, type Scroll } from '../widgets/scroll.ts';
import { type InspectorState, PASSING, type PaneExtent, shownRound } from './inspector-state.ts';

/**
 * A text is read from its top, unless it is still being written. A request is whole from the start:
 * who follows it stands at what is new in it.
 */
export function fromTop(state: InspectorState, run: Run | undefined): InspectorState {
  const growing = run !== undefined && run.outcome === undefined && state.pinned === undefined;
  const follows = growing || state.pane === 'prompt';
  return { ...state, scroll: follows ? FOLLOWING : AT_TOP };
}

/** Lines left above a change that was gone to. */
export const LINES_ABOVE_A_CHANGE = 2;

/** Where that is in lines that have a place to begin at. */
export function scrollIn({ scroll }: Pick<InspectorState, 'scroll'>, { start }: PaneExtent): Scroll {
  return scroll.follow && start !== undefined ? { offset: start, follow: false } : scroll;
}

export function scrolled(
  state: InspectorState,
  run: Run | undefined,
  extent: PaneExtent,
  move: (scroll: Scroll) => Scroll,
): InspectorState {
  const shown = shownRound(state, run);
  const moved = move(scrollIn(state, extent));
  const scroll = extent.start === undefined ? moved : { ...moved, follow: false };
  const isNewest = shown === run?.rounds.at(-1)?.index;
  // What waits, and the tree, are of no round: whoever reads them goes along with the run.
  if (PASSING.has(state.pane)) return { ...state, scroll };
  return { ...state, scroll, pinned: scroll.follow && isNewest ? undefined : shown };
}

/**
 * With a line in sight: where it is already, nothing moves; else it stands a third down the window.
 * Whoever goes to a place reads there, so the screen goes along with nothing new.
 */
export function withLineInSight(
  state: InspectorState,
  run: Run | undefined,
  extent: PaneExtent,
  line: number,
): InspectorState {
  const offset = offsetOf(scrollIn(state, extent), extent);
  const isVisible = line >= offset && line < offset + extent.height;
  const top = isVisible ? offset : Math.max(0, line - Math.floor(extent.height / 3));
  return scrolled(state, run, extent, () => ({ offset: top, follow: false }));
}
