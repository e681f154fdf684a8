/** What the what-ifs are made of: the ways it might have been, how sure they are, and why not surer. Pure. */

import type { OwnPrices } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { NO_USAGE, promptTokens } from '../run/cost.ts';
import type { Price, Tokens, Usage } from '../run/price.ts';
import type { Call, Run } from '../run/run.ts';
import type { CacheSetting } from '../run/settings.ts';

export type Ttl = Exclude<CacheSetting, 'off'>;

export type Alternative =
  | { kind: 'as-it-was' }
  | { kind: 'no-caching' }
  | { kind: 'perfect-caching' }
  | { kind: 'other-ttl'; ttl: Ttl }
  | { kind: 'question'; repeated: boolean }
  | { kind: 'model'; model: string }
  /** The same tokens at the user's prices for the models of the run. */
  | { kind: 'own-prices'; model: string };

/** `at-least`: exact for the calls that told their tokens, and there are others. */
export type Certainty = 'exact' | 'at-least' | 'estimate' | 'unknown';

/** Why a figure is no more than an estimate, or is not known. */
export type Reason =
  | { kind: 'no-price'; model: string }
  | { kind: 'no-rate'; model: string; rate: CacheRate }
  /** What the service tier charges is not known. */
  | { kind: 'no-tier'; model: string; tier: string }
  | { kind: 'no-usage' }
  /** Calls that may have to be paid and have not told their tokens: it is that much at least. */
  | { kind: 'uncounted'; calls: number }
  | { kind: 'not-offered' }
  | { kind: 'not-in-catalogue' }
  | { kind: 'ttl-not-offered'; ttl: Ttl }
  | { kind: 'nothing-cached' }
  /** Calls whose reads or writes would have been others, because of the time that passed between them. */
  | { kind: 'expiry'; calls: number }
  /** `minimum` is null where it is not known, and any prefix counts as long enough. */
  | { kind: 'perfect'; minimum: Tokens | null }
  /** `tokens` of one repetition, estimated. */
  | { kind: 'question'; tokens: Tokens }
  /** `tokenizer`: which of the two models makes about 30 % more tokens of the same text. */
  | {
      kind: 'same-tokens';
      tokenizer: 'this' | 'that' | undefined;
      /** False where something was cached, and there none of it is. */
      caches: boolean;
      caching: CachingThere;
      /** Of the model there; null where it is not known, or where it has no cache points. */
      minimum: Tokens | null;
    };

export type CacheRate = 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h';

/**
 * What another model would cache of what was cached: `same`, or `same-if-long-enough` where its minimum
 * is not known; `less` where some prefixes are under its minimum, `none-long-enough` where all are; no
 * cache points there at all (`not-offered`), or none that are known, though something may be cached
 * there (`no-cache-points`).
 */
export type CachingThere =
  | 'same'
  | 'same-if-long-enough'
  | 'less'
  | 'none-long-enough'
  | 'not-offered'
  | 'no-cache-points';

/** A call that told its tokens. */
export type CountedCall = Call & { readonly usage: Usage };

/** A way it might have been: the usage of each call in the order of the calls, or why there is none. */
export type Otherwise =
  | { readonly usages: readonly Usage[]; readonly certainty: Certainty; readonly reason?: Reason | undefined }
  | { readonly usages: undefined; readonly reason: Reason };

/** The price of a call at the default service tier. */
export type Pricing = (call: Call) => Price | undefined;

export interface WhatIfOptions {
  /** Ids of other models to price the same tokens for; a choice of them when absent. */
  readonly models?: readonly string[] | undefined;
  /** Where bare ids are invoked. */
  readonly region?: string | undefined;
  /** The user's own prices, over those of the catalogue. */
  readonly prices?: OwnPrices | undefined;
}

/** The same tokens, all of them fresh. */
export function uncached({ usage }: { readonly usage: Usage }): Usage {
  return { ...NO_USAGE, input: promptTokens(usage), output: usage.output };
}

/** What the catalogue says of caching on the model of the run; a reason where it has none. */
export function cacheSupport(run: Run) {
  const model = resolveModel(run.settings.model);
  if (!model) return { reason: { kind: 'not-in-catalogue' } } as const;
  return model.cache ? { cache: model.cache } : ({ reason: { kind: 'not-offered' } } as const);
}
