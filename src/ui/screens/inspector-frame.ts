/**
 * The inspector as lines: from a run and the size of the screen to exactly as many lines as fit.
 * Pure: nothing here knows React, time, or whether the run is live.
 */
import { lanesOf } from '../../run/run.ts';
import { type Over, overFrame } from '../debugger/over.ts';
import { type HintLabels, keyLine } from '../keys.ts';
import { clip, EMPTY, fitLine, type Line, padTo, rule, span } from '../line.ts';
import { goToBar } from '../panes/go-to-bar.ts';
import { headerLine } from '../panes/header.ts';
import { meterLine } from '../panes/meter.ts';
import { progressLine } from '../panes/progress-bar.ts';
import { searchBar } from '../panes/search-bar.ts';
import {
  cacheGauge,
  NO_TIMELINE,
  narrowTimeline,
  type Timeline,
  type TimelineLook,
  wideTimeline,
} from '../panes/timeline.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { screenOf } from './inspector-keys.ts';
import {
  bodyHeight,
  isWide,
  mostNarrowRows,
  narrowRows,
  panePlace,
  paneSize,
  timelineWidth,
} from './inspector-layout.ts';
import { matchWords, paneLines } from './inspector-pane-lines.ts';
import { type InspectorInput, shownCall, shownLane, shownRound } from './inspector-state.ts';
import { isPresenting, presenterFrame } from './presenter-frame.ts';

/** Exactly `height` lines, none wider than `width`. */
export function inspectorFrame(input: InspectorInput): Line[] {
  if (isPresenting(input)) return presenterFrame(input);
  const { run, player, gate, width, height } = input;
  const body = isWide(input) ? wideBody(input) : narrowBody(input);
  const lines = [
    headerLine(run, player, width, gate?.pending),
    player ? progressLine(player, width) : rule(width),
    ...body,
    rule(width),
    run ? meterLine(run, width) : EMPTY,
    rule(width),
    footLine(input),
  ];
  return padTo(lines, height).map(spans => clip(spans, width));
}

/** Where the cursor belongs while something is being written. */
export function inspectorCursor(input: InspectorInput): Place | undefined {
  const { state, width, height } = input;
  if (state.over) return overCursor(input, state.over);
  if (state.goTo) return atFoot(goToBar(state.goTo, width).cursor, height);
  if (!state.search?.typing) return undefined;
  return atFoot(searchBar(state.search, matchWords(input), width).cursor, height);
}

function atFoot(column: number | undefined, height: number): Place | undefined {
  return column === undefined ? undefined : { x: column, y: height - 1 };
}

function overCursor(input: InspectorInput, over: Over): Place | undefined {
  const { cursor } = overFrame(over, paneSize(input));
  const place = panePlace(input);
  return cursor && { x: place.x + cursor.x, y: place.y + cursor.y };
}

/** The keys, or what is looked for, or where to go, while one writes it. */
function footLine(input: InspectorInput): Line {
  const { run, player, state, gate, width } = input;
  if (state.search?.typing) return searchBar(state.search, matchWords(input), width).line;
  if (state.goTo) return goToBar(state.goTo, width).line;
  const labels = {
    ...(player && !player.playing && { 'play.pause': 'play' }),
    ...gateLabels(gate),
    ...(run?.outcome && { cancel: 'quit' }),
  };
  const seen = { isPlayed: player !== undefined, isWaiting: gate?.pending !== undefined };
  // What lies over the pane has a line of its own for its keys.
  if (state.over) return EMPTY;
  return keyLine(screenOf(state, run, seen), width, labels);
}

/** What enter does where the run would end, and what can be done where nothing can be sent. */
function gateLabels(gate: InspectorInput['gate']): HintLabels {
  return gate?.pending?.kind === 'end' ? { 'gate.go': 'end it' } : {};
}

function wideBody(input: InspectorInput): Line[] {
  const { run, state } = input;
  const column = timelineWidth(input);
  const height = bodyHeight(input);
  const head = [headOf(input), EMPTY];
  const timeline = run
    ? wideTimeline(run, shownRound(state, run), column - 1, timelineLook(input, height - head.length))
    : NO_TIMELINE;
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

/** Above the timeline, where it has a column of its own: with the keys for what not every run has. */
function headOf({ run, state }: InspectorInput): Line {
  const round = run?.rounds.findLast(({ index }) => index === shownRound(state, run));
  const isOneOfSeveral = run !== undefined && round !== undefined && lanesOf(run, round).length > 1;
  return [span(' Rounds', 'label'), ...(isOneOfSeveral ? [span('   J K: the lanes', 'muted')] : [])];
}

function narrowBody(input: InspectorInput): Line[] {
  const { run, state, width } = input;
  const timeline = run
    ? narrowTimeline(run, shownRound(state, run), width, timelineLook(input, mostNarrowRows(input)))
    : NO_TIMELINE;
  const rows = narrowRows(input);
  return [
    ...padTo(visible(timeline, rows), rows),
    rule(width),
    ...paneLines(input).map(spans => [span(' '), ...spans]),
  ];
}

function timelineLook({ run, state, gate }: InspectorInput, rows: number): TimelineLook {
  return { call: shownCall(state, run), lane: shownLane(state, run), waiting: gate?.pending, rows };
}

/** As many lines of the timeline as fit, with the chosen round among them. */
function visible({ lines, chosen }: Timeline, height: number): Line[] {
  const start = Math.max(0, Math.min(chosen.to - height, lines.length - height));
  const from = Math.min(start, chosen.from);
  return lines.slice(from, from + height);
}
