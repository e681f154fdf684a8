/** From an id to its price, and a price in a few characters. Knows no usage and no costs. */
import type { Price } from '../run/price.ts';
import { regionInArn, resolveModel } from './resolve.ts';
import type { PriceRow } from './types.ts';

/**
 * The price of a model as it is invoked, in USD per million tokens (on demand, standard tier), or
 * `undefined` when it is not known. `id` is what is sent to Bedrock, and becomes `Price.model`.
 *
 * A price belongs to the invoked profile: the `us.` and the `global.` profile of one model have
 * different prices, and the bare id of a model that needs a profile has none. Bare ids were priced
 * in the United States; with a `region` elsewhere (given here, or in an ARN) their price is unknown.
 */
export function priceOf(id: string, region?: string): Price | undefined {
  const model = resolveModel(id);
  const row = model?.profiles.find(profile => profile.prefix === model.prefix)?.price;
  if (!model || !row) return undefined;
  const where = regionInArn(id) ?? region;
  if (model.prefix === null && where !== undefined && !inUnitedStates(where)) return undefined;
  return withModel(row, id);
}

function withModel({ tiers, ...row }: PriceRow, model: string): Price {
  return { model, ...row, ...(tiers && { tiers: tiers.map(tier => ({ ...tier })) }) };
}

/** GovCloud has prices of its own. */
function inUnitedStates(region: string): boolean {
  return region.startsWith('us-') && !region.startsWith('us-gov-');
}

/**
 * Input and output for a list: `$3 / $15`, `$0.11 / $0.55 to 100K` when longer prompts cost more,
 * `price unknown` without a price.
 */
export function priceText(price: Pick<Price, 'input' | 'output' | 'tiers'> | undefined): string {
  if (!price) return 'price unknown';
  const [longer] = price.tiers ?? [];
  const limit = longer ? ` to ${Math.round(longer.above / 1000)}K` : '';
  return `${dollars(price.input)} / ${dollars(price.output)}${limit}`;
}

/** At least two decimals unless the amount is whole; as many as it takes to be exact. */
function dollars(amount: number): string {
  const exact = String(amount);
  const decimals = exact.split('.')[1]?.length ?? 0;
  return `$${decimals === 1 ? amount.toFixed(2) : exact}`;
}
