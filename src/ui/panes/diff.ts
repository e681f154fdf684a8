/** The diff pane: the answer of a round against that of another, in one of several views, also while it streams. Pure. */
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

/** Which answer a round is compared with: the one before, the first, or that of a round by its number. */
export type Against = 'previous' | 'first' | number;

export interface DiffLook {
  readonly kind: DiffKind;
  readonly against: Against;
  /** The first answer, which has nothing to be compared with, is shown as it is written. */
  readonly raw: boolean;
}

export function diffPane(run: Run, round: number, width: number, look: DiffLook): DiffPane {
  const { kind, against, raw } = look;
  const call = callOf(run, round);
  const previous = comparedCall(run, round, against);
  if (!call || !previous) {
    const nothing = nothingToCompare(round, against);
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

function nothingToCompare(round: number, against: Against): string[] {
  if (against === round) return ['compared with itself: w chooses another round', 'compared with itself'];
  if (typeof against === 'number') return [`round ${against} has no whole answer`, 'nothing to compare with'];
  return ['the first answer: nothing to compare with', 'the first answer'];
}

/** Remembers what was compared and laid out, so that a text that grows is so only where it is new. */
const views = createDiffViews();

const INDENT = 3;

/** Whether the round has an answer, or the beginning of one. */
export function isAnswered(run: Run, round: number): boolean {
  return callOf(run, round) !== undefined;
}

/** The answer that a round is compared with; only whole answers are. */
export function comparedCall(run: Run, round: number, against: Against): Call | undefined {
  const others = run.rounds.filter(({ index }) => isOther(index, round, against));
  const whole = others.map(one => answerCall(run, one)).filter(call => call?.status === 'finished');
  return against === 'first' ? whole.at(0) : whole.at(-1);
}

function isOther(index: number, round: number, against: Against): boolean {
  if (typeof against === 'number') return index === against && index !== round;
  return index < round;
}

function sideOf(run: Run, { text, round }: Call): DiffSide {
  const grade = gradeOf(run.rounds.findLast(one => one.index === round));
  return { text, round, ...(grade && { answer: grade.extracted }) };
}
