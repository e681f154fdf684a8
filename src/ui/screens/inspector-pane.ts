/** What the open pane of the inspector shows, and the words below it. Pure. */
import type { Run } from '../../run/run.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, span, wrapped } from '../line.ts';
import { answerPane, thinkingPane } from '../panes/answer.ts';
import { diffPane } from '../panes/diff.ts';
import { promptPane } from '../panes/prompt.ts';
import { remarks } from '../panes/remark.ts';
import { type InspectorInput, type InspectorState, shownRound } from './inspector-state.ts';

export interface PaneContent {
  /** What stands beside the names of the panes, in ways that get shorter. */
  readonly words: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending, where changes are shown. */
  readonly changes?: readonly number[];
}

export function paneContent(
  run: Run | undefined,
  round: number | undefined,
  { pane, diff, raw }: InspectorState,
  width: number,
): PaneContent {
  if (!run || round === undefined) {
    return { words: [], lines: [line(span('The run is starting…', 'muted'))] };
  }
  switch (pane) {
    case 'answer':
      return { words: raw ? RAW : [], lines: answerPane(run, round, width, raw) };
    case 'diff':
      return diffPane(run, round, width, { kind: diff, raw });
    case 'thinking':
      return { words: [], lines: thinkingPane(run, round, width) };
    case 'prompt':
      return { words: [], lines: promptPane(run, round, width) };
  }
}

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
