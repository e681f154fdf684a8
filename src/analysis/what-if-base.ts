/** What the what-ifs are made of: the ways it might have been, how sure they are, and why not surer. Pure. */

import type { OwnPrices } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { NO_USAGE, promptTokens } from '../run/cost.ts';
import type { Tokens, Usage } from '../run/price.ts';
import type { Call, Run } from '../run/run.ts';
import type { CacheSetting } from '../run/settings.ts';

export type Ttl = Exclude<CacheSetting, 'off'>;

export type Alternative =
  | { kind: 'as-it-was' }
  | { kind: 'no-caching' }
  | { kind: 'perfect-caching' }
  | { kind: 'other-ttl'; ttl: Ttl }
  | { kind: 'question'; repeated: boolean }
  | { kind: 'model'; model: string };

export type Certainty = 'exact' | 'estimate' | 'unknown';

/** Why a figure is no more than an estimate, or is not known. */
export type Reason =
  | { kind: 'no-price'; model: string }
  | { kind: 'no-rate'; model: string }
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
  | { kind: 'same-tokens'; tokenizer: 'this' | 'that' | undefined; caches: boolean };

/** A call that told its tokens. */
export type CountedCall = Call & { readonly usage: Usage };

/** A way it might have been: the usage of each call in the order of the calls, or why there is none. */
export type Otherwise =
  | { readonly usages: readonly Usage[]; readonly certainty: Certainty; readonly reason?: Reason | undefined }
  | { readonly usages: undefined; readonly reason: Reason };

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
