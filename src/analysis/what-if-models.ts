/** Other models at the same tokens: which ones, and at which price. An approximation: tokenizers differ. Pure. */
import { listModels } from '../models/list.ts';
import { type OwnPrices, priceOf } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { type Model, profileId } from '../models/types.ts';
import { addUsage, cost, NO_USAGE } from '../run/cost.ts';
import type { Price } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { type CountedCall, type Otherwise, uncached, type WhatIfOptions } from './what-if-base.ts';
import { cachedThere } from './what-if-there.ts';

interface Priced {
  readonly id: string;
  readonly price: Price | undefined;
}

/** How many of other providers are offered, the cheapest ones. */
const CHEAPEST = 3;

/** Those that were asked for, else of the same provider the newest of each family, and the cheapest of the others'. */
export function otherModels(
  run: Run,
  calls: readonly CountedCall[],
  { models, region, prices }: WhatIfOptions,
): Priced[] {
  const own = resolveModel(run.settings.model);
  if (models) return models.map(id => ({ id, price: priceIn(run, id, region, prices) }));
  const usage = calls.map(uncached).reduce(addUsage, NO_USAGE);
  const active = listModels()
    .filter(({ model }) => model.lifecycle === 'active' && model.base !== own?.base)
    .map(({ model, id: usual }) => {
      const id = idLike(run.settings.model, model) ?? usual;
      return { model, id, price: priceIn(run, id, region, prices) };
    })
    .filter(({ price }) => price !== undefined);
  const same = active.filter(({ model }) => model.provider === own?.provider);
  const handful = same.filter((one, index) => isFirstOfItsKind(same, one.model, index, run.settings.model));
  const others = active
    .filter(({ model }) => model.provider !== own?.provider)
    .toSorted((a, b) => (cost(usage, a.price) ?? 0) - (cost(usage, b.price) ?? 0));
  return [...handful, ...others.slice(0, CHEAPEST)].map(({ id, price }) => ({ id, price }));
}

/** The newest of its family, or the newest whose tokens are counted as those of the run. */
function isFirstOfItsKind(
  models: readonly { readonly model: Model }[],
  model: Model,
  index: number,
  own: string,
) {
  const before = models.slice(0, index).filter(other => familyOf(other.model) === familyOf(model));
  if (before.length === 0) return true;
  const isAlike = (one: Model) => newerClaude(one.base) === newerClaude(own);
  return isAlike(model) && !before.some(other => isAlike(other.model));
}

/** `opus`, `sonnet`, `haiku`, `fable`; of other providers every model is a family of its own. */
function familyOf({ base }: Model): string {
  return /^anthropic\.claude-([a-z]+)/.exec(base)?.[1] ?? base;
}

/** The user's own price goes first, then that with which the run was made. */
function priceIn(
  run: Run,
  id: string,
  region: string | undefined,
  own: OwnPrices | undefined,
): Price | undefined {
  const recorded = own?.has(id) ? undefined : run.prices.find(price => price.model === id);
  return recorded ?? priceOf(id, region, own);
}

/** The same geographic profile, where the other model has it. */
function idLike(id: string, model: Model): string | undefined {
  const prefix = resolveModel(id)?.prefix;
  if (prefix === undefined || !model.profiles.some(profile => profile.prefix === prefix)) return undefined;
  return profileId(model.base, prefix);
}

/** The usage there, of the same tokens. */
export function usageAt(
  id: string,
  price: Price | undefined,
  run: Run,
  calls: readonly CountedCall[],
): Otherwise {
  if (!price) return { usages: undefined, reason: { kind: 'no-price', model: id } };
  const { usages, ...caching } = cachedThere(id, price, run, calls);
  const tokenizer = longerTokenizer(run.settings.model, id);
  return { usages, certainty: 'estimate', reason: { kind: 'same-tokens', tokenizer, ...caching } };
}

/** Claude from 4.7 on makes about 30 % more tokens of a text than the models before it (Anthropic). */
function longerTokenizer(id: string, other: string): 'this' | 'that' | undefined {
  const [here, there] = [newerClaude(id), newerClaude(other)];
  if (here === undefined || there === undefined || here === there) return undefined;
  return here ? 'this' : 'that';
}

const VERSION = /^anthropic\.claude-[a-z]+-(\d+)(?:-(\d)(?!\d))?/;

/** Undefined for other models, and for those of the old way of naming, which are older. */
export function newerClaude(id: string): boolean | undefined {
  const base = resolveModel(id)?.base;
  if (!base?.startsWith('anthropic.claude-')) return undefined;
  const [, major = '0', minor = '0'] = VERSION.exec(base) ?? [];
  return Number(major) + Number(minor) / 10 >= 4.65;
}
