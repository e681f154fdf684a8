/** The shape of the rounds as data. `null` is what nobody knows. The page about exports is made from this. */
import { z } from 'zod';
import { BADGE_KINDS } from '../../analysis/badges/badge.ts';

/** Counts up when a field changes its meaning or goes away; new fields may come at any time. */
export const ROUNDS_SCHEMA = 1;

const usd = z.number().nullable();
const tokens = z.int().min(0).nullable();
const seconds = z.number().min(0).nullable();

export const RoundTokens = z.object({
  input: tokens.describe('Prompt tokens that were neither read from the cache nor written to it.'),
  output: tokens.describe('Thinking included.'),
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});

const money = {
  tokens: RoundTokens,
  costUsd: usd.describe('US dollars, at the prices in force when the run was made.'),
  withoutCacheUsd: usd.describe('What the same tokens would have cost without caching.'),
  savedUsd: usd.describe('The difference; negative where writing to the cache cost more than reading saved.'),
  atLeast: z.boolean().describe('A call told no tokens: tokens and costs are at least this.'),
};

export const FeedbackRow = z.object({
  source: z.string().describe('sql, command, judge, critic, ...'),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  text: z.string(),
});

export const BadgeRow = z.object({
  kind: z.enum(BADGE_KINDS),
  heuristic: z.boolean().describe('A rule of thumb raised it, and it may be wrong.'),
  sentence: z.string().describe('What happened.'),
});

export const RoundRow = z.object({
  round: z.int().min(0).describe('Round 0 is the first answer.'),
  kind: z.string().describe('answer, reflection, ...'),
  probe: z.boolean().describe('A placebo, a resample, pressure or an injection: no reflection.'),
  lane: z.int().min(0).describe('Which of several answers developed side by side.'),
  inherited: z.boolean().describe('Made, and paid, in the run that this one branched from.'),
  model: z.string().nullable(),
  status: z
    .enum(['finished', 'failed', 'streaming', 'none'])
    .describe('Of the call that answers; streaming: its end is not in the file; none: nobody was asked.'),
  stopReason: z.string().nullable().describe("Converse's own: end_turn, max_tokens, ..."),
  error: z.string().nullable().describe('What happened, in a sentence, where the call failed.'),
  calls: z.int().min(0).describe('All calls of the round in this lane, those about an answer included.'),
  attempts: z.int().min(0).describe('How often the answer was asked for.'),
  extracted: z.string().nullable().describe('The short final answer.'),
  correct: z.boolean().nullable(),
  score: z.number().nullable(),
  method: z.string().nullable().describe('How it was found and compared, in words.'),
  transition: z
    .string()
    .describe('FIX, BREAK, KEEP-OK, KEEP-WRONG; SAME, CHANGED, FLIP-BACK without a reference; ...'),
  badges: z
    .array(BadgeRow)
    .describe('What the round shows by itself, beside its transition; none before it was over.'),
  keptShare: z.number().nullable().describe('Of the words of the answer before, how many stayed, 0 to 1.'),
  ...money,
  seconds: seconds.describe('In calls.'),
  firstDeltaSeconds: seconds.describe('From sending to the first text or thinking.'),
  thinkingSeconds: seconds,
  feedback: z.array(FeedbackRow),
  prompt: z.string().nullable().describe('The last turn of the user.'),
  answer: z.string().nullable().describe('As far as it came.'),
  thinking: z
    .string()
    .nullable()
    .describe('As far as the model shows it; absent with --no-thinking.')
    .optional(),
  note: z.string().nullable().describe('What the user wrote about the round.'),
});
export type RoundRow = z.infer<typeof RoundRow>;

export const RunRounds = z.object({
  schema: z.literal(ROUNDS_SCHEMA),
  file: z.string().describe('The transcript, without its folder.'),
  run: z.string(),
  startedAt: z.string().nullable().describe('ISO 8601; null: the source of an imported run does not say.'),
  app: z.string(),
  provenance: z.string().describe('live, recorded, synthetic (no model produced it) or imported.'),
  imported: z
    .object({
      from: z.string(),
      file: z.string(),
      place: z.string().nullable(),
      unknown: z.array(z.string()).describe('What the source does not say.'),
    })
    .nullable(),
  parent: z.object({ run: z.string(), round: z.int().min(0) }).nullable(),
  question: z.object({
    id: z.string(),
    title: z.string().nullable(),
    domain: z.string(),
    text: z.string(),
    reference: z.array(z.string()).describe('Right answers; empty: nobody knows.'),
    grader: z.string(),
  }),
  settings: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('As in run.started of the transcript; null: the source of an imported run does not say.'),
  outcome: z.enum(['stopped', 'cancelled', 'failed']).nullable().describe('null: the file has no end.'),
  rule: z.string().nullable().describe('The stop rule that fired.'),
  error: z.string().nullable(),
  returned: z
    .object({ round: z.int(), lane: z.int(), why: z.string(), extracted: z.string().nullable() })
    .nullable()
    .describe('The answer that the run returns.'),
  total: z.object({ ...money, seconds }).describe('Of what this run paid: without what a branch shares.'),
  votes: z.array(
    z.object({
      round: z.int(),
      method: z.string(),
      winner: z.int().nullable().describe('A lane; null on a draw.'),
      votes: z.array(
        z.object({ answer: z.string().nullable(), lanes: z.array(z.int()), weight: z.number() }),
      ),
    }),
  ),
  rounds: z.array(RoundRow).describe('One entry a round and lane, in order.'),
});
export type RunRounds = z.infer<typeof RunRounds>;
