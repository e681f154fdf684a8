/**
 * Self-reflection (sequential revision): round 0 answers; each later round puts the reflection
 * prompt at the end of the one growing thread and takes the reply as the new answer.
 */
import { z } from 'zod';
import { settingsAt } from '../run/edited.ts';
import { answerCall, type Run } from '../run/run.ts';
import { callsOfFeedback, feedbackNext } from './feedback.ts';
import { judgesIn } from './gated.ts';
import { RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import { stopAt } from './returned.ts';
import { firedRule } from './stop-rules.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { firstTurn, reflectTurn } from './turns.ts';

export const selfReflection: Strategy = {
  id: 'self-reflection',
  name: 'self-reflection',
  about: 'The model goes over its own answer again, round by round, in one conversation.',
  parameters: z.object({ rounds: Rounds, repeatQuestion: RepeatQuestion, sendReasoning: SendReasoning }),
  mostCalls: ({ strategy: { rounds }, feedback }) => 1 + rounds + rounds * callsOfFeedback(feedback),
  models: judgesIn,
  next,
};

function next(run: Run): Next {
  const round = run.rounds.at(-1);
  if (!round) return steps(run, 0, 'answer');
  const call = answerCall(run, round);
  // A round without a finished call (the process died, the call failed) is called again.
  if (call?.status !== 'finished')
    return steps(run, round.index, round.index === 0 ? 'answer' : 'reflection');
  if (round.finishedAt === undefined) return { kind: 'close-round', round: round.index };
  const rule = firedRule(run);
  if (rule) return stopAt(run, rule);
  return feedbackNext(run, round) ?? afterFeedback(run) ?? steps(run, round.index + 1, 'reflection');
}

/** What the feedback said may end the run, where that is wanted. */
function afterFeedback(run: Run): Next | undefined {
  const rule = firedRule(run);
  return rule && stopAt(run, rule);
}

function steps(run: Run, round: number, roundKind: string): Next {
  const step = round === 0 ? firstStep(run) : reflectStep(run, round);
  return { kind: 'steps', round, roundKind, steps: [step] };
}

function firstStep(run: Run): CallStep {
  const settings = settingsAt(run, 0);
  return {
    kind: 'call',
    lane: 0,
    purpose: 'answer',
    model: settings.model,
    ...(settings.system && { system: settings.system }),
    messages: [user(firstTurn(run, settings))],
  };
}

function reflectStep(run: Run, round: number): CallStep {
  const settings = settingsAt(run, round);
  const { model, system, strategy } = settings;
  const turn = { text: reflectTurn(run, round, settings), model, sendReasoning: strategy.sendReasoning };
  return {
    kind: 'call',
    lane: 0,
    purpose: 'reflect',
    model,
    ...(system && { system }),
    ...goOn(run, lastAnswer(run, round), turn),
  };
}
