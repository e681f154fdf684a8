/** From the steps of a strategy to calls that are ready to be made, and looked at before that. Pure. */
import { settingsAt } from '../run/edits.ts';
import type { CallError } from '../run/events.ts';
import type { Ask, Model } from '../run/model.ts';
import { type Run, threadOf } from '../run/run.ts';
import { sharedPrefixes } from '../run/shared-prefix.ts';
import { problemWithThread } from '../run/thread-rules.ts';
import { promptOf, proposedBy } from '../strategies/directed.ts';
import type { CallStep, Next, Strategy } from '../strategies/strategy.ts';
import type { Pending } from './gate.ts';
import type { CallToMake } from './perform.ts';

export type Steps = Extract<Next, { kind: 'steps' }>;

/** A call that is ready to be made. */
export interface PlannedCall extends CallToMake {
  readonly step: CallStep;
  /** Why it may not be sent. */
  readonly problem: string | undefined;
}

/** The calls of steps that start together. */
export function callsFor(run: Run, { round, steps }: Steps, model: Model): PlannedCall[] {
  const settings = settingsAt(run, round);
  const threads = steps.map(step => ({ step, ...threadFor(run, step) }));
  const asks = threads.map(({ ask }) => ask);
  return threads.map(({ step, ask, parent }, index) => {
    const shared = sharedPrefixes(run, ask, asks);
    return {
      step,
      problem: problemWithThread(ask.messages),
      call: run.calls.length + index,
      round,
      lane: step.lane,
      purpose: step.purpose,
      request: model.prepare({ ...ask, ...(shared && { shared }) }, settings),
      ...(parent && { extends: parent }),
      ...(step.again !== undefined && { again: step.again }),
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

/** What somebody at the gate sees of it. */
export function pendingCalls(
  run: Run,
  { round, roundKind }: Steps,
  calls: readonly PlannedCall[],
  { problem, failed }: { problem: string | undefined; failed: CallError | undefined },
  strategy: Strategy,
): Pending {
  const proposed = proposedBy(strategy, run);
  const steps = proposed.kind === 'steps' ? proposed.steps : [];
  return {
    kind: 'calls',
    round,
    roundKind,
    calls: calls.map(({ step, request }, index) => ({
      step,
      request,
      proposed: promptOf(steps[index] ?? step),
    })),
    ...(problem !== undefined && { problem }),
    ...(failed && { failed }),
  };
}
