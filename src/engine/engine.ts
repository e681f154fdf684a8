/**
 * The engine: asks the strategy what comes next, performs it, and tells everything as events. It
 * has no state of its own beside the fold of what it told.
 */
import { gradeAnswer } from '../grading/grade.ts';
import type { Clock } from '../run/clock.ts';
import {
  type CallError,
  type NewEvent,
  type Provenance,
  type RunEvent,
  SCHEMA_VERSION,
  TIME_CAP_REACHED,
} from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Ask, Model } from '../run/model.ts';
import type { Price } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import { answerCall, isCutOff, type Run, threadOf } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { sharedPrefixes } from '../run/shared-prefix.ts';
import type { StopRule } from '../strategies/stop-rules.ts';
import type { CallStep, Next, Strategy } from '../strategies/strategy.ts';
import { type CallToMake, performCall } from './perform.ts';
import { timeCap } from './time-cap.ts';

export interface RunOptions {
  readonly id: string;
  /** Wall-clock start, ISO 8601. */
  readonly startedAt: string;
  readonly app: string;
  readonly provenance: Provenance;
  readonly question: Question;
  readonly settings: Settings;
  readonly prices: readonly Price[];
  readonly strategy: Strategy;
  readonly model: Model;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  /**
   * Told every event, in order, as it happens. What it throws ends the run: calls that are still
   * going on are cancelled, and `reflect` throws it on.
   */
  readonly emit: (event: RunEvent) => void;
}

/** Makes a run from its beginning to its end. Resolves to the whole run, however it ended. */
export async function reflect(options: RunOptions): Promise<Run> {
  const cap = timeCap(options.clock, options.settings.stop.maxSeconds);
  try {
    return await reflectWithin(cap.signal, options);
  } finally {
    cap.release();
  }
}

const OUT_OF_TIME: StopRule = 'max-seconds';

/** `timeIsUp` aborts when the run has taken as long as it may. */
async function reflectWithin(timeIsUp: AbortSignal, options: RunOptions): Promise<Run> {
  const { signal, strategy } = options;
  const story = createStory(options);
  let run = story.add({
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
  for (;;) {
    const next = strategy.next(run);
    switch (next.kind) {
      case 'stop':
        return story.add({ type: 'run.finished', outcome: 'stopped', rule: next.rule });
      case 'close-round':
        run = closeRound(run, next.round, story);
        break;
      case 'steps': {
        if (signal.aborted) return story.add({ type: 'run.finished', outcome: 'cancelled' });
        if (timeIsUp.aborted) {
          return story.add({ type: 'run.finished', outcome: 'stopped', rule: OUT_OF_TIME });
        }
        if (!run.rounds.some(round => round.index === next.round)) {
          run = story.add({ type: 'round.started', round: next.round, kind: next.roundKind });
        }
        const ending = AbortSignal.any([signal, timeIsUp]);
        const error = await performSteps(run, next, { ...options, signal: ending }, story);
        if (error?.name === TIME_CAP_REACHED) {
          return story.add({ type: 'run.finished', outcome: 'stopped', rule: OUT_OF_TIME });
        }
        if (error && signal.aborted) return story.add({ type: 'run.finished', outcome: 'cancelled' });
        if (error) return story.add({ type: 'run.finished', outcome: 'failed', error });
        run = story.run();
      }
    }
  }
}

/** The events so far, folded. */
interface Story {
  /** Gives an event its place, folds it and tells it; returns the run after it. */
  add(event: NewEvent): Run;
  run(): Run;
}

function createStory({ clock, emit }: Pick<RunOptions, 'clock' | 'emit'>): Story {
  const begun = clock.now();
  let run: Run | undefined;
  let seq = 0;
  return {
    add(event) {
      const placed = { seq: seq++, at: Math.round(clock.now() - begun), ...event } as RunEvent;
      const folded = fold(run, placed);
      run = folded;
      emit(placed);
      return folded;
    },
    run() {
      if (!run) throw new Error('a run begins with run.started');
      return run;
    },
  };
}

type Steps = Extract<Next, { kind: 'steps' }>;

/** Performs the steps side by side, and waits for all of them. Returns the first error, a failure before an end of time. */
async function performSteps(
  run: Run,
  next: Steps,
  options: RunOptions,
  story: Story,
): Promise<CallError | undefined> {
  const calls = callsFor(run, next, options);
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

/** The calls of steps that start together. */
function callsFor(run: Run, { round, steps }: Steps, { model, settings }: RunOptions): CallToMake[] {
  const threads = steps.map(step => ({ step, ...threadFor(run, step) }));
  const asks = threads.map(({ ask }) => ask);
  return threads.map(({ step, ask, parent }, index) => {
    const shared = sharedPrefixes(run, ask, asks);
    return {
      call: run.calls.length + index,
      round,
      lane: step.lane,
      purpose: step.purpose,
      request: model.prepare({ ...ask, ...(shared && { shared }) }, settings),
      ...(parent && { extends: parent }),
    };
  });
}

function threadFor(run: Run, step: CallStep): { ask: Ask; parent: CallToMake['extends'] } {
  const parent = step.extends === undefined ? undefined : run.calls[step.extends];
  const earlier = parent ? threadOf(run, parent) : [];
  const ask = {
    model: step.model,
    ...(step.system !== undefined && { system: step.system }),
    messages: [...earlier, ...step.messages],
  };
  return { ask, parent: parent && { call: parent.id, messages: earlier.length } };
}

/** Grades the answer of every lane, then ends the round. */
function closeRound(run: Run, index: number, story: Story): Run {
  const round = run.rounds.find(candidate => candidate.index === index);
  const lanes = new Set(round?.calls.map(id => run.calls[id]?.lane ?? 0));
  for (const lane of [...lanes].sort((a, b) => a - b)) {
    const call = answerCall(run, round, lane);
    const ending = call && isCutOff(call) ? 'cut' : 'whole';
    const grade = gradeAnswer(call?.text ?? '', run.question, ending);
    story.add({ type: 'answer.graded', round: index, lane, ...grade });
  }
  return story.add({ type: 'round.finished', round: index });
}
