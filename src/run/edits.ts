/**
 * What a person changes in a run: the next turn, the settings of a round, which answer goes on. Every
 * change is an event, so whoever reads the transcript later sees what was changed and what had been
 * proposed.
 */
import { z } from 'zod';
import { PROBES } from './edited.ts';
import { Price } from './price.ts';
import { Prompts, Thinking } from './settings.ts';

export { editsOf, isProbe, PROBES, type ProbeKind, probeKind, type RoundEdit, settingsAt } from './edited.ts';

const ProbeKind = z.enum(PROBES);

const Changed = z.looseObject({
  text: z.string().describe('What is said instead.'),
  proposed: z.string().describe('What stood there before.'),
});

/** Everything is optional: what is absent stays as it was. */
export const Edit = z.looseObject({
  prompt: Changed.nullable()
    .optional()
    .describe("The round's last user turn; null takes an earlier edit of it back."),
  answer: Changed.optional().describe(
    "The model's answer as it stands before that turn, changed by the user (error injection).",
  ),
  feedback: z.string().optional().describe("The user's own feedback on the answer before; empty: none."),
  model: z.string().min(1).optional().describe('The model to ask.'),
  temperature: z.number().min(0).max(1).nullable().optional().describe("null: the model's own."),
  thinking: Thinking.optional(),
  maxTokens: z.int().min(1).optional(),
  prompts: Prompts.optional().describe('The prompts of the strategy.'),
  rounds: z.int().min(0).optional().describe('Reflections after round 0, all together.'),
  onward: z
    .boolean()
    .optional()
    .describe('Whether the settings hold for the rounds after this one, too. Absent: only for this one.'),
  probe: z
    .looseObject({ kind: ProbeKind, text: z.string().optional().describe('What the pressure is for.') })
    .nullable()
    .optional()
    .describe('The round is this probe and no reflection; null takes it back.'),
  retry: z.int().min(0).optional().describe('The call of this round that is made once more.'),
  choose: z.int().min(0).optional().describe('The attempt that goes on as the answer of this round.'),
  prices: z.array(Price).optional().describe('Of models that the run did not know before.'),
});
export type Edit = z.infer<typeof Edit>;
