/**
 * The inspector as lines: from a run and the size of the screen to exactly as many lines as fit.
 * Pure: nothing here knows React, time, or whether the run is live.
 */
import type { Run } from '../../run/run.ts';
import { keyLine } from '../keys.ts';
import { answerPane, thinkingPane } from '../panes/answer.ts';
import { diffPane } from '../panes/diff.ts';
import { headerLine } from '../panes/header.ts';
import { clip, EMPTY, fitLine, type Line, line, span } from '../panes/line.ts';
import { meterLine, remark } from '../panes/meter.ts';
import { promptPane } from '../panes/prompt.ts';
import { tabsLine } from '../panes/tabs-line.ts';
import { narrowTimeline, type Timeline, wideTimeline } from '../panes/timeline.ts';
import type { PlayerState } from '../player-session.ts';
import { type Extent, type InspectorState, maxOffset, PANES, shownRound } from './inspector-state.ts';

export interface InspectorInput {
  readonly run: Run | undefined;
  readonly state: InspectorState;
  readonly player: PlayerState | undefined;
  /** A word of the program itself, in place of the remark. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  /** Exactly `height` of them. */
  readonly lines: Line[];
  /** Of the open pane, for scrolling. */
  readonly extent: Extent;
}

const TIMELINE_WIDTH = 36;
/** From here on the timeline stands beside the panes. */
const WIDE = 100;
const MOST_NARROW_ROUNDS = 6;

export function inspectorFrame(input: InspectorInput): Frame {
  const { run, player, width, height } = input;
  const rule = line(span('─'.repeat(width), 'rule'));
  const foot = [
    rule,
    run ? meterLine(run, width) : EMPTY,
    rule,
    keyLine(player ? 'player' : 'inspector', width),
  ];
  const bodyHeight = height - foot.length - 2;
  const body = width >= WIDE ? wideBody(input, bodyHeight) : narrowBody(input, bodyHeight, rule);
  return { lines: [headerLine(run, player, width), rule, ...body.lines, ...foot], extent: body.extent };
}

function wideBody(input: InspectorInput, height: number): Frame {
  const { run, state, width } = input;
  const paneWidth = width - TIMELINE_WIDTH - 3;
  const chosen = shownRound(state, run);
  const timeline = run ? wideTimeline(run, chosen, TIMELINE_WIDTH - 1) : NO_TIMELINE;
  const left = [line(span(' Rounds', 'label')), EMPTY, ...window(timeline, height - 2)];
  const pane = paneBody(input, paneWidth, height);
  const wall = span('│ ', 'rule');
  return {
    extent: pane.extent,
    lines: pane.lines.map((spans, index) => [
      ...fitLine(left[index] ?? EMPTY, TIMELINE_WIDTH),
      wall,
      ...clip(spans, paneWidth + 1),
    ]),
  };
}

function narrowBody(input: InspectorInput, height: number, rule: Line): Frame {
  const { run, state, width } = input;
  const chosen = shownRound(state, run);
  const timeline = run ? narrowTimeline(run, chosen, width) : NO_TIMELINE;
  const most = Math.max(1, Math.min(MOST_NARROW_ROUNDS, Math.floor(height / 3), timeline.lines.length));
  const rounds = padTo(window(timeline, most), most);
  const pane = paneBody(input, width - 2, height - most - 1);
  return { extent: pane.extent, lines: [...rounds, rule, ...pane.lines] };
}

const NO_TIMELINE: Timeline = { lines: [], chosen: { from: 0, to: 0 } };

/** As many lines of the timeline as fit, with the chosen round among them. */
function window({ lines, chosen }: Timeline, height: number): Line[] {
  const start = Math.max(0, Math.min(chosen.to - height, lines.length - height));
  const from = Math.min(start, chosen.from);
  return lines.slice(from, from + height);
}

/** Tabs, the text of the pane, and the remark. */
function paneBody(input: InspectorInput, width: number, height: number): Frame {
  const { run, state, notice } = input;
  const round = shownRound(state, run);
  const content = run && round !== undefined ? paneContent(run, round, state.pane, width) : NO_CONTENT;
  const noticed = notice ?? (run && round !== undefined ? remark(run, round) : undefined);
  const remarks = noticed === undefined ? [] : [clip([span(noticed, notice ? 'warning' : 'muted')], width)];
  const room = Math.max(1, height - 2 - (remarks.length > 0 ? 2 : 0));
  const extent: Extent = { lines: content.lines.length, height: room };
  const offset = offsetOf(state, extent);
  const visible = content.lines.slice(offset, offset + room);
  return {
    extent,
    lines: [
      tabsLine(PANES, state.pane, [...content.title, ...placeOf(offset, extent)], width),
      EMPTY,
      ...padTo(
        visible.map(spans => clip(spans, width)),
        room,
      ),
      ...(remarks.length > 0 ? [EMPTY, ...remarks] : []),
    ].slice(0, height),
  };
}

function offsetOf(state: InspectorState, extent: Extent): number {
  const end = maxOffset(extent);
  return state.follow ? end : Math.min(state.offset, end);
}

interface Content {
  readonly title: Line;
  readonly lines: readonly Line[];
}

const NO_CONTENT: Content = { title: EMPTY, lines: [line(span('The run is starting…', 'muted'))] };

function paneContent(run: Run, round: number, pane: InspectorState['pane'], width: number): Content {
  switch (pane) {
    case 'answer':
      return { title: EMPTY, lines: answerPane(run, round, width) };
    case 'diff':
      return diffPane(run, round, width);
    case 'thinking':
      return { title: EMPTY, lines: thinkingPane(run, round, width) };
    case 'prompt':
      return { title: EMPTY, lines: promptPane(run, round, width) };
  }
}

/** Where in a long text this is, and that there is more below. */
function placeOf(offset: number, extent: Extent): Line {
  const end = maxOffset(extent);
  if (end === 0) return EMPTY;
  const share = Math.round((offset / end) * 100);
  return [span(`   ${offset < end ? '↓ ' : ''}${share} %`, 'muted')];
}

function padTo(lines: readonly Line[], height: number): Line[] {
  return [...lines, ...Array<Line>(Math.max(0, height - lines.length)).fill(EMPTY)];
}
