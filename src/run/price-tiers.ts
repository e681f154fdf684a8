/** What a service tier makes of a price. Pure; knows no model. */
import type { Price, Rates } from './price.ts';

/**
 * The price at a service tier: every rate times what the tier charges. `undefined` when nobody knows
 * what it charges; a rate that is not known stays unknown.
 */
export function priceAtTier(price: Price | undefined, tier: string): Price | undefined {
  if (tier === 'default' || !price) return price;
  const factor = price.serviceTiers?.[tier];
  if (factor === undefined) return undefined;
  const { serviceTiers: _none, tiers, ...row } = price;
  return {
    ...times(row, factor),
    ...(tiers && { tiers: tiers.map(longer => times(longer, factor)) }),
  };
}

function times<T extends Rates>(rates: T, factor: number): T {
  const by = (rate: number | null) => (rate === null ? null : rate * factor);
  return {
    ...rates,
    input: rates.input * factor,
    output: rates.output * factor,
    cacheRead: by(rates.cacheRead),
    cacheWrite5m: by(rates.cacheWrite5m),
    cacheWrite1h: by(rates.cacheWrite1h),
  };
}
