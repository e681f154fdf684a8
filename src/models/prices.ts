/** From an id to its price, how old it is, and in a few characters. Knows no usage and no costs. */
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
 * What the user's `own` prices have for exactly this id goes before the catalogue.
 */
export function priceOf(id: string, region?: string, own: OwnPrices = NO_OWN_PRICES): Price | undefined {
  const model = resolveModel(id);
  const mine = own.get(id);
  if (mine) return withTiers(mine, model?.base);
  const row = model?.profiles.find(profile => profile.prefix === model.prefix)?.price;
  if (!model || !row) return undefined;
  const where = regionInArn(id) ?? region;
  if (model.prefix === null && where !== undefined && !inUnitedStates(where)) return undefined;
  return withTiers(withModel(row, id), model.base);
}

function withModel({ tiers, ...row }: PriceRow, model: string): Price {
  return { model, ...row, ...(tiers && { tiers: tiers.map(tier => ({ ...tier })) }) };
}

/** Prices of the user's own, by the exact id. */
export type OwnPrices = ReadonlyMap<string, Price>;
export const NO_OWN_PRICES: OwnPrices = new Map();

/**
 * Flex is half of every rate, caching included; priority is only known for Nova Pro, at about 1.75
 * (readings of the AWS Price List, 2026). Of a model that the catalogue does not know, nothing is.
 */
function withTiers(price: Price, base: string | undefined): Price {
  if (base === undefined || price.serviceTiers) return price;
  return { ...price, serviceTiers: { flex: 0.5, ...(base === NOVA_PRO && { priority: 1.75 }) } };
}

const NOVA_PRO = 'amazon.nova-pro-v1:0';

/** From this age on a price may well be another one by now. */
export const OLD_AFTER_DAYS = 90;

/**
 * Whether a price was read more than 90 days before `today` (an ISO date or moment). False for a date
 * that cannot be read: how old that is, nobody can say.
 */
export function isOldPrice({ asOf }: Pick<Price, 'asOf'>, today: string): boolean {
  const days = (Date.parse(today.slice(0, 10)) - Date.parse(asOf.slice(0, 10))) / 86_400_000;
  return days > OLD_AFTER_DAYS;
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
