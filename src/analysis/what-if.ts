/**
 * Counterfactuals: what a run would have cost otherwise, from its usage alone and without a call.
 * Pure. Only calls that told their tokens count, in the run as it was as in what it might have been.
 * What is not known is never a number. Of a branch it is about its own calls: what it shares with the
 * run it came from is history, as it was and paid there. Probes and attempts cost as other calls do.
 */
import { sum } from '../run/cost.ts';
import type { Usd } from '../run/price.ts';
import { priceOf, type Run } from '../run/run.ts';
import {
  type Alternative,
  type Certainty,
  type CountedCall,
  type Otherwise,
  type Pricing,
  type Reason,
  uncached,
  type WhatIfOptions,
} from './what-if-base.ts';
import { otherModels, usageAt } from './what-if-models.ts';
import { ownPricing } from './what-if-own.ts';
import { perfectUsage } from './what-if-perfect.ts';
import { type Priced, priced } from './what-if-priced.ts';
import { questionUsage } from './what-if-question.ts';
import { otherTtl, ttlUsage } from './what-if-ttl.ts';

export interface WhatIf {
  readonly what: Alternative;
  readonly cost: Usd | undefined;
  /** Against the run as it was, in USD. */
  readonly difference: Usd | undefined;
  /** The difference as a share of what the run did cost. */
  readonly share: number | undefined;
  readonly certainty: Certainty;
  /** Whether there are calls that may have to be paid and count nowhere here. */
  readonly atLeast: boolean;
  readonly reason: Reason | undefined;
  readonly rounds: readonly { readonly round: number; readonly cost: Usd | undefined }[];
}

export function countedCalls(run: Run): CountedCall[] {
  return run.calls.flatMap(call => (call?.usage && !call.inherited ? { ...call, usage: call.usage } : []));
}

/** Calls that may have to be paid and whose tokens are not known, one that is running included. */
export function uncountedCalls(run: Run): number {
  return run.calls.filter(call => call && !call.inherited && !call.usage && call.error?.charged !== 'no')
    .length;
}

/** The run as it was, then what might have been; other models the cheapest first. */
export function whatIfs(run: Run, options: WhatIfOptions = {}): WhatIf[] {
  const calls = countedCalls(run);
  const recorded: Pricing = call => priceOf(run, call.model);
  const uncounted = uncountedCalls(run);
  const asItWas: Otherwise = { usages: calls.map(call => call.usage), certainty: 'exact' };
  const why: Reason | undefined = uncounted > 0 ? { kind: 'uncounted', calls: uncounted } : undefined;
  const actual = priced(calls, { ...asItWas, reason: why }, recorded);
  const rowOf = (what: Alternative, one: Priced) => compared(what, calls, one, actual.cost, uncounted > 0);
  const row = (what: Alternative, otherwise: Otherwise, price: Pricing = recorded) =>
    rowOf(what, priced(calls, otherwise, price));
  const ttl = otherTtl(run);
  const repeated = !run.settings.strategy.repeatQuestion;
  const { model } = run.settings;
  const mine = ownPricing(run, calls, options);
  const atMine = () => row({ kind: 'own-prices', model }, asItWas, mine?.pricing);
  const isAsked = mine !== undefined && options.models?.includes(model) === true;
  const models = otherModels(run, calls, options).map(({ id, price }) =>
    mine && id === model
      ? atMine()
      : row({ kind: 'model', model: id }, usageAt(id, price, run, calls), () => price),
  );
  return [
    rowOf({ kind: 'as-it-was' }, actual),
    ...(mine?.differs && !isAsked ? [atMine()] : []),
    row({ kind: 'no-caching' }, { usages: calls.map(uncached), certainty: 'exact' }),
    row({ kind: 'perfect-caching' }, perfectUsage(run, calls)),
    ...(ttl ? [row({ kind: 'other-ttl', ttl }, ttlUsage(run, calls, ttl))] : []),
    row({ kind: 'question', repeated }, questionUsage(run, calls, repeated)),
    ...(options.models ? models : models.toSorted((a, b) => order(a) - order(b))),
  ];
}

function order({ cost: usd }: WhatIf): number {
  return usd ?? Number.POSITIVE_INFINITY;
}

function compared(
  what: Alternative,
  calls: readonly CountedCall[],
  { costs, cost: usd, certainty: sure, reason }: Priced,
  actual: Usd | undefined,
  atLeast: boolean,
): WhatIf {
  const certainty = sure === 'exact' && atLeast ? 'at-least' : sure;
  const difference = usd === undefined || actual === undefined ? undefined : usd - actual;
  const share = difference === undefined || !actual ? undefined : difference / actual;
  const indexes = [...new Set(calls.map(call => call.round))];
  const rounds = indexes.map(round => ({
    round,
    cost: sum(costs.filter((_, index) => calls[index]?.round === round)),
  }));
  return { what, cost: usd, difference, share, certainty, atLeast, reason, rounds };
}
