/** The answers of a run, round by round: which of its replies are answers, and what they are. Pure. */
import { extractAnswer } from '../grading/extract.ts';
import { gradeAnswer } from '../grading/grade.ts';
import { editsOf } from '../run/edited.ts';
import { CANCELLED, NOT_KEPT, TIME_CAP_REACHED } from '../run/known.ts';
import type { Question } from '../run/question.ts';
import { answerCall, type Call, gradeOfCall, isCutOff, type Round, type Run } from '../run/run.ts';
import { lookUp } from '../text/look-up.ts';

export interface Answered {
  readonly kind: 'answered';
  /** `null` where no short answer was found. */
  readonly extracted: string | null;
  readonly correct: boolean | null;
}
export type Outcome = Answered | { readonly kind: 'FAILED' | 'PENDING' | 'UNKNOWN'; readonly word: string };

/** An answer and the round that gave it. */
export type RoundAnswer = Answered & { readonly round: number };

/** The answers as they stood before the model: of an injection the last one is not its own. */
export function answersGivenTo(run: Run, roundIndex: number, lane: number): Answered[] {
  const before = answersBefore(run, roundIndex, lane);
  const injected =
    roundOf(run, roundIndex)?.kind === 'injection' ? editsOf(run, roundIndex).answer : undefined;
  if (!injected) return before;
  return [...before, { kind: 'answered', ...gradeAnswer(injected.text, run.question, 'whole') }];
}

/**
 * The answers of the rounds before one, in their order: a call that failed, a refusal and a text cut off
 * before its answer are none, and a resample stands beside the conversation.
 */
export function answersBefore(run: Run, roundIndex: number, lane: number): RoundAnswer[] {
  const earlier = run.rounds
    .filter(round => round.index < roundIndex && round.kind !== 'resample')
    .sort((a, b) => a.index - b.index);
  return earlier.flatMap(round => {
    const outcome = outcomeOf(run, round, lane);
    return outcome.kind === 'answered' ? { ...outcome, round: round.index } : [];
  });
}

export function roundOf(run: Run, index: number): Round | undefined {
  return run.rounds.findLast(round => round.index === index);
}

/** The call with this id, where it is one of the round; else the one that answers. */
export function callOf(run: Run, round: Round | undefined, lane: number, id?: number): Call | undefined {
  const isOne = id !== undefined && round?.calls.includes(id);
  return isOne ? run.calls[id] : answerCall(run, round, lane);
}

/** What came of a round in a lane; `id` is an attempt of it, in place of the one that goes on. */
export function outcomeOf(run: Run, round: Round | undefined, lane: number, id?: number): Outcome {
  const call = callOf(run, round, lane, id);
  // A round that has ended is open again while its call is made once more.
  const hasEnded = round?.finishedAt !== undefined && call?.again === undefined;
  const isOver = run.outcome !== undefined || hasEnded;
  if (!call) return isOver ? { kind: 'UNKNOWN', word: 'no call' } : { kind: 'PENDING', word: 'queued' };
  if (call.status === 'failed') {
    return { kind: 'FAILED', word: lookUp(ENDED, call.error?.name ?? '') ?? 'failed' };
  }
  if (call.status === 'streaming') {
    if (isOver) return { kind: 'FAILED', word: 'cut off' };
    const waits = call.retries.length > 0 ? 'retrying' : 'waiting';
    const isEmpty = call.text === '' && call.thinking === '';
    return { kind: 'PENDING', word: call.firstDeltaAt === undefined && isEmpty ? waits : 'streaming' };
  }
  const grade = gradeOfCall(round, call);
  if (!grade && round?.finishedAt === undefined) {
    // The last call of an open round need not be the one that answers: a critique may come before it.
    return isOver ? { kind: 'UNKNOWN', word: 'unfinished' } : { kind: 'PENDING', word: 'checking' };
  }
  return answerOf(run, call, grade ?? gradedHere(call, run.question));
}

interface GradedHere {
  readonly question: Question;
  readonly grade: Pick<Answered, 'extracted' | 'correct'>;
}

/** A finished call does not change, and every later round asks for it again. */
const known = new WeakMap<Call, GradedHere>();

function gradedHere(call: Call, question: Question): GradedHere['grade'] {
  const before = known.get(call);
  if (before?.question === question) return before.grade;
  const grade = gradeAnswer(call.text, question, isCutOff(call) ? 'cut' : 'whole');
  known.set(call, { question, grade });
  return grade;
}

/**
 * A reply that stopped before its answer is not a wrong answer. What it states all the same stands,
 * and so does a grade of true, whoever gave it.
 */
function answerOf(run: Run, call: Call, grade: Pick<Answered, 'extracted' | 'correct'>): Outcome {
  if (grade.correct !== true) {
    if (REFUSALS.has(call.stopReason ?? '')) return { kind: 'UNKNOWN', word: 'refused' };
    if (call.stopReason === NOT_KEPT) return { kind: 'UNKNOWN', word: 'not kept' };
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
