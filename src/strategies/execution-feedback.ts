/**
 * Execution feedback: the answer is run on this machine (as SQL, or by a command), and revised with what
 * came of it unless that says that it is right. No model judges anything. The founding study has it as
 * SQL execution feedback (arXiv 2510.20653).
 */
import { z } from 'zod';
import type { Settings } from '../run/settings.ts';
import { judgesIn, mostCallsVerified, verifiedNext } from './gated.ts';
import { parameterProblems } from './parameter-problems.ts';
import { RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import type { Strategy } from './strategy.ts';

const parameters = z.object({
  rounds: Rounds.describe('Revisions at most; none once the check passes.'),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const executionFeedback: Strategy = {
  id: 'execution-feedback',
  name: 'execution feedback',
  about:
    'Every answer is run on this machine; the model sees what came of it and revises. A command can pass it; a query that runs is not yet right.',
  parameters,
  problems,
  mostCalls: mostCallsVerified,
  models: judgesIn,
  next: verifiedNext,
};

function problems(settings: Settings): string[] {
  return [...parameterProblems(executionFeedback, settings), ...sourceProblems(settings)];
}

function sourceProblems({ feedback: { source } }: Settings): string[] {
  if (source === 'sql' || source === 'command') return [];
  const instead = source === 'judge' ? ' With a judge, choose verify-revise.' : '';
  return [
    `Execution feedback needs something that runs the answer: choose sql or command as the source of the feedback.${instead}`,
  ];
}
