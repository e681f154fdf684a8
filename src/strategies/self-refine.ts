/**
 * Self-Refine: a critic names what is to be changed in the answer, and the model revises it in the same
 * conversation, until the critic finds nothing (Madaan et al., Self-Refine). With a checklist the critic
 * goes by questions that were made for the task (Cook et al., TICK and STICK).
 */

import { z } from 'zod';
import { settingsAt } from '../run/edited.ts';
import type { Call, Round, Run } from '../run/run.ts';
import { feedbackOn } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { checklistTurn, critiqueTurn, readChecklist, readCritique } from './critique.ts';
import { gatedNext, reviseStep } from './gated.ts';
import { type Newest, performed } from './main-thread.ts';
import { parameterProblems } from './parameter-problems.ts';
import { otherModel, RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { goOn, user } from './thread.ts';

const parameters = z.object({
  rounds: Rounds.describe('Revisions at most; none once the critic finds nothing to change.'),
  critic: otherModel('The model that criticises'),
  sees: z
    .enum(['answer', 'history'])
    .default('answer')
    .describe('What the critic sees: the question and the last answer alone, or the whole conversation.'),
  mode: z
    .enum(['free', 'checklist'])
    .default('free')
    .describe(
      'How the critic goes about it: freely, or by a checklist that it writes first (one more call).',
    ),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const selfRefine: Strategy = {
  id: 'self-refine',
  name: 'Self-Refine',
  about: 'A critic names what is to be changed in the answer; the model revises it, until nothing is left.',
  parameters,
  problems,
  mostCalls,
  models,
  next: run =>
    gatedNext(run, {
      step: reviseStep,
      missing: critiqueMissing,
      settled: (_, { round }) => (feedbackOn(run, round)?.verdict === 'pass' ? 'no-issue' : undefined),
    }),
};

/** The answer of the last round is not criticised: nothing would follow from it. */
function mostCalls(settings: Settings): number {
  const { rounds, mode } = parametersOf(parameters, settings);
  return 1 + 2 * rounds + (mode === 'checklist' && rounds > 0 ? 1 : 0);
}

function models(settings: Settings): string[] {
  const { critic } = parametersOf(parameters, settings);
  return critic !== undefined && critic !== settings.model ? [critic] : [];
}

function problems(settings: Settings): string[] {
  return [...parameterProblems(selfRefine, settings), ...sourceProblems(settings)];
}

function sourceProblems({ feedback: { source } }: Settings): string[] {
  if (source === 'none') return [];
  return [
    `Self-Refine has its feedback from its critic and asks no ${source}: set the source of the feedback to none, or choose verify-revise.`,
  ];
}

/** The checklist, once in a run; then the critique of this answer; then what it says. */
function critiqueMissing(run: Run, { answer, round }: Newest): Next | undefined {
  if (feedbackOn(run, round)) return undefined;
  const { mode } = parametersOf(parameters, settingsAt(run, round.index));
  const written = mode === 'checklist' ? writtenChecklist(run) : undefined;
  if (mode === 'checklist' && !written) return inRound(round, checklistStep(run, round));
  // A list that cannot be read is as if none had been wanted.
  const items = written ? readChecklist(written.text) : [];
  const checklist = items.length > 0 ? items : undefined;
  const step = critiqueStep(run, { answer, round }, checklist);
  const call = performed(run, round, step);
  if (!call) return inRound(round, step);
  const { verdict, reason } = readCritique(call.text, checklist);
  const said = { lane: 0, source: 'critic', text: reason, verdict, about: answer.id, calls: [call.id] };
  return { kind: 'feedback', round: round.index, feedback: [said] };
}

/** It is of the question alone: an edited answer or another attempt changes nothing in it. */
function writtenChecklist({ calls }: Run): Call | undefined {
  return calls.find(call => call?.purpose === 'checklist' && call.status === 'finished');
}

function inRound({ index, kind }: Round, step: CallStep): Next {
  return { kind: 'steps', round: index, roundKind: kind, steps: [step] };
}

function checklistStep(run: Run, round: Round): CallStep {
  return {
    kind: 'call',
    lane: 0,
    purpose: 'checklist',
    model: criticAt(run, round),
    messages: [user(checklistTurn(run.question.text))],
  };
}

function critiqueStep(
  run: Run,
  { answer, round }: Newest,
  checklist: readonly string[] | undefined,
): CallStep {
  const settings = settingsAt(run, round.index);
  const isInThread = parametersOf(parameters, settings).sees === 'history';
  const model = criticAt(run, round);
  const text = critiqueTurn({ question: run.question.text, answer: answer.text, isInThread, checklist });
  const step = { kind: 'call', lane: 0, purpose: 'critique', model } as const;
  if (!isInThread) return { ...step, messages: [user(text)] };
  // The critique stands beside the conversation, which goes on from the answer.
  const turn = { text, model, sendReasoning: settings.strategy.sendReasoning };
  return {
    ...step,
    ...(settings.system && { system: settings.system }),
    ...goOn(run, answer, turn),
  };
}

function criticAt(run: Run, { index }: Round): string {
  const settings = settingsAt(run, index);
  return parametersOf(parameters, settings).critic ?? settings.model;
}
