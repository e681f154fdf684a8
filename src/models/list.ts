/** The models as a person chooses among them: one entry a model, whatever its profiles. Knows no screen. */
import type { Price } from '../run/price.ts';
import { MODELS } from './catalogue/index.ts';
import { isOldPrice, type OwnPrices, priceOf, priceText } from './prices.ts';
import { type Model, profileId } from './types.ts';

/** One model to choose. */
export interface ListedModel {
  readonly model: Model;
  /** The id to offer first: the `us.` profile, else `global.`, else the bare id. */
  readonly id: string;
  /** The other ids under which the model can be invoked. */
  readonly otherIds: readonly string[];
  /** The price of `id`. */
  readonly price: Price | undefined;
  readonly priceText: string;
  /** Whether the price was read too long ago to rely on; false where nobody said what day it is. */
  readonly isOld: boolean;
}

export interface ListOptions {
  /** An ISO date, against which the prices are old or not. */
  readonly today?: string | undefined;
  readonly own?: OwnPrices | undefined;
}

/**
 * Every model, by provider, the newest and most capable first within each; retired models stand
 * after the others of their provider.
 */
export function listModels(options: ListOptions = {}): ListedModel[] {
  return MODELS.map(model => {
    const id = defaultId(model);
    const ids = model.profiles.map(profile => profileId(model.base, profile.prefix));
    return listedModel(
      model,
      id,
      ids.filter(other => other !== id),
      options,
    );
  });
}

/** A model under one of its ids, with the price of that. */
export function listedModel(
  model: Model,
  id: string,
  otherIds: readonly string[],
  { today, own }: ListOptions = {},
): ListedModel {
  const price = priceOf(id, undefined, own);
  const isOld = price !== undefined && today !== undefined && isOldPrice(price, today);
  return { model, id, otherIds, price, priceText: priceText(price), isOld };
}

/** The id to offer for a model: its `us.` profile, else `global.`, else the bare id. */
export function defaultId(model: Model): string {
  const prefixes = model.profiles.map(profile => profile.prefix);
  const prefix = (['us', 'global', null] as const).find(candidate => prefixes.includes(candidate));
  return profileId(model.base, prefix ?? null);
}
