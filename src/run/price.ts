/** Units of money and tokens, and what a price is. Knows no model and no run. */
import { z } from 'zod';

export { wholeUsage } from './cost.ts';

/** US dollars. */
export type Usd = number;
/** A count of tokens: whole, never negative. */
export type Tokens = number;
/** Milliseconds; fractions are allowed. */
export type Milliseconds = number;

const rate = z.number().min(0).nullable();

const Rates = z.looseObject({
  input: z.number().min(0),
  output: z.number().min(0),
  cacheRead: rate,
  cacheWrite5m: rate,
  cacheWrite1h: rate,
});

/**
 * What a model costs, in USD per million tokens, on demand. `null` means that no rate is known (or
 * that the model does not offer it): what was used at an unknown rate makes the cost unknown.
 *
 * `tiers` replace every rate when the prompt (fresh, read and written tokens together) is longer
 * than `above` tokens; the highest tier that applies wins.
 */
export const Price = Rates.extend({
  model: z.string(),
  tiers: z
    .array(Rates.extend({ above: z.int().min(0).describe('Applies to prompts of more tokens than this.') }))
    .optional(),
  serviceTiers: z
    .record(z.string(), z.number().min(0))
    .optional()
    .describe(
      'What the service tiers charge, as a multiple of every rate; a tier that is not named has an unknown price, and default is 1.',
    ),
  asOf: z.string().describe('The day on which the price was read (ISO date).'),
  source: z.string().describe('Where it was read.'),
});

export type Price = z.infer<typeof Price>;
export type Rates = z.infer<typeof Rates>;

const count = z.int().min(0);
const cached = count.default(0);

/**
 * Tokens of one call. `input` excludes what was read from and written to the cache, as Bedrock
 * reports it: the whole prompt is `input + cacheRead + cacheWrite5m + cacheWrite1h`.
 * `output` includes thinking tokens.
 */
export const Usage = z.looseObject({
  input: count.describe('Prompt tokens that were neither read from the cache nor written to it.'),
  output: count.describe('Thinking included.'),
  cacheRead: cached,
  cacheWrite5m: cached,
  cacheWrite1h: cached,
});

export type Usage = z.infer<typeof Usage>;

/** What a service told of a call's tokens: some services leave out `input` or `output`. */
export const ReportedUsage = Usage.partial({ input: true, output: true });

export type ReportedUsage = z.infer<typeof ReportedUsage>;
