/** The settings of a run: one schema for flags, the settings screen, the transcript and the recordings. */
import { z } from 'zod';

/**
 * How much the model may think before it answers. `default` leaves it to the model, and asks for no
 * more than a summary to read where its thinking would not be shown; `budget` is in tokens (1,024 at
 * least, as Bedrock requires); `effort` is a level by name.
 */
export const Thinking = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('default') }),
  z.looseObject({ type: z.literal('off') }),
  z.looseObject({ type: z.literal('budget'), tokens: z.int().min(1024) }),
  z.looseObject({ type: z.literal('effort'), level: z.string().min(1) }),
]);
export type Thinking = z.infer<typeof Thinking>;

export const CacheSetting = z.enum(['off', '5m', '1h']);
export type CacheSetting = z.infer<typeof CacheSetting>;

/** What Bedrock can be asked for; `default` is what it also takes when nothing is said. */
export const ServiceTier = z.enum(['default', 'flex', 'priority']);
export type ServiceTier = z.infer<typeof ServiceTier>;

/** Stop rules with a parameter; a rule that is absent never fires. `max-rounds` is the strategy's. */
export const StopRules = z.looseObject({
  answerStable: z
    .int()
    .min(2)
    .optional()
    .describe('Stop when the extracted answer was the same this many rounds running.'),
  maxCost: z
    .number()
    .positive()
    .optional()
    .describe('Stop before a round once the run has cost this much (USD).'),
  maxSeconds: z
    .number()
    .positive()
    .optional()
    .describe('Stop once the run has taken this long (seconds), in the middle of a call, too.'),
  maxTokensTotal: z
    .int()
    .min(1)
    .optional()
    .describe('Stop before a round once all calls together have used this many tokens, prompts included.'),
  verdictPass: z
    .boolean()
    .optional()
    .describe(
      'Stop when the feedback says that the answer is right. On by itself where a strategy goes by it.',
    ),
  noOp: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Stop when a round changed no more than this share of the words, and not the answer.'),
  oscillation: z.boolean().optional().describe('Stop when an answer comes back after another one (A, B, A).'),
  entropy: z
    .number()
    .min(0)
    .optional()
    .describe('Stop when the answers of the lanes are this much of one mind (bits, 0 is unanimous).'),
  regressionGuard: z
    .boolean()
    .optional()
    .describe('Return the answer with the best verdict, and not the last one.'),
});
export type StopRules = z.infer<typeof StopRules>;

export const FEEDBACK_SOURCES = ['none', 'judge', 'sql', 'command'] as const;

/** What is said of an answer before the next round. The database and the command are named for every run. */
export const FeedbackSettings = z.looseObject({
  source: z.enum(FEEDBACK_SOURCES).default('none').describe('Who says what is wrong with an answer.'),
  judge: z.string().min(1).optional().describe('The model that judges; absent: the one that answers.'),
  repeats: z
    .int()
    .min(1)
    .max(9)
    .default(1)
    .describe('How often the judge is asked; only a verdict that is always the same counts.'),
});
export type FeedbackSettings = z.infer<typeof FeedbackSettings>;

export const MAX_ROUNDS = 20;

export const StrategySettings = z.looseObject({
  id: z.string().default('self-reflection'),
  rounds: z.int().min(0).max(MAX_ROUNDS).default(3).describe('Reflections after round 0.'),
  repeatQuestion: z.boolean().default(false).describe('Repeat the whole question in every reflection turn.'),
  sendReasoning: z
    .boolean()
    .default(false)
    .describe('Send the thinking of earlier rounds back with their answers, as it came.'),
});

/** The words that a strategy puts before the model, as templates; absent: those of the neutral prompt. */
export const Prompts = z.looseObject({
  name: z.string().optional().describe('What the prompt is called in the library it came from.'),
  first: z
    .string()
    .min(1)
    .optional()
    .describe('The turn of round 0, with {question}; absent: the question as it is.'),
  reflection: z
    .string()
    .min(1)
    .optional()
    .describe('The reflection turn; it may hold {question}, {answer}, {feedback} and {round}.'),
});
export type Prompts = z.infer<typeof Prompts>;

/** Of the longest answer. */
export const DEFAULT_MAX_TOKENS = 4096;

export const Settings = z.looseObject({
  model: z.string().min(1).describe('A model id, an inference profile id or an ARN; sent as it is.'),
  strategy: StrategySettings.prefault({}),
  cache: CacheSetting.default('5m'),
  thinking: Thinking.default({ type: 'default' }),
  feedback: FeedbackSettings.prefault({}),
  stop: StopRules.default({}),
  system: z.string().optional(),
  prompts: Prompts.default({}),
  maxTokens: z
    .int()
    .min(1)
    .default(DEFAULT_MAX_TOKENS)
    .describe('The longest answer, in tokens, thinking included.'),
  temperature: z.number().min(0).max(1).optional(),
  tier: ServiceTier.optional().describe('The service tier of every call; nothing is sent when it is absent.'),
});
export type Settings = z.infer<typeof Settings>;
