/** What the open pane of the inspector shows, and the words below it. Pure. */
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, span, wrapped } from '../line.ts';
import { answerPane, thinkingPane } from '../panes/answer.ts';
import { diffPane } from '../panes/diff.ts';
import { eventsPane } from '../panes/events.ts';
import { feedbackPane } from '../panes/feedback.ts';
import { promptPane } from '../panes/prompt.ts';
import { remarks } from '../panes/remark.ts';
import { whatIfPane } from '../panes/what-if.ts';
import { type InspectorInput, shownRound } from './inspector-state.ts';

export interface PaneContent {
  /** What stands beside the names of the panes, in ways that get shorter. */
  readonly words: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending, where changes are shown. */
  readonly changes?: readonly number[];
  /** The line to begin at, where that is not the first. */
  readonly start?: number | undefined;
}

export function paneContent({ run, log, state }: InspectorInput, width: number): PaneContent {
  const { pane, diff, against, raw } = state;
  const round = shownRound(state, run);
  const readable = Math.min(width, WIDEST_TEXT);
  if (!run || round === undefined) {
    return { words: [], lines: [line(span('The run is starting…', 'muted'))] };
  }
  switch (pane) {
    case 'answer':
      return { words: raw ? RAW : [], lines: answerPane(run, round, readable, raw) };
    case 'diff':
      return diffPane(run, round, diff === 'side-by-side' ? width : readable, { kind: diff, against, raw });
    case 'thinking':
      return { words: [], lines: thinkingPane(run, round, readable) };
    case 'prompt':
      return { words: [], ...promptPane(run, round, readable) };
    case 'feedback':
      return { words: [], lines: feedbackPane(run, round, readable) };
    case 'events':
      return { words: [], lines: eventsPane(log, round, width) };
    case 'what-if':
      // Also while the run goes on it is read from its top.
      return { words: [], lines: whatIfPane(run, round, width, readable), start: 0 };
  }
}

/** Longer rows are hard to read: the eye does not find the next one. */
const WIDEST_TEXT = 116;

const RAW = [line(span('raw text', 'muted'))];

const MOST_SAID = 3;

/** A word of the program, else what there is to notice about the round. */
export function remarkLines({ run, state, player, notice }: InspectorInput, width: number): Line[] {
  if (notice !== undefined) return wrapped(sanitizeLine(notice), width, 'warning').slice(0, MOST_SAID);
  const round = shownRound(state, run);
  if (!run || round === undefined) return [];
  if (player?.ended && !run.outcome) {
    return wrapped(
      '▲ The recording ends here: the program was stopped in the middle of the run.',
      width,
      'warning',
    );
  }
  return remarks(run, round)
    .flatMap(words => wrapped(words, width, 'muted'))
    .slice(0, MOST_SAID);
}
