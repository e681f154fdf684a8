/** Parameters that several strategies have. Their descriptions are shown in the settings, the help and the docs. */
import { z } from 'zod';
import { MAX_ROUNDS } from '../run/settings.ts';

export const Rounds = z.int().min(0).max(MAX_ROUNDS).default(3).describe('Rounds after round 0.');
export const RepeatQuestion = z
  .boolean()
  .default(false)
  .describe('Repeat the whole question in every reflection turn.');
export const SendReasoning = z
  .boolean()
  .default(false)
  .describe('Send the thinking of earlier rounds back with their answers, as it came.');

/** A model beside the one that answers; absent: the same. */
export function otherModel(what: string) {
  return z.string().min(1).optional().describe(`${what}; absent: the model that answers.`);
}

/** As many lanes side by side as a person can look through, and as an account may ask for at once. */
export const MOST_LANES = 16;
