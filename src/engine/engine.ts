/**
 * The engine: asks the strategy what comes next, performs it, and tells everything as events. It
 * has no state of its own beside the fold of what it told.
 */

import type { Ending } from '../grading/extract.ts';
import { type Gradable, type GradedAnswer, gradeAnswer } from '../grading/grade.ts';
import type { Clock } from '../run/clock.ts';
import {
  type AnyEvent,
  type CallError,
  type EventOf,
  type NewEvent,
  type Provenance,
  type RunEvent,
  SCHEMA_VERSION,
  TIME_CAP_REACHED,
} from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Model } from '../run/model.ts';
import type { Price } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import { answerCall, isCutOff, lanesOf, type Returned, type Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { nextOf } from '../strategies/directed.ts';
import type { StopRule } from '../strategies/stop-rules.ts';
import type { Feedback, Strategy } from '../strategies/strategy.ts';
import type { Decision, Gate, Pending } from './gate.ts';
import { performCall } from './perform.ts';
import { performChecks, type RunCheck } from './perform-checks.ts';
import { callsFor, checksIn, type PlannedCall, pendingCalls } from './plan.ts';
import { createStory, type PacedStory, type Story } from './story.ts';
import { type TimeCap, timeCap } from './time-cap.ts';

export type GradeText = (
  text: string,
  question: Question & Gradable,
  ending: Ending,
  place: { readonly round: number; readonly signal: AbortSignal },
) => GradedAnswer | Promise<GradedAnswer>;

/** What makes a run: the same at its beginning and when it is gone on with. */
export interface Makers {
  readonly strategy: Strategy;
  readonly model: Model;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  /** Runs an answer, or gives it to a command; absent where no check was named. */
  readonly check?: RunCheck | undefined;
  /** Reads and marks an answer. Absent: what can be told without running anything. */
  readonly grade?: GradeText | undefined;
  /** Where a person may stop the run between steps; without one it goes through. */
  readonly gate?: Gate | undefined;
  /**
   * Told every event, in order, as it happens. What it throws ends the run: calls that are still
   * going on are cancelled, and the run throws it on.
   */
  readonly emit: (event: RunEvent) => void;
}

export interface RunOptions extends Makers {
  readonly id: string;
  /** Wall-clock start, ISO 8601. */
  readonly startedAt: string;
  readonly app: string;
  readonly provenance: Provenance;
  readonly question: Question;
  readonly settings: Settings;
  readonly prices: readonly Price[];
}

/** Makes a run from its beginning to its end. Resolves to the whole run, however it ended. */
export async function reflect(options: RunOptions): Promise<Run> {
  const story = createStory(options, undefined);
  story.add({
    type: 'run.started',
    schema: SCHEMA_VERSION,
    run: options.id,
    startedAt: options.startedAt,
    app: options.app,
    provenance: options.provenance,
    question: options.question,
    settings: options.settings,
    prices: [...options.prices],
  });
  return toItsEnd(story, options);
}

export interface GoOnOptions extends Makers {
  /** What has happened so far; the first of them begins the run. */
  readonly past: readonly AnyEvent[];
  /** Told first, where a run is gone on with that was killed, was cancelled or failed. */
  readonly resumed?: Pick<EventOf<'run.resumed'>, 'resumedAt' | 'app' | 'provenance'> | undefined;
}

/**
 * Goes on with a run, or with a branch of one, from its last complete step. The past is not told again.
 * Throws `Error` when it does not begin with `run.started`.
 */
export async function goOn(options: GoOnOptions): Promise<Run> {
  const past = foldAll(options.past);
  if (!past) throw new Error('there is no run to go on with');
  const story = createStory(options, past);
  if (options.resumed) story.add({ type: 'run.resumed', ...options.resumed });
  for (const call of past.calls) {
    if (call?.status === 'streaming') story.add({ type: 'call.failed', call: call.id, error: LOST });
  }
  return toItsEnd(story, options);
}

/** Of a call that was going on when its program ended. */
const LOST: CallError = {
  name: 'ProgramEnded',
  message: 'The program ended while this answer was coming.',
  remedy: 'The text so far is kept; the call is made again.',
  retryable: true,
  charged: 'unknown',
};

const OUT_OF_TIME: StopRule = 'max-seconds';
const USER_STOP: StopRule = 'user-stop';

async function toItsEnd(story: PacedStory, options: Makers): Promise<Run> {
  const { settings, at, inheritedMs = 0 } = story.run();
  const cap = timeCap(options.clock, settings.stop.maxSeconds, at - inheritedMs);
  options.gate?.attach(story);
  try {
    return await stepByStep(story, cap, options);
  } finally {
    cap.release();
    options.gate?.close();
  }
}

/** `cap` ends the run when it has taken as long as it may. */
async function stepByStep(story: PacedStory, cap: TimeCap, options: Makers): Promise<Run> {
  const { signal, strategy, gate } = options;
  const ending = AbortSignal.any([signal, cap.signal]);
  const stopped = (rule: string, answer?: Returned) =>
    story.add({ type: 'run.finished', outcome: 'stopped', rule, ...(answer && { answer: { ...answer } }) });
  let failed: CallError | undefined;
  for (;;) {
    const run = story.run();
    const next = nextOf(strategy, run);
    if (next.kind === 'close-round') {
      await closeRound(run, next.round, story, options);
      continue;
    }
    if (next.kind === 'feedback') {
      for (const feedback of next.feedback) story.add(feedbackEvent(next.round, feedback));
      continue;
    }
    if (next.kind === 'grade') {
      for (const grade of next.grades) story.add({ type: 'answer.graded', round: next.round, ...grade });
      continue;
    }
    if (next.kind === 'vote') {
      story.add({ type: 'vote.counted', round: next.round, ...next.vote });
      continue;
    }
    if (next.kind === 'stop') {
      const waiting: Pending = { kind: 'end', round: run.rounds.length, rule: next.rule };
      if ((await atGate(waiting, story, cap, options)) === 'again') continue;
      return stopped(next.rule, next.answer);
    }
    if (signal.aborted) return story.add({ type: 'run.finished', outcome: 'cancelled' });
    if (cap.signal.aborted) return stopped(OUT_OF_TIME);
    const calls = callsFor(run, next, options.model);
    const problem = calls.map(({ problem }) => problem).find(text => text !== undefined);
    const decision = await atGate(
      pendingCalls(run, next, calls, { problem, failed }, strategy),
      story,
      cap,
      options,
    );
    failed = undefined;
    if (decision === 'again') continue;
    if (decision === 'stop') return stopped(USER_STOP);
    if (decision === 'cancelled') continue;
    if (problem !== undefined) {
      return story.add({ type: 'run.finished', outcome: 'failed', error: unsendable(problem) });
    }
    if (!run.rounds.some(({ index, kind }) => index === next.round && kind === next.roundKind)) {
      story.add({ type: 'round.started', round: next.round, kind: next.roundKind });
    }
    const performing = { ...options, signal: ending };
    const [failedCall, failedCheck] = await Promise.all([
      performCalls(calls, performing, story),
      performChecks(checksIn(next), next.round, performing, story),
    ]);
    const error = failedCall ?? failedCheck;
    if (error?.name === TIME_CAP_REACHED) return stopped(OUT_OF_TIME);
    if (error && signal.aborted) return story.add({ type: 'run.finished', outcome: 'cancelled' });
    const isRetry = calls.some(({ again }) => again !== undefined);
    if (error && !(gate && (gate.stepping() || isRetry)))
      return story.add({ type: 'run.finished', outcome: 'failed', error });
    failed = error;
  }
}

/** Where a person may look first; time does not count while they do. */
async function atGate(
  pending: Pending,
  story: PacedStory,
  cap: TimeCap,
  { gate, signal }: Makers,
): Promise<Decision> {
  if (!gate) return 'go';
  const goOnCounting = [cap.pause(), story.pause()];
  try {
    return await gate.wait(pending, signal);
  } finally {
    for (const count of goOnCounting) count();
  }
}

function unsendable(problem: string): CallError {
  return { name: 'InvalidConversation', message: problem, retryable: false, charged: 'no' };
}

/** Makes the calls side by side, and waits for all of them. Returns the first error, a failure before an end of time. */
async function performCalls(
  calls: readonly PlannedCall[],
  options: Makers,
  story: Story,
): Promise<CallError | undefined> {
  const { model, clock, random = Math.random } = options;
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const ends = await Promise.allSettled(
    calls.map(async call => {
      try {
        return await performCall(call, { model, clock, signal, random, emit: story.add });
      } catch (thrown) {
        // The run is over: what the other lanes say would cost money, and nobody would hear it.
        broken.abort();
        throw thrown;
      }
    }),
  );
  const thrown = ends.find(end => end.status === 'rejected');
  if (thrown) throw thrown.reason;
  const errors = ends.flatMap(end => (end.status === 'fulfilled' && end.value ? end.value : []));
  return errors.find(({ name }) => name !== TIME_CAP_REACHED) ?? errors[0];
}

/** Grades the answer of every lane, then ends the round. */
async function closeRound(
  run: Run,
  index: number,
  story: Story,
  { grade = gradeAnswer, signal }: Makers,
): Promise<void> {
  const round = run.rounds.find(candidate => candidate.index === index);
  const lanes = round ? lanesOf(run, round) : [];
  for (const lane of lanes) {
    const call = answerCall(run, round, lane);
    // What was only said about answers is none.
    if (!call) continue;
    const ending = isCutOff(call) ? 'cut' : 'whole';
    const graded = await grade(call.text, run.question, ending, { round: index, signal });
    story.add({ type: 'answer.graded', round: index, lane, ...graded, call: call.id });
  }
  story.add({ type: 'round.finished', round: index });
}

function feedbackEvent(round: number, { calls, ...feedback }: Feedback): NewEvent {
  return { type: 'check.finished', round, ...feedback, calls: [...calls], durationMs: 0 };
}
