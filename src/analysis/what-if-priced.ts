/** What usage costs at a price, call by call; where it is not known, what exactly is not. Pure. */
import { cost, promptTokens, ratesFor, sum } from '../run/cost.ts';
import type { Price, Usage, Usd } from '../run/price.ts';
import { priceAtTier } from '../run/price-tiers.ts';
import { type Call, tierOf } from '../run/run.ts';
import type { CacheRate, Certainty, CountedCall, Otherwise, Pricing, Reason } from './what-if-base.ts';

export interface Priced {
  readonly costs: readonly (Usd | undefined)[];
  readonly cost: Usd | undefined;
  readonly certainty: Certainty;
  readonly reason: Reason | undefined;
}

export function priced(calls: readonly CountedCall[], otherwise: Otherwise, pricing: Pricing): Priced {
  const { usages, reason } = otherwise;
  if (calls.length === 0) return unknown(calls, { kind: 'no-usage' });
  if (!usages) return unknown(calls, reason);
  const costs = calls.map((call, index) =>
    cost(usages[index] ?? call.usage, priceAtTier(pricing(call), tierOf(call))),
  );
  const total = sum(costs);
  if (total !== undefined) return { costs, cost: total, certainty: otherwise.certainty, reason };
  const at = costs.indexOf(undefined);
  const culprit = calls[at];
  const why = culprit && whyUnknown(culprit, usages[at] ?? culprit.usage, pricing(culprit));
  return { costs, cost: undefined, certainty: 'unknown', reason: why };
}

function unknown(calls: readonly CountedCall[], reason: Reason): Priced {
  return { costs: calls.map(() => undefined), cost: undefined, certainty: 'unknown', reason };
}

const CACHE_RATES: readonly CacheRate[] = ['cacheRead', 'cacheWrite5m', 'cacheWrite1h'];

function whyUnknown(call: Call, usage: Usage, price: Price | undefined): Reason {
  if (!price) return { kind: 'no-price', model: call.model };
  const tier = tierOf(call);
  if (!priceAtTier(price, tier)) return { kind: 'no-tier', model: price.model, tier };
  const rates = ratesFor(price, promptTokens(usage));
  const rate = CACHE_RATES.find(kind => usage[kind] > 0 && rates[kind] === null) ?? 'cacheRead';
  return { kind: 'no-rate', model: price.model, rate };
}
