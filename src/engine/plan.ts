/** From the steps of a strategy to calls that are ready to be made, and looked at before that. Pure. */
import { settingsAt } from '../run/edits.ts';
import type { CallError } from '../run/events.ts';
import type { Ask, Model, WholeRequest } from '../run/model.ts';
import { type Run, threadOf } from '../run/run.ts';
import { sharedPrefixes } from '../run/shared-prefix.ts';
import { problemWithThread } from '../run/thread-rules.ts';
import { promptOf, proposedBy } from '../strategies/directed.ts';
import type { CallStep, CheckStep, Next, Step, Strategy } from '../strategies/strategy.ts';
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
  const threads = steps.filter(isCall).map(step => ({ step, ...threadFor(run, step) }));
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
      request: asBefore(
        run,
        step,
        model.prepare({ ...ask, ...(shared && { shared }) }, { ...settings, ...step.settings }),
      ),
      ...(parent && { extends: parent }),
      ...(step.again !== undefined && { again: step.again }),
    };
  });
}

/** A call that is made once more is made with its own thinking and temperature, which may be of that call alone. */
function asBefore(run: Run, { again }: CallStep, request: WholeRequest): WholeRequest {
  const first = again === undefined ? undefined : run.calls[again]?.request;
  if (!first) return request;
  const { additionalModelRequestFields: _anew, ...rest } = request;
  const { inferenceConfig, additionalModelRequestFields: fields } = first;
  return { ...rest, inferenceConfig, ...(fields && { additionalModelRequestFields: fields }) };
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

/** The checks among steps that start together. */
export function checksIn({ steps }: Steps): CheckStep[] {
  return steps.filter(step => step.kind === 'check');
}

function isCall(step: Step): step is CallStep {
  return step.kind === 'call';
}

/** What somebody at the gate sees of it. */
export function pendingCalls(
  run: Run,
  next: Steps,
  calls: readonly PlannedCall[],
  { problem, failed }: { problem: string | undefined; failed: CallError | undefined },
  strategy: Strategy,
): Pending {
  const proposed = proposedBy(strategy, run);
  const { round, roundKind } = next;
  const steps = proposed.kind === 'steps' ? proposed.steps.filter(isCall) : [];
  const checks = checksIn(next);
  return {
    kind: 'calls',
    round,
    roundKind,
    calls: calls.map(({ step, request }, index) => ({
      step,
      request,
      proposed: promptOf(steps[index] ?? step),
    })),
    ...(checks.length > 0 && { checks }),
    ...(problem !== undefined && { problem }),
    ...(failed && { failed }),
  };
}
