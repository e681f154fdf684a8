/**
 * Confidence-gated reflection: every answer ends with how sure the model is of it, in the same turn; while
 * that is too little, an If-or-Else turn leaves it to the model to keep the answer or to change it (IoE;
 * Li et al., Confidence Matters). What a model says of its confidence is often too much.
 */
import { z } from 'zod';
import { confidenceIn } from '../grading/confidence.ts';
import { settingsAt } from '../run/edited.ts';
import type { Run } from '../run/run.ts';
import { feedbackNext } from './feedback.ts';
import { gatedNext, judgesIn, mostCallsVerified } from './gated.ts';
import { firstStep, laterStep, type Newest } from './main-thread.ts';
import { parameterProblems } from './parameter-problems.ts';
import { RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import type { CallStep, Strategy } from './strategy.ts';

/** Asked for at the end, so that the answer is there before its confidence. */
export const CONFIDENCE_LINE =
  'End with one line and nothing after it: "Confidence: NN", where NN is a whole number from 0 to 100, the probability in percent that your answer is right.';

/** If-or-Else: it asks the model to go by its own confidence, and does not say or imply a fault. */
export const IF_OR_ELSE_PROMPT =
  'Go over your answer and how sure you are of each step. If you are confident that it is right, keep it. Else work the question out again, and change it. Either way, state your answer at the end, in the same form as before.';

const parameters = z.object({
  rounds: Rounds.describe('If-or-Else turns at most; none once the model is confident enough.'),
  threshold: z
    .int()
    .min(0)
    .max(100)
    .default(90)
    .describe('The confidence, from 0 to 100, at which an answer stands.'),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const confidenceGated: Strategy = {
  id: 'confidence-gated',
  name: 'confidence-gated',
  about: 'The model says how sure it is of each answer, and keeps or changes it while that is too little.',
  parameters,
  problems: settings => parameterProblems(confidenceGated, settings),
  mostCalls: mostCallsVerified,
  models: judgesIn,
  next: run => gatedNext(run, { step, missing: (one, { round }) => feedbackNext(one, round), settled }),
};

/** A confidence that was not given is not enough. */
function settled(run: Run, { answer, round }: Newest): string | undefined {
  const { threshold } = parametersOf(parameters, settingsAt(run, round.index));
  const confidence = confidenceIn(answer.text);
  return confidence !== undefined && confidence >= threshold ? 'confidence' : undefined;
}

function step(run: Run, round: number): CallStep {
  if (round === 0) return firstStep(run, CONFIDENCE_LINE);
  return laterStep(run, round, { purpose: 'reflect', prompt: IF_OR_ELSE_PROMPT, ending: CONFIDENCE_LINE });
}
