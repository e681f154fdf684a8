/**
 * The inspector as lines: from a run and the size of the screen to exactly as many lines as fit.
 * Pure: nothing here knows React, time, or whether the run is live.
 */
import type { Run } from '../../run/run.ts';
import { keyLine, type Screen } from '../keys.ts';
import { clip, EMPTY, fitLine, type Line, padTo, rule, span } from '../line.ts';
import { headerLine } from '../panes/header.ts';
import { meterLine } from '../panes/meter.ts';
import { tabsLine } from '../panes/tabs-line.ts';
import { cacheGauge, NO_TIMELINE, narrowTimeline, type Timeline, wideTimeline } from '../panes/timeline.ts';
import { linesBelow, offsetOf, percent } from '../widgets/scroll.ts';
import { paneContent, remarkLines } from './inspector-pane.ts';
import { type InspectorInput, isFollowing, PANES, type PaneExtent, shownRound } from './inspector-state.ts';

/** Which rows of the table of keys count. */
export function inspectorScreen(run: Run | undefined, isPlayed: boolean): Screen {
  if (isPlayed) return 'player';
  return run?.outcome ? 'finished' : 'inspector';
}

/** Exactly `height` lines, none wider than `width`. */
export function inspectorFrame(input: InspectorInput): Line[] {
  const { run, player, width, height } = input;
  const body = isWide(input) ? wideBody(input) : narrowBody(input);
  const lines = [
    headerLine(run, player, width),
    rule(width),
    ...body,
    rule(width),
    run ? meterLine(run, width) : EMPTY,
    rule(width),
    keyLine(inspectorScreen(run, player !== undefined), width),
  ];
  return padTo(lines, height).map(spans => clip(spans, width));
}

/** How much there is to scroll through in a state. */
export function paneExtent(input: InspectorInput): PaneExtent {
  return paneOf(input).extent;
}

/** From here on the timeline stands beside the panes. */
const WIDE = 100;
const VERY_WIDE = 160;
/** Header, meter, keys, and the rules between them. */
const AROUND = 6;
const MOST_NARROW_ROUNDS = 6;

function isWide({ width }: InspectorInput): boolean {
  return width >= WIDE;
}

function timelineWidth({ width }: InspectorInput): number {
  return width >= VERY_WIDE ? 48 : 36;
}

function bodyHeight({ height }: InspectorInput): number {
  return Math.max(1, height - AROUND);
}

function wideBody(input: InspectorInput): Line[] {
  const { run, state } = input;
  const column = timelineWidth(input);
  const height = bodyHeight(input);
  const timeline = run ? wideTimeline(run, shownRound(state, run), column - 1) : NO_TIMELINE;
  const head = [[span(' Rounds', 'label')], EMPTY];
  const gauge = run ? cacheGauge(run, column - 1) : [];
  // The gauge is only for where there is room to spare.
  const foot = timeline.lines.length + gauge.length + 1 <= height - head.length ? gauge : [];
  const rows = padTo([...head, ...visible(timeline, height - head.length)], height - foot.length);
  const left = [...rows, ...foot];
  return paneLines(input).map((spans, index) => [
    ...fitLine(left[index] ?? EMPTY, column),
    span('│ ', 'rule'),
    ...spans,
  ]);
}

function narrowBody(input: InspectorInput): Line[] {
  const { run, state, width } = input;
  const timeline = run ? narrowTimeline(run, shownRound(state, run), width) : NO_TIMELINE;
  const rows = narrowRows(input);
  return [
    ...padTo(visible(timeline, rows), rows),
    rule(width),
    ...paneLines(input).map(spans => [span(' '), ...spans]),
  ];
}

function narrowRows(input: InspectorInput): number {
  const rounds = input.run?.rounds.length ?? 0;
  return Math.max(1, Math.min(MOST_NARROW_ROUNDS, Math.floor(bodyHeight(input) / 3), rounds));
}

/** As many lines of the timeline as fit, with the chosen round among them. */
function visible({ lines, chosen }: Timeline, height: number): Line[] {
  const start = Math.max(0, Math.min(chosen.to - height, lines.length - height));
  const from = Math.min(start, chosen.from);
  return lines.slice(from, from + height);
}

/** The pane's own part of the screen. */
function paneSize(input: InspectorInput): { width: number; height: number } {
  const height = bodyHeight(input);
  return isWide(input)
    ? { width: input.width - timelineWidth(input) - 3, height }
    : { width: input.width - 2, height: height - narrowRows(input) - 1 };
}

function paneOf(input: InspectorInput) {
  const { run, state } = input;
  const { width, height } = paneSize(input);
  const content = paneContent(run, shownRound(state, run), state, width);
  const said = remarkLines(input, width);
  // Where there is room, what the pane has to say has a line of its own.
  const title = isWide(input) ? content.words.slice(0, 1) : [];
  const room = Math.max(1, height - 2 - title.length - (said.length > 0 ? said.length + 1 : 0));
  const extent = { total: content.lines.length, height: room, changes: content.changes ?? [] };
  return { content, said, title, width, height, extent };
}

/** Tabs, the text of the pane, and what is to be said. */
function paneLines(input: InspectorInput): Line[] {
  const { content, said, title, width, height, extent } = paneOf(input);
  const offset = offsetOf(input.state.scroll, extent);
  const shown = content.lines.slice(offset, offset + extent.height);
  const place = placeWords(input, extent);
  const words = title.length > 0 ? [place] : [...content.words.map(line => [...line, ...place]), place];
  const lines = [
    tabsLine(PANES, input.state.pane, words, width),
    ...title.map(line => [span(' '), ...line]),
    EMPTY,
    ...padTo(shown, extent.height),
    ...(said.length > 0 ? [EMPTY, ...said] : []),
  ];
  return padTo(lines, height);
}

/** Where in a long text this is, and that there is more: below, or in a later round. */
function placeWords({ run, state }: InspectorInput, extent: PaneExtent): Line {
  const newest = run?.rounds.at(-1)?.index;
  const goesOn = run !== undefined && run.outcome === undefined && !isFollowing(state);
  if (goesOn && shownRound(state, run) !== newest) return [span(`   ↓ round ${newest}: f`, 'accent')];
  const below = linesBelow(state.scroll, extent);
  if (goesOn && below > 0 && state.pane !== 'prompt') return [span('   ↓ new text: f', 'accent')];
  if (extent.total <= extent.height) return EMPTY;
  return [span(`   ${below > 0 ? '↓ ' : ''}${percent(state.scroll, extent)} %`, 'muted')];
}
