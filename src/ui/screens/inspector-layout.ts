/** How the inspector shares out its window: the timeline beside the panes or above them. Pure arithmetic. */
import { narrowTimelineRows } from '../panes/timeline.ts';
import { type InspectorInput, shownRound } from './inspector-state.ts';

/** From here on the timeline stands beside the panes. */
const WIDE = 100;
const VERY_WIDE = 160;
/** Header, meter, keys, and the rules between them. */
const AROUND = 6;
const MOST_NARROW_ROUNDS = 6;

export function isWide({ width }: InspectorInput): boolean {
  return width >= WIDE;
}

export function timelineWidth({ width }: InspectorInput): number {
  return width >= VERY_WIDE ? 48 : 36;
}

export function bodyHeight({ height }: InspectorInput): number {
  return Math.max(1, height - AROUND);
}

/** Rows that the timeline above the panes may have. */
export function mostNarrowRows(input: InspectorInput): number {
  return Math.max(1, Math.min(MOST_NARROW_ROUNDS, Math.floor(bodyHeight(input) / 3)));
}

export function narrowRows(input: InspectorInput): number {
  const { run, state } = input;
  const rows = mostNarrowRows(input);
  const wanted = run ? narrowTimelineRows(run, shownRound(state, run), { rows }) : 0;
  return Math.max(1, Math.min(rows, wanted));
}

/** The pane's own part of the screen. */
export function paneSize(input: InspectorInput): { width: number; height: number } {
  const height = bodyHeight(input);
  return isWide(input)
    ? { width: input.width - timelineWidth(input) - 3, height }
    : { width: input.width - 2, height: height - narrowRows(input) - 1 };
}

/** Where that part begins on the screen: below the header and its rule, beside or below the timeline. */
export function panePlace(input: InspectorInput): { x: number; y: number } {
  return isWide(input) ? { x: timelineWidth(input) + 2, y: 2 } : { x: 1, y: 2 + narrowRows(input) + 1 };
}
