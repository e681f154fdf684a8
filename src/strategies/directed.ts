/**
 * What happens next in a run that a person takes part in: their retries and probes go before the
 * strategy, and their edits over what it proposes. Pure, as a strategy is: all they did is in the run.
 */
import { editsOf, type ProbeKind, probeKind } from '../run/edited.ts';
import type { Message } from '../run/events.ts';
import { answerCall, type Call, gradeOf, isAnswering, lanesOf, type Round, type Run } from '../run/run.ts';
import { judgedGradeNext } from './graded-by-judge.ts';
import { probeStep } from './probes.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { user } from './thread.ts';

/** What comes next, with everything the user changed. */
export function nextOf(strategy: Strategy, run: Run): Next {
  return edited(proposedBy(strategy, run), run);
}

/** What comes next, without what was changed of its words; the settings of the round are in it. */
export function proposedBy(strategy: Strategy, run: Run): Next {
  const round = run.rounds.at(-1);
  return (
    (round &&
      (retried(run, round) ??
        ungraded(run, round) ??
        judgedGradeNext(run, round) ??
        probeGoingOn(run, round))) ??
    probeAsked(run, (round?.index ?? -1) + 1) ??
    strategy.next(run)
  );
}

/** The call that the user wants once more. */
function retried(run: Run, round: Round): Next | undefined {
  const call = run.retrying === undefined ? undefined : run.calls[run.retrying];
  if (call?.round !== round.index) return undefined;
  const steps = [again(run, call, call.again ?? call.id)];
  return { kind: 'steps', round: round.index, roundKind: round.kind, steps };
}

/** The same request, in the same place. */
function again(run: Run, call: Call, first: number): CallStep {
  const { request } = run.calls[first] ?? call;
  const system = request.system.map(({ text }) => text ?? '').join('');
  return {
    kind: 'call',
    lane: call.lane,
    purpose: call.purpose,
    model: call.model,
    ...(system !== '' && { system }),
    messages: request.messages,
    ...(request.extends !== undefined && { extends: request.extends }),
    again: first,
  };
}

/** A finished attempt whose answer nobody has read yet. */
function ungraded(run: Run, round: Round): Next | undefined {
  const call = lanesOf(run, round)
    .map(lane => answerCall(run, round, lane))
    .find(
      one =>
        one?.again !== undefined && one.status === 'finished' && gradeOf(round, one.lane)?.call !== one.id,
    );
  return call && { kind: 'close-round', round: round.index };
}

/**
 * A round that has begun and has no answer yet may still become a probe, or another one, or none. A
 * probe that has its answer is closed.
 */
function probeGoingOn(run: Run, round: Round): Next | undefined {
  if (round.finishedAt !== undefined) return undefined;
  const kind = probeKind(round.kind);
  if (answerCall(run, round)?.status === 'finished') {
    return kind && { kind: 'close-round', round: round.index };
  }
  const { probe: asked } = editsOf(run, round.index);
  const wanted = asked === undefined ? kind : asked?.kind;
  return wanted && probe(run, wanted, round.index);
}

function probeAsked(run: Run, round: number): Next | undefined {
  const last = run.rounds.at(-1);
  // Before the round has ended, nothing follows it.
  if (!last || last.finishedAt === undefined) return undefined;
  const asked = editsOf(run, round).probe;
  return asked ? probe(run, asked.kind, round) : undefined;
}

function probe(run: Run, kind: ProbeKind, round: number): Next {
  return { kind: 'steps', round, roundKind: kind, steps: [probeStep(run, kind, round)] };
}

function edited(next: Next, run: Run): Next {
  if (next.kind !== 'steps') return next;
  const { prompt } = editsOf(run, next.round);
  if (!prompt) return next;
  // Another sample is one of the same request, which has the edit in it already.
  const steps = next.steps.map(step =>
    step.kind === 'call' && step.again === undefined && isTurn(step) ? withPrompt(step, prompt.text) : step,
  );
  return { ...next, steps };
}

/** Whether the turn is the one that a person edits: what asks for an answer, not what is asked about one. */
function isTurn({ purpose }: CallStep): boolean {
  return isAnswering({ purpose });
}

/** The last turn of the user said in other words. */
function withPrompt(step: CallStep, text: string): CallStep {
  const messages: Message[] = [...step.messages.slice(0, -1), user(text)];
  return { ...step, messages };
}

/** The last turn of the user in a step. */
export function promptOf(step: Pick<CallStep, 'messages'>): string {
  return (
    step.messages
      .at(-1)
      ?.content.map(({ text }) => text ?? '')
      .join('') ?? ''
  );
}
