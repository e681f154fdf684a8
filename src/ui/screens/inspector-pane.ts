/** What the open pane of the inspector shows, and the words below it. Pure. */

import { returnedSentence } from '../../plain/returned-words.ts';
import type { Run } from '../../run/run.ts';
import { describeRule } from '../../strategies/stop-rules.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { indented, type Line, line, span, wrapped } from '../line.ts';
import { answerPane, thinkingPane } from '../panes/answer.ts';
import { badgesPane } from '../panes/badges.ts';
import { diffPane } from '../panes/diff.ts';
import { eventsPane } from '../panes/events.ts';
import { feedbackPane } from '../panes/feedback.ts';
import { hasRoomBeside, isStreamingBeside, lanesBeside, mayStandBeside } from '../panes/lanes-beside.ts';
import { nextPane } from '../panes/next.ts';
import { promptPane } from '../panes/prompt.ts';
import { remarks } from '../panes/remark.ts';
import { treePane } from '../panes/tree.ts';
import { whatIfPane } from '../panes/what-if.ts';
import {
  type InspectorInput,
  type InspectorState,
  shownCall,
  shownLane,
  shownRound,
  showsAnswer,
} from './inspector-state.ts';
import { selectedPlace } from './inspector-tree.ts';

export interface PaneContent {
  /** What stands beside the names of the panes, in ways that get shorter. */
  readonly words: readonly Line[];
  /** Lines that stay above the text, however far down one reads, where there is room. */
  readonly pinned?: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending, where changes are shown. */
  readonly changes?: readonly number[];
  /** The line to begin at, where that is not the first. */
  readonly start?: number | undefined;
}

export function paneContent(input: InspectorInput, width: number): PaneContent {
  const { run, log, state } = input;
  const { pane, diff, against, raw } = state;
  const round = shownRound(state, run);
  const readable = Math.min(width, WIDEST_TEXT);
  if (pane === 'next' && run) return nextContent(run, input, readable);
  if (pane === 'tree' && run) return treeContent(run, input, width);
  if (!run || round === undefined) {
    return { words: [], lines: [line(span('The run is starting…', 'muted'))] };
  }
  const call = shownCall(state, run);
  if (isBeside(input, run, round)) return besideContent(run, round, state, width);
  switch (pane) {
    case 'answer':
      return { words: raw ? RAW : [], lines: answerPane(run, round, readable, raw, call) };
    case 'diff':
      return diffPane(
        run,
        round,
        diff === 'side-by-side' ? width : readable,
        { kind: diff, against, raw },
        call,
      );
    case 'thinking':
      return { words: [], lines: thinkingPane(run, round, readable, call) };
    case 'prompt':
      return { words: [], ...promptPane(run, round, readable, call) };
    case 'feedback':
      return { words: [], lines: feedbackPane(run, round, readable, shownLane(state, run)) };
    case 'events':
      return { words: [], lines: eventsPane(log, round, width) };
    case 'what-if':
      // Also while the run goes on it is read from its top.
      return { words: [], lines: whatIfPane(run, round, width, readable), start: 0 };
    case 'badges':
      // It is read from its top, also while the round goes on.
      return { words: [], lines: badgesPane(run, round, readable, shownLane(state, run), call), start: 0 };
    case 'next':
    case 'tree':
      return { words: [], lines: [] };
  }
}

/** Whether the answers of the lanes are looked at together. */
function isBeside({ state, width }: InspectorInput, run: Run, round: number): boolean {
  if (!hasRoomBeside(width) || !mayStandBeside(run, round) || !showsAnswer(state, run)) return false;
  return state.beside ?? isStreamingBeside(run, round);
}

function besideContent(run: Run, round: number, state: InspectorState, width: number): PaneContent {
  const { head, lines } = lanesBeside(run, round, width - 1, state.raw, shownLane(state, run));
  // What is pinned begins one cell further to the right.
  return { words: BESIDE, pinned: head, lines: indented(lines, 1) };
}

const BESIDE = [
  line(span('the lanes side by side; v shows one of them', 'muted')),
  line(span('side by side; v: one', 'muted')),
];

function nextContent(run: Run, { gate }: InspectorInput, width: number): PaneContent {
  const { lines, start, head } = nextPane({
    run,
    pending: gate?.pending,
    stepping: gate?.stepping ?? false,
    ...(gate?.answerable !== undefined && { answerable: gate.answerable }),
    width,
  });
  return {
    words: [],
    pinned: lines.slice(0, head),
    lines: lines.slice(head),
    start: Math.max(0, start - head),
  };
}

function treeContent(run: Run, { tree, state }: InspectorInput, width: number): PaneContent {
  if (!tree) return { words: [], lines: [line(span('Looking for the branches of this run…', 'muted'))] };
  const { lines, start } = treePane({ tree, selected: selectedPlace(state, run), current: run.id, width });
  return { words: [], lines, start: Math.max(0, start - LINES_ABOVE) };
}

function endLines(rule: string, width: number): Line[] {
  const words = `‖ The run would end here: ${sanitizeLine(describeRule(rule))}. It may end, or go on with this round once more, with a probe, or in a branch.`;
  return wrapped(words, width, 'accent').slice(0, MOST_SAID);
}

/** Above the selected round, where the tree is longer than the window. */
const LINES_ABOVE = 5;

/** Longer rows are hard to read: the eye does not find the next one. */
const WIDEST_TEXT = 116;

const RAW = [line(span('raw text', 'muted'))];

const MOST_SAID = 3;

/** A word of the program, else what there is to notice about the round. */
export function remarkLines({ run, state, player, gate, notice }: InspectorInput, width: number): Line[] {
  if (notice !== undefined) return wrapped(sanitizeLine(notice), width, 'warning').slice(0, MOST_SAID);
  const round = shownRound(state, run);
  // What there is to notice about a round that is over does not belong to what comes next.
  if (!run || round === undefined || state.pane === 'next') return [];
  if (player?.ended && !run.outcome) {
    return wrapped(
      '▲ The recording ends here: the program was stopped in the middle of the run.',
      width,
      'warning',
    );
  }
  if (gate?.pending?.kind === 'end') return endLines(gate.pending.rule, width);
  // The pane of badges says the same, and what shows it.
  const noticed = state.pane === 'badges' ? [] : remarks(run, round);
  return [...returnedSentence(run), ...noticed]
    .flatMap(words => wrapped(words, width, 'muted'))
    .slice(0, MOST_SAID);
}
