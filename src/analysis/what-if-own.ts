/** The user's own prices for the models of the run itself. Pure. */
import { priceOf as priceOfModel } from '../models/prices.ts';
import type { Price } from '../run/price.ts';
import { priceAtTier } from '../run/price-tiers.ts';
import { priceOf, type Run, tierOf } from '../run/run.ts';
import type { CountedCall, Pricing, WhatIfOptions } from './what-if-base.ts';

/** Undefined where the user has no price for the model of the run; calls of other models keep theirs. */
export function ownPricing(run: Run, calls: readonly CountedCall[], { prices, region }: WhatIfOptions) {
  if (!prices?.has(run.settings.model)) return undefined;
  const pricing: Pricing = ({ model }) =>
    prices.has(model) ? priceOfModel(model, region, prices) : priceOf(run, model);
  const differs = calls.some(call => {
    const rates = (price: Price | undefined) => ratesOf(priceAtTier(price, tierOf(call)));
    return rates(pricing(call)) !== rates(priceOf(run, call.model));
  });
  return { pricing, differs };
}

/** Where and when a price was read makes no difference to a cost. */
function ratesOf(price: Price | undefined): string {
  if (!price) return '';
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, tiers } = price;
  return JSON.stringify([input, output, cacheRead, cacheWrite5m, cacheWrite1h, tiers]);
}
