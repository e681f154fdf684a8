/** The catalogue as public JSON, for other programs. Knows no run and no screen. */
import type { Price, Rates } from '../run/price.ts';
import { MODELS } from './catalogue/index.ts';
import { defaultId, type ListOptions } from './list.ts';
import { isOldPrice, priceOf } from './prices.ts';
import { budgetRange, canBeOff } from './thinking.ts';
import {
  type CacheSupport,
  type GeoPrefix,
  type Model,
  type Profile,
  type Provider,
  profileId,
  type ThinkingSupport,
} from './types.ts';

/** USD per million tokens, on demand, standard tier; `null` is unknown or not offered, never free. */
export interface PublicRates {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
}

export interface PublicThinking {
  /** How it is set: not at all, by a budget of tokens, or by an effort. */
  form: ThinkingSupport['form'];
  /** What the model does when nothing is said; `always` cannot be turned off, `null` is unknown. */
  default: 'off' | 'on' | 'always' | null;
  /** Whether it can be turned off. */
  canBeOff: boolean;
  /** The efforts that it takes, the least first. */
  levels: string[];
  defaultLevel: string | null;
  /** The budgets that it takes, in tokens; `max` is `null` when the model's limit is unknown. */
  budget: { min: number; max: number | null } | null;
  /** Whether the thinking can be read; `on-request` must be asked for. */
  text: ThinkingSupport['text'];
}

/** One id that can be invoked. See `modelsJson`. */
export interface PublicModel {
  id: string;
  name: string;
  provider: Provider;
  prices: PublicRates;
  /** Rates that replace `prices` when the whole prompt is longer than `above` tokens. */
  tiers: (PublicRates & { above: number })[];
  /** What service tiers charge, as a multiple of every rate; a tier that is not named is not known. */
  serviceTiers: Record<string, number>;
  /** The day on which the prices were read (ISO date), and where. */
  pricesAsOf: string;
  priceSource: string;
  /** Whether they were read more than 90 days ago. */
  pricesOld: boolean;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** Explicit prompt caching; `null` when the model is not known to take cache points. */
  cache: { minimumTokens: number | null; ttl: ('5m' | '1h')[]; source: string } | null;
  thinking: PublicThinking;
  /** Whether the model takes a temperature. */
  temperature: boolean;
  /** The id without its geographic prefix, and that prefix (`null` for a bare id). */
  base: string;
  prefix: GeoPrefix | null;
  /** Whether this is the id to offer first for its model. */
  preferred: boolean;
  retired: boolean;
  note: string | null;
}

/**
 * The catalogue as a list: one entry for every id under which a model can be invoked (each
 * geographic profile is one), in the order of the picker.
 *
 * This is a public contract: fields may be added, none is renamed, removed or given another
 * meaning without a new major version. Every field is always present. `null` means that a figure is
 * not known or does not exist for this model; a rate of 0 is free. Prices in tiers are given as
 * `prices` (the shortest prompts) and `tiers`, each of which replaces all five rates.
 */
export function modelsJson(options: ListOptions = {}): PublicModel[] {
  return MODELS.flatMap(model => model.profiles.map(profile => entry(model, profile, options)));
}

function entry(model: Model, { prefix, price: row }: Profile, { own, today }: ListOptions): PublicModel {
  const id = profileId(model.base, prefix);
  const price: Price = priceOf(id, undefined, own) ?? { model: id, ...row };
  return {
    id,
    name: model.name,
    provider: model.provider,
    prices: publicRates(price),
    tiers: (price.tiers ?? []).map(tier => ({ above: tier.above, ...publicRates(tier) })),
    serviceTiers: { ...price.serviceTiers },
    pricesAsOf: price.asOf,
    priceSource: price.source,
    pricesOld: today !== undefined && isOldPrice(price, today),
    contextTokens: model.contextTokens,
    maxOutputTokens: model.maxOutputTokens,
    cache: model.cache && publicCache(model.cache),
    thinking: publicThinking(model),
    temperature: model.acceptsTemperature,
    base: model.base,
    prefix,
    preferred: id === defaultId(model),
    retired: model.lifecycle === 'retired',
    note: model.note ?? null,
  };
}

function publicRates({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Rates): PublicRates {
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
}

function publicCache({ minimumTokens, ttl, source }: CacheSupport) {
  return { minimumTokens, ttl: [...ttl], source };
}

function publicThinking(model: Model): PublicThinking {
  const { thinking } = model;
  const effort = thinking.form === 'effort' ? thinking : undefined;
  return {
    form: thinking.form,
    default: thinking.default,
    canBeOff: canBeOff(model),
    levels: [...(effort?.levels ?? [])],
    defaultLevel: effort?.defaultLevel ?? null,
    budget: budgetRange(model) ?? null,
    text: thinking.text,
  };
}
