/** The open pane of the inspector on the screen: its tabs, the part of its text that is in sight, what is to be said. Pure. */

import { overFrame } from '../debugger/over.ts';
import { EMPTY, type Line, lineWidth, padTo, span } from '../line.ts';
import { changeCount, matchCount, percentWords } from '../panes/place-words.ts';
import { tabsLine } from '../panes/tabs-line.ts';
import { highlight } from '../search/highlight.ts';
import { linesBelow, offsetOf, type Scroll } from '../widgets/scroll.ts';
import { isWide, paneSize } from './inspector-layout.ts';
import { menuLines } from './inspector-menu.ts';
import { paneContent, remarkLines } from './inspector-pane.ts';
import { LINES_ABOVE_A_CHANGE, scrollIn } from './inspector-scroll.ts';
import { matchesIn } from './inspector-search.ts';
import {
  type InspectorInput,
  type InspectorState,
  isFollowing,
  PANES,
  type PaneExtent,
  shownRound,
} from './inspector-state.ts';
import { isPresenting, presenterExtent } from './presenter-frame.ts';

/** How much there is to scroll through in a state. */
export function paneExtent(input: InspectorInput): PaneExtent {
  return isPresenting(input) ? presenterExtent(input) : paneOf(input).extent;
}

function paneOf(input: InspectorInput) {
  const { width, height } = paneSize(input);
  const content = paneContent(input, width);
  const said = remarkLines(input, width);
  const title = content.words.find(words => lineWidth(words) < width);
  // Where there is room, a blank line stands below what the pane has to say.
  const above = title === undefined ? [EMPTY] : isWide(input) ? [title, EMPTY] : [title];
  const free = height - 1 - above.length - (said.length > 0 ? said.length + 1 : 0);
  const { pinned = [], changes = [] } = content;
  // Where little room is left for the text, what stands above it scrolls with it.
  const isPinned = pinned.length > 0 && free - pinned.length >= Math.max(LEAST_TEXT, pinned.length);
  const head = isPinned ? [...above, ...pinned] : above;
  const lines = isPinned ? content.lines : [...pinned, ...content.lines];
  const start =
    isPinned || content.start === undefined
      ? content.start
      : content.start === 0
        ? 0
        : content.start + pinned.length;
  const room = Math.max(1, isPinned ? free - pinned.length : free);
  const extent: PaneExtent = { total: lines.length, height: room, lines, changes, start };
  return { said, head, width, height, extent };
}

/** Rows of text that are to be seen below what is pinned. */
const LEAST_TEXT = 5;

/** Tabs, the text of the pane, and what is to be said. */
export function paneLines(input: InspectorInput): Line[] {
  const { over } = input.state;
  // What is written lies over the whole pane, its tabs too.
  if (over) return [...overFrame(over, paneSize(input)).lines];
  const { said, head, width, height, extent } = paneOf(input);
  const { state, run } = input;
  const place = placeWords(input, extent);
  const shown = state.menu
    ? menuLines(state.menu, run, state, width, extent.height)
    : visibleLines(state, extent);
  const lines = [
    tabsLine(PANES, state.pane, [place], width),
    ...head.map(line => [span(' '), ...line]),
    ...padTo(shown, extent.height),
    ...(said.length > 0 ? [EMPTY, ...said] : []),
  ];
  return padTo(lines, height);
}

function visibleLines(state: InspectorState, extent: PaneExtent): Line[] {
  const { lines = [], height } = extent;
  const offset = offsetOf(scrollIn(state, extent), extent);
  const { search } = state;
  const drawn = search ? highlight(lines, matchesIn(lines, search), search.current) : lines;
  return drawn.slice(offset, offset + height);
}

/** What was found, or where in a long text this is, and that there is more: below, or in a later round. */
function placeWords(input: InspectorInput, extent: PaneExtent): Line {
  const { run, state } = input;
  const found = state.search && !state.search.typing ? [span(`   ${matchWords(input)}`, 'accent')] : [];
  const newest = run?.rounds.at(-1)?.index;
  const goesOn = run !== undefined && run.outcome === undefined && !isFollowing(state);
  if (goesOn && shownRound(state, run) !== newest)
    return [...found, span(`   ↓ round ${newest}: f`, 'accent')];
  const scroll = scrollIn(state, extent);
  const below = linesBelow(scroll, extent);
  if (goesOn && below > 0 && extent.start === undefined)
    return [...found, span('   ↓ new text: f', 'accent')];
  if (found.length > 0) return found;
  const words = [changeWords(input, scroll, extent), percentWords(scroll, extent)].filter(Boolean);
  return words.length === 0 ? EMPTY : [span(`   ${words.join('   ')}`, 'muted')];
}

/** Where there is room for it. */
function changeWords(input: InspectorInput, scroll: Scroll, extent: PaneExtent): string {
  return isWide(input) ? changeCount(extent.changes ?? [], scroll, extent, LINES_ABOVE_A_CHANGE) : '';
}

/** `match 3 of 17`. */
export function matchWords(input: InspectorInput): string {
  const { search } = input.state;
  if (!search) return '';
  const found = matchesIn(paneOf(input).extent.lines ?? [], search).length;
  return matchCount(search.query.text, found, search.current);
}
