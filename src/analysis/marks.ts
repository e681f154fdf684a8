/**
 * What each round did to the answer, as a sign and a word. Pure: a function of the run so far. Right
 * and wrong are said only where the grade says so; otherwise a round is the same, changed, or back.
 * A probe is no reflection: it neither fixes nor breaks, and its mark says what it is.
 */
import { sameAnswer } from '../grading/equal.ts';
import { type Extracted, extractAnswer } from '../grading/extract.ts';
import { isProbe, type ProbeKind, probeKind } from '../run/edited.ts';
import { callsOf, isCutOff, type Run } from '../run/run.ts';
import { type Answered, answersBefore, answersGivenTo, callOf, outcomeOf, roundOf } from './answers.ts';

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
  | 'UNKNOWN'
  | 'PROBE';

export type Tone = 'good' | 'bad' | 'neutral' | 'muted';

export interface Mark {
  readonly kind: MarkKind;
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
  /** Of a probe: which one, and what it did, for where the whole word has no room. */
  readonly probe?: { readonly kind: ProbeKind; readonly did: string };
}

export interface RoundMark {
  readonly round: number;
  readonly lane: number;
  readonly mark: Mark;
}

/**
 * The mark of a round. It compares with the last round that it goes on from and that has an answer: a
 * call that failed, a refusal and a text cut off before its answer are none, and a resample stands
 * beside the conversation. Without a reference, FLIP-BACK is an answer that an earlier round gave and
 * the one before had left. `callId` is an attempt of the round, in place of the one that goes on.
 */
export function markOf(run: Run, roundIndex: number, lane = 0, callId?: number): Mark {
  const round = roundOf(run, roundIndex);
  const probe = probeKind(round?.kind);
  const outcome = outcomeOf(run, round, lane, callId);
  const plain =
    outcome.kind === 'answered'
      ? answeredMark(outcome, answersGivenTo(run, roundIndex, lane), run)
      : mark(outcome.kind, outcome.word);
  return probe ? probeMark(plain, probe) : plain;
}

/** The answer that a round is compared with, and the round that gave it. */
export function answerBefore(
  run: Run,
  roundIndex: number,
  lane = 0,
): { readonly round: number; readonly extracted: string | null } | undefined {
  return answersBefore(run, roundIndex, lane).at(-1);
}

/**
 * The final answer in a round's text so far, while nobody has graded it. While the text streams in,
 * only what it states counts (in a box, behind a label), so that the answer does not flicker with
 * each number that passes. `undefined` for a call that failed.
 */
export function provisionalAnswer(
  run: Run,
  roundIndex: number,
  lane = 0,
  callId?: number,
): Extracted | undefined {
  const call = callOf(run, roundOf(run, roundIndex), lane, callId);
  if (!call || call.status === 'failed') return undefined;
  return extractAnswer(call.text, run.question, isCutOff(call) ? 'cut' : 'whole');
}

/** The marks of all rounds begun so far, in order, each with its lanes in order; probes are left out. */
export function transitions(run: Run): RoundMark[] {
  return run.rounds
    .filter(round => !isProbe(round.kind))
    .flatMap(round => {
      const lanes = new Set(callsOf(run, round).map(call => call.lane));
      const sorted = lanes.size === 0 ? [0] : [...lanes].sort((a, b) => a - b);
      return sorted.map(lane => ({ round: round.index, lane, mark: markOf(run, round.index, lane) }));
    });
}

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
  PROBE: { sign: '○', word: 'probe', tone: 'muted' },
};

/** What a probe did; whatever is not here has words of its own. */
const DID: Partial<Record<MarkKind, string>> = {
  FIX: 'now right',
  BREAK: 'now wrong',
  'KEEP-OK': 'still right',
  'KEEP-WRONG': 'still wrong',
};
const MOVED = new Set<MarkKind>(['FIX', 'BREAK', 'CHANGED', 'FLIP-BACK']);
const NO_ANSWER = new Set<MarkKind>(['FAILED', 'PENDING', 'UNKNOWN']);

/** `○ pressure: now wrong`. */
function probeMark(plain: Mark, kind: ProbeKind): Mark {
  const did = DID[plain.kind] ?? plain.word;
  const words = { word: `${kind}: ${did}`, probe: { kind, did } };
  if (NO_ANSWER.has(plain.kind)) return { ...plain, ...words };
  return { ...mark('PROBE'), ...words, tone: MOVED.has(plain.kind) ? 'neutral' : 'muted' };
}

function mark(kind: MarkKind, word = MARKS[kind].word): Mark {
  return { kind, ...MARKS[kind], word };
}

function answeredMark(outcome: Answered, before: readonly Answered[], run: Run): Mark {
  return outcome.correct === null
    ? changeMark(outcome, before, run)
    : mark(transition(before.at(-1)?.correct ?? null, outcome.correct));
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
