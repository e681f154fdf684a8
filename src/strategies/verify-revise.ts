/**
 * Verify and revise: an answer is verified, and revised only where the verdict is not that it is right.
 * The verifier is a judge, by the model that answers or by another one, unless a check is named. The founding study has it as LLM-judge feedback (arXiv 2510.20653).
 */
import { z } from 'zod';
import type { Settings } from '../run/settings.ts';
import { judgesIn, mostCallsVerified, verifiedNext } from './gated.ts';
import { parameterProblems } from './parameter-problems.ts';
import { RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import type { Strategy } from './strategy.ts';

const parameters = z.object({
  rounds: Rounds.describe('Revisions at most; none once the verdict is that the answer is right.'),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const verifyRevise: Strategy = {
  id: 'verify-revise',
  name: 'verify and revise',
  about: 'A judge verifies every answer; the model revises it only where the verdict is not pass.',
  parameters,
  problems: settings => parameterProblems(verifyRevise, settings),
  mostCalls: settings => mostCallsVerified(verifying(settings)),
  models: settings => judgesIn(verifying(settings)),
  next: run => verifiedNext({ ...run, settings: verifying(run.settings) }),
};

/** Without a source of feedback the answer is judged. */
function verifying(settings: Settings): Settings {
  const { feedback } = settings;
  return feedback.source === 'none' ? { ...settings, feedback: { ...feedback, source: 'judge' } } : settings;
}
