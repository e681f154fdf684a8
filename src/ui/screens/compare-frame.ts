/** The screen of a comparison as lines: from what is compared and the size to exactly as many lines as fit. Pure. */
import { titleOf } from '../../plain/compare-facts.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { keyLine } from '../keys.ts';
import { clip, EMPTY, type Line, line, lineWidth, padTo, rule, span, spread, wrapped } from '../line.ts';
import { changeCount, matchCount, percentWords } from '../panes/place-words.ts';
import { searchBar } from '../panes/search-bar.ts';
import { tabsLine } from '../panes/tabs-line.ts';
import { highlight } from '../search/highlight.ts';
import { offsetOf } from '../widgets/scroll.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { headLines } from './compare-head.ts';
import { compareContent } from './compare-pane.ts';
import { type CompareExtent, type CompareInput, openPane, panesOf } from './compare-state.ts';
import { LINES_ABOVE_A_CHANGE } from './inspector-scroll.ts';
import { matchesIn } from './inspector-search.ts';

/** Exactly `height` lines, none wider than `width`. */
export function compareFrame(input: CompareInput): Line[] {
  const { width, height } = input;
  const { head, said, title, extent } = partsOf(input);
  const lines = [
    titleLine(input),
    rule(width),
    ...head,
    rule(width),
    ...[tabs(input, extent), ...title, ...padTo(visibleLines(input, extent), extent.height), ...said].map(
      spans => (spans.length === 0 ? EMPTY : [span(' '), ...spans]),
    ),
    rule(width),
    footLine(input, extent),
  ];
  return padTo(lines, height).map(spans => clip(spans, width));
}

/** How much there is to scroll through. */
export function compareExtent(input: CompareInput): CompareExtent {
  return partsOf(input).extent;
}

/** Where the cursor belongs while something is being written. */
export function compareCursor(input: CompareInput): Place | undefined {
  const { state, width, height } = input;
  if (!state.search?.typing) return undefined;
  const column = searchBar(state.search, found(input, compareExtent(input)), width).cursor;
  return column === undefined ? undefined : { x: column, y: height - 1 };
}

const MOST_SAID = 3;
/** The first line, the tabs, the keys, and the rules around the head and the pane. */
const AROUND = 6;
/** From here on a blank line parts the title of a pane from its text. */
const TALL = 30;

function partsOf(input: CompareInput) {
  const { comparison, notice, width, height } = input;
  const room = width - 2;
  const content = compareContent(input, room);
  const head = headLines(comparison, width, height);
  const words =
    notice === undefined ? [] : wrapped(sanitizeLine(notice), room, 'warning').slice(0, MOST_SAID);
  const said = words.length > 0 ? [EMPTY, ...words] : [];
  const titled = content.words.find(one => lineWidth(one) <= room);
  const title = [...(titled ? [titled] : []), ...(height < TALL ? [] : [EMPTY])];
  const left = Math.max(1, height - AROUND - head.length - title.length - said.length);
  const { lines, changes } = content;
  const extent: CompareExtent = { total: lines.length, height: left, lines, changes };
  return { head, said, title, extent };
}

function titleLine({ comparison, width }: CompareInput): Line {
  const { a, b, parent } = comparison;
  const titles = (comparison.sameQuestion ? [a] : [a, b]).map(({ run }) => titleOf(run));
  const title = sanitizeLine(titles.join(' and '));
  const what = parent ? 'two branches and their parent' : 'two rounds';
  const isSynthetic = [a, b, parent].some(side => side?.run.provenance === 'synthetic');
  const left = line(' ', span('compare', 'heading'), `  ${title} · ${what}`);
  return spread(left, isSynthetic ? [span('recording (synthetic) ', 'warning')] : [], width);
}

function tabs(input: CompareInput, extent: CompareExtent): Line {
  const { comparison, width } = input;
  const names = panesOf(comparison).map(({ name }) => name);
  const place = placeLine(input, extent);
  return tabsLine(names, openPane(input).name, [place], width - 2);
}

function placeLine(input: CompareInput, extent: CompareExtent): Line {
  const { scroll, search } = input.state;
  if (search && !search.typing) return [span(`   ${found(input, extent)}`, 'accent')];
  const words = [
    changeCount(extent.changes, scroll, extent, LINES_ABOVE_A_CHANGE),
    percentWords(scroll, extent),
  ].filter(Boolean);
  return words.length === 0 ? EMPTY : [span(`   ${words.join('   ')}`, 'muted')];
}

function visibleLines({ state }: CompareInput, { lines, total, height }: CompareExtent): Line[] {
  const offset = offsetOf(state.scroll, { total, height });
  const { search } = state;
  const drawn = search ? highlight(lines, matchesIn(lines, search), search.current) : lines;
  return drawn.slice(offset, offset + height);
}

function found({ state: { search } }: CompareInput, { lines }: CompareExtent): string {
  return search ? matchCount(search.query.text, matchesIn(lines, search).length, search.current) : '';
}

function footLine(input: CompareInput, extent: CompareExtent): Line {
  const { state, width } = input;
  if (state.search?.typing) return searchBar(state.search, found(input, extent), width).line;
  return keyLine('compare', width, input.isOver ? { quit: 'back' } : {});
}
