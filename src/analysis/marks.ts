/**
 * What each round did to the answer, as a sign and a word. Pure: a function of the run so far. Right
 * and wrong are said only where the grade says so; otherwise a round is the same, changed, or back.
 */
import { sameAnswer } from '../grading/equal.ts';
import { type Extracted, extractAnswer } from '../grading/extract.ts';
import { gradeAnswer } from '../grading/grade.ts';
import { CANCELLED, TIME_CAP_REACHED } from '../run/events.ts';
import { answerCall, type Call, callsOf, gradeOf, isCutOff, type Round, type Run } from '../run/run.ts';

export type MarkKind =
  | 'FIX'
  | 'BREAK'
  | 'KEEP-OK'
  | 'KEEP-WRONG'
  | 'CORRECT'
  | 'WRONG'
  | 'SAME'
  | 'CHANGED'
  | 'FLIP-BACK'
  | 'FIRST'
  | 'FAILED'
  | 'PENDING'
  | 'UNKNOWN';

export type Tone = 'good' | 'bad' | 'neutral' | 'muted';

export interface Mark {
  readonly kind: MarkKind;
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

export interface RoundMark {
  readonly round: number;
  readonly lane: number;
  readonly mark: Mark;
}

/**
 * The mark of a round. It compares with the last round before it that has an answer: a call that
 * failed, a refusal and a text cut off before its answer are none. Without a reference, FLIP-BACK
 * is an answer that an earlier round gave and the one before had left.
 */
export function markOf(run: Run, roundIndex: number, lane = 0): Mark {
  const outcome = outcomeOf(run, roundOf(run, roundIndex), lane);
  if (outcome.kind !== 'answered') return mark(outcome.kind, outcome.word);
  const before = answersBefore(run, roundIndex, lane);
  return outcome.correct === null
    ? changeMark(outcome, before, run)
    : mark(transition(before.at(-1)?.correct ?? null, outcome.correct));
}

/**
 * The final answer in a round's text so far, while nobody has graded it. While the text streams in,
 * only what it states counts (in a box, behind a label), so that the answer does not flicker with
 * each number that passes. `undefined` for a call that failed.
 */
export function provisionalAnswer(run: Run, roundIndex: number, lane = 0): Extracted | undefined {
  const call = answerCall(run, roundOf(run, roundIndex), lane);
  if (!call || call.status === 'failed') return undefined;
  return extractAnswer(call.text, run.question, isCutOff(call) ? 'cut' : 'whole');
}

/** The marks of all rounds begun so far, in order, each with its lanes in order. */
export function transitions(run: Run): RoundMark[] {
  return run.rounds.flatMap(round => {
    const lanes = new Set(callsOf(run, round).map(call => call.lane));
    const sorted = lanes.size === 0 ? [0] : [...lanes].sort((a, b) => a - b);
    return sorted.map(lane => ({ round: round.index, lane, mark: markOf(run, round.index, lane) }));
  });
}

interface Answered {
  readonly kind: 'answered';
  readonly extracted: string | null;
  readonly correct: boolean | null;
}
type Outcome = Answered | { readonly kind: 'FAILED' | 'PENDING' | 'UNKNOWN'; readonly word: string };

const MARKS: Record<MarkKind, Omit<Mark, 'kind'>> = {
  FIX: { sign: '✓', word: 'FIX', tone: 'good' },
  BREAK: { sign: '✗', word: 'BREAK', tone: 'bad' },
  'KEEP-OK': { sign: '✓', word: 'right', tone: 'good' },
  'KEEP-WRONG': { sign: '✗', word: 'wrong', tone: 'bad' },
  CORRECT: { sign: '✓', word: 'right', tone: 'good' },
  WRONG: { sign: '✗', word: 'wrong', tone: 'bad' },
  SAME: { sign: '=', word: 'same', tone: 'muted' },
  CHANGED: { sign: '≠', word: 'changed', tone: 'neutral' },
  'FLIP-BACK': { sign: '↩', word: 'flip back', tone: 'neutral' },
  FIRST: { sign: '·', word: 'first', tone: 'muted' },
  FAILED: { sign: '!', word: 'failed', tone: 'bad' },
  PENDING: { sign: '…', word: 'streaming', tone: 'muted' },
  UNKNOWN: { sign: '?', word: 'no answer', tone: 'muted' },
};

function mark(kind: MarkKind, word = MARKS[kind].word): Mark {
  return { kind, ...MARKS[kind], word };
}

function transition(before: boolean | null, now: boolean): MarkKind {
  if (before === null) return now ? 'CORRECT' : 'WRONG';
  if (before) return now ? 'KEEP-OK' : 'BREAK';
  return now ? 'FIX' : 'KEEP-WRONG';
}

function changeMark(outcome: Answered, before: readonly Answered[], run: Run): Mark {
  const { extracted } = outcome;
  if (extracted === null) return mark('UNKNOWN');
  const earlier = before.flatMap(answer => answer.extracted ?? []);
  const previous = earlier.at(-1);
  if (previous === undefined) return mark('FIRST');
  if (sameAnswer(extracted, previous, run.question)) return mark('SAME');
  return mark(earlier.some(answer => sameAnswer(extracted, answer, run.question)) ? 'FLIP-BACK' : 'CHANGED');
}

function answersBefore(run: Run, roundIndex: number, lane: number): Answered[] {
  const earlier = run.rounds.filter(round => round.index < roundIndex).sort((a, b) => a.index - b.index);
  return earlier.flatMap(round => {
    const outcome = outcomeOf(run, round, lane);
    return outcome.kind === 'answered' ? outcome : [];
  });
}

function roundOf(run: Run, index: number): Round | undefined {
  return run.rounds.findLast(round => round.index === index);
}

function outcomeOf(run: Run, round: Round | undefined, lane: number): Outcome {
  const isOver = run.outcome !== undefined || round?.finishedAt !== undefined;
  const call = answerCall(run, round, lane);
  if (!call) return isOver ? { kind: 'UNKNOWN', word: 'no call' } : { kind: 'PENDING', word: 'queued' };
  if (call.status === 'failed') {
    return { kind: 'FAILED', word: ENDED[call.error?.name ?? ''] ?? 'failed' };
  }
  if (call.status === 'streaming') {
    if (isOver) return { kind: 'FAILED', word: 'cut off' };
    const waits = call.retries.length > 0 ? 'retrying' : 'waiting';
    return { kind: 'PENDING', word: call.firstDeltaAt === undefined ? waits : 'streaming' };
  }
  const grade = gradeOf(round, lane);
  if (!grade && round?.finishedAt === undefined) {
    // The last call of an open round need not be the one that answers: a critique may come before it.
    return isOver ? { kind: 'UNKNOWN', word: 'unfinished' } : { kind: 'PENDING', word: 'checking' };
  }
  return answerOf(run, call, grade ?? gradeAnswer(call.text, run.question, isCutOff(call) ? 'cut' : 'whole'));
}

/**
 * A reply that stopped before its answer is not a wrong answer. What it states all the same stands,
 * and so does a grade of true, whoever gave it.
 */
function answerOf(run: Run, call: Call, grade: Pick<Answered, 'extracted' | 'correct'>): Outcome {
  if (grade.correct !== true) {
    if (REFUSALS.has(call.stopReason ?? '')) return { kind: 'UNKNOWN', word: 'refused' };
    if (call.text.trim() === '') return { kind: 'UNKNOWN', word: 'no text' };
    if (isCutOff(call) && !extractAnswer(call.text, run.question, 'cut'))
      return { kind: 'UNKNOWN', word: 'cut off' };
  }
  return { kind: 'answered', extracted: grade.extracted, correct: grade.correct };
}

/** Words for calls that were ended on purpose, by the names of their errors. */
const ENDED: Readonly<Record<string, string>> = { [CANCELLED]: 'cancelled', [TIME_CAP_REACHED]: 'cut off' };

/** Stop reasons of Bedrock's Converse API, and `refusal` of Anthropic's own. */
const REFUSALS = new Set(['guardrail_intervened', 'content_filtered', 'refusal']);
