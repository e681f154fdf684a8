/** The diff pane: the answer of a round against that of another, in one of several views, also while it streams. Pure. */
import { attemptPlace } from '../../plain/edit-words.ts';
import { purposeName } from '../../plain/lane-words.ts';
import { answerCall, type Call, gradeOfCall, isAnswering, type Round, type Run } from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import { createDiffViews, type DiffKind, type DiffSide } from '../diff-views/diff-view.ts';
import { EMPTY, indented, type Line, line, lineWidth, span } from '../line.ts';
import { answerPane } from './answer.ts';
import { answerNotes, callOf, endNotes, waitingLines } from './call-notes.ts';

export interface DiffPane {
  /** Ways to say `round 2 against 1, words, inline   +18 −11   72 % kept`, the longest first. */
  readonly words: readonly Line[];
  readonly lines: readonly Line[];
  /** The line of each change, ascending. */
  readonly changes: readonly number[];
}

/**
 * Which answer a round is compared with: the one before, the first, that of a round by its number, or
 * another attempt of the same round by its call.
 */
export type Against = 'previous' | 'first' | number | `attempt ${number}`;

export function againstAttempt(call: number): Against {
  return `attempt ${call}`;
}

export interface DiffLook {
  readonly kind: DiffKind;
  readonly against: Against;
  /** The first answer, which has nothing to be compared with, is shown as it is written. */
  readonly raw: boolean;
}

/** `callId` is a call of the round, in place of the one that answers in lane 0: its lane is compared with itself. */
export function diffPane(run: Run, round: number, width: number, look: DiffLook, callId?: number): DiffPane {
  const { kind, against, raw } = look;
  const call = callOf(run, round, callId);
  const previous = comparedCall(run, round, against, callId);
  if (!call || !previous) {
    const nothing = nothingToCompare(round, against, call);
    return {
      words: call ? nothing.map(words => line(span(words, 'muted'))) : [],
      lines: answerPane(run, round, width, raw, callId),
      changes: [],
    };
  }
  const names = attemptNames(run, previous, call);
  const next = {
    ...sideOf(run, call, names?.next),
    streaming: call.status === 'streaming',
    cut: call.status === 'failed',
  };
  const view = views(kind, sideOf(run, previous, names?.old), next, run.question, width);
  const notes = names ? [`${names.next} against ${names.old}`] : answerNotes(run, call);
  const words = withAttempt(view.titles, notes);
  if (call.text === '' && next.streaming) {
    const waiting = indented(waitingLines(run, call, width - INDENT), INDENT);
    return { words: [], lines: [...waiting, EMPTY, ...view.lines], changes: [] };
  }
  return { words, lines: [...view.lines, ...endNotes(call, width)], changes: view.changes };
}

/** Which attempt is compared is said before the rest, in full where there is room. */
function withAttempt(titles: readonly Line[], notes: readonly string[]): readonly Line[] {
  if (notes.length === 0) return titles;
  const said = notes.flatMap(note => titles.map(title => line(span(`${note}   `, 'muted'), ...title)));
  return said.sort((a, b) => lineWidth(b) - lineWidth(a));
}

/** Attempts of one round are told apart by their places, and not by its number. */
function attemptNames(
  run: Run,
  old: Call,
  next: Call,
): { readonly old: string; readonly next: string } | undefined {
  if (old.round !== next.round) return undefined;
  const nameOf = ({ id, round, lane }: Call) =>
    `attempt ${attemptPlace(run, round, id, lane)?.number ?? '?'}`;
  return { old: nameOf(old), next: nameOf(next) };
}

function nothingToCompare(round: number, against: Against, call: Call | undefined): string[] {
  if (call && !isAnswering(call)) {
    return [`${purposeName(call.purpose)}: no answer to compare`, 'nothing to compare with'];
  }
  if (against === round) return ['compared with itself: w chooses another round', 'compared with itself'];
  if (typeof against === 'number') return [`round ${against} has no whole answer`, 'nothing to compare with'];
  return ['the first answer: nothing to compare with', 'the first answer'];
}

/** Remembers what was compared and laid out, so that a text that grows is so only where it is new. */
const views = createDiffViews();

const INDENT = 3;

/** Whether the round has an answer, or the beginning of one. */
export function isAnswered(run: Run, round: number, callId?: number): boolean {
  return callOf(run, round, callId) !== undefined;
}

/**
 * The answer that a round is compared with; only whole answers are. The one before is the one that the
 * round goes on from: a resample stands beside the conversation. An answer is compared with those of its
 * lane; what is about an answer is compared with nothing.
 */
export function comparedCall(run: Run, round: number, against: Against, callId?: number): Call | undefined {
  const shown = callOf(run, round, callId);
  if (shown && !isAnswering(shown)) return undefined;
  const lane = shown?.lane ?? 0;
  const whole = (one: Round | undefined) => {
    const call = answerCall(run, one, lane);
    return call?.status === 'finished' ? call : undefined;
  };
  if (typeof against === 'number') {
    return against === round ? undefined : whole(run.rounds.findLast(({ index }) => index === against));
  }
  if (against === 'first') {
    const earlier = run.rounds.filter(({ index, kind }) => index < round && kind !== 'resample');
    return earlier.map(whole).find(call => call !== undefined);
  }
  return otherAttempt(run, against, shown) ?? lastAnswer(run, round, lane);
}

/** An attempt of another round, or the one that is shown, is nothing to compare with here. */
function otherAttempt(run: Run, against: Against, shown: Call | undefined): Call | undefined {
  const place = shown && attemptPlace(run, shown.round, shown.id, shown.lane);
  const id = place?.calls.find(one => one !== shown?.id && againstAttempt(one) === against);
  const call = id === undefined ? undefined : run.calls[id];
  return call?.status === 'finished' ? call : undefined;
}

function sideOf(run: Run, call: Call, name?: string): DiffSide {
  const grade = gradeOfCall(
    run.rounds.findLast(one => one.index === call.round),
    call,
  );
  const place = name === undefined ? { round: call.round } : { name };
  return { text: call.text, ...place, ...(grade && { answer: grade.extracted }) };
}
