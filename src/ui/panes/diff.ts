/** The diff pane: the answer of a round against the round before, in one of several views, also while it streams. Pure. */
import { answerCall, type Call, gradeOf, type Run } from '../../run/run.ts';
import { createDiffViews, type DiffKind, type DiffSide } from '../diff-views/diff-view.ts';
import { EMPTY, indented, type Line, line, span } from '../line.ts';
import { answerPane } from './answer.ts';
import { callOf, endNotes, waitingLines } from './call-notes.ts';

export interface DiffPane {
  /** Ways to say `round 2 against 1, words, inline   +18 −11   72 % kept`, the longest first. */
  readonly words: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending. */
  readonly changes: readonly number[];
}

export interface DiffLook {
  readonly kind: DiffKind;
  /** The first answer, which has nothing to be compared with, is shown as it is written. */
  readonly raw: boolean;
}

export function diffPane(run: Run, round: number, width: number, { kind, raw }: DiffLook): DiffPane {
  const call = callOf(run, round);
  const previous = previousCall(run, round);
  if (!call || !previous) {
    const nothing = ['the first answer: nothing to compare with', 'the first answer'];
    return {
      words: call ? nothing.map(words => line(span(words, 'muted'))) : [],
      lines: answerPane(run, round, width, raw),
      changes: [],
    };
  }
  const next = {
    ...sideOf(run, call),
    streaming: call.status === 'streaming',
    cut: call.status === 'failed',
  };
  const view = views(kind, sideOf(run, previous), next, run.question, width);
  if (call.text === '' && next.streaming) {
    const waiting = indented(waitingLines(run, call, width - INDENT), INDENT);
    return { words: [], lines: [...waiting, EMPTY, ...view.lines], changes: [] };
  }
  return { words: view.titles, lines: [...view.lines, ...endNotes(call, width)], changes: view.changes };
}

/** Whether there is something to compare the answer of a round with. */
export function isCompared(run: Run, round: number): boolean {
  return callOf(run, round) !== undefined && previousCall(run, round) !== undefined;
}

/** Remembers what was compared and laid out, so that a text that grows is so only where it is new. */
const views = createDiffViews();

const INDENT = 3;

/** The last answer before this round that is an answer. */
function previousCall(run: Run, round: number): Call | undefined {
  return run.rounds
    .filter(one => one.index < round)
    .map(one => answerCall(run, one))
    .findLast(call => call?.status === 'finished');
}

function sideOf(run: Run, { text, round }: Call): DiffSide {
  const grade = gradeOf(run.rounds.findLast(one => one.index === round));
  return { text, round, ...(grade && { answer: grade.extracted }) };
}
