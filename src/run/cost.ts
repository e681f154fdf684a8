/** What tokens cost, and what caching saved: pure arithmetic over usage and prices. */
import type { Price, Rates, ReportedUsage, Tokens, Usage, Usd } from './price.ts';

const PER_TOKEN = 1e-6;

/** The whole prompt of a call: fresh, read from the cache and written to it. */
export function promptTokens(usage: Usage): Tokens {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** The rates that apply to a prompt of this length: the highest tier it is above, else the base. */
export function ratesFor(price: Price, prompt: Tokens): Rates {
  let rates: Rates = price;
  let above = -1;
  for (const tier of price.tiers ?? []) {
    if (prompt > tier.above && tier.above > above) {
      rates = tier;
      above = tier.above;
    }
  }
  return rates;
}

/** A product that stays known when nothing was used at an unknown rate. */
function charge(tokens: Tokens, rate: number | null): Usd | undefined {
  if (tokens === 0) return 0;
  return rate === null ? undefined : tokens * rate * PER_TOKEN;
}

/** Cost by kind of token, in USD; `undefined` where tokens were used at an unknown rate. */
export interface CostParts {
  input: Usd | undefined;
  output: Usd | undefined;
  cacheRead: Usd | undefined;
  cacheWrite: Usd | undefined;
}

export function costParts(usage: Usage, price: Price): CostParts {
  const rates = ratesFor(price, promptTokens(usage));
  return {
    input: charge(usage.input, rates.input),
    output: charge(usage.output, rates.output),
    cacheRead: charge(usage.cacheRead, rates.cacheRead),
    cacheWrite: sum([
      charge(usage.cacheWrite5m, rates.cacheWrite5m),
      charge(usage.cacheWrite1h, rates.cacheWrite1h),
    ]),
  };
}

/**
 * What one call cost, in USD.
 *
 * `usage.input` excludes cached tokens, as Bedrock reports it. Reads and writes have their own
 * rates: for Claude a five-minute write is 1.25 times the input rate and a one-hour write twice
 * (AWS, prompt caching), for Nova a write is free.
 * Returns `undefined` when the model has no price, or tokens were used at a rate that is not known:
 * an unknown cost is never zero.
 */
export function cost(usage: Usage, price: Price | undefined): Usd | undefined {
  if (!price) return undefined;
  const parts = costParts(usage, price);
  return sum([parts.input, parts.output, parts.cacheRead, parts.cacheWrite]);
}

/** What the same tokens would have cost with no caching at all, in USD. */
export function costWithoutCache(usage: Usage, price: Price | undefined): Usd | undefined {
  if (!price) return undefined;
  const prompt = promptTokens(usage);
  const rates = ratesFor(price, prompt);
  return prompt * rates.input * PER_TOKEN + usage.output * rates.output * PER_TOKEN;
}

/**
 * What caching saved on this call, in USD: the cost without caching minus the cost. Negative when
 * writing to the cache cost more than reading from it saved.
 */
export function saved(usage: Usage, price: Price | undefined): Usd | undefined {
  const without = costWithoutCache(usage, price);
  const actual = cost(usage, price);
  return without === undefined || actual === undefined ? undefined : without - actual;
}

/** A sum that is unknown as soon as one part is. */
export function sum(parts: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    total += part;
  }
  return total;
}

export const NO_USAGE: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
    cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
  };
}

/** `undefined` where a count is missing: what nobody told is unknown, and not zero. */
export function wholeUsage(reported: ReportedUsage): Usage | undefined {
  const { input, output } = reported;
  return input === undefined || output === undefined ? undefined : { ...reported, input, output };
}
