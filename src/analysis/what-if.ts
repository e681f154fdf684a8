/**
 * Counterfactuals: what a run would have cost otherwise, from its usage alone and without a call.
 * Pure. Only calls that told their tokens count, in the run as it was as in what it might have been.
 * What is not known is never a number.
 */
import { cost, sum } from '../run/cost.ts';
import type { Price, Usd } from '../run/price.ts';
import { priceAtTier } from '../run/price-tiers.ts';
import { type Call, priceOfCall, type Run, tierOf } from '../run/run.ts';
import {
  type Alternative,
  type Certainty,
  type CountedCall,
  type Otherwise,
  type Reason,
  uncached,
  type WhatIfOptions,
} from './what-if-base.ts';
import { otherModels, usageAt } from './what-if-models.ts';
import { perfectUsage } from './what-if-perfect.ts';
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
  readonly reason: Reason | undefined;
  readonly rounds: readonly { readonly round: number; readonly cost: Usd | undefined }[];
}

export function countedCalls(run: Run): CountedCall[] {
  return run.calls.flatMap(call => (call?.usage ? { ...call, usage: call.usage } : []));
}

/** Calls that may have to be paid and whose tokens are not known, one that is running included. */
export function uncountedCalls(run: Run): number {
  return run.calls.filter(call => call && !call.usage && call.error?.charged !== 'no').length;
}

/** The run as it was, then what might have been; other models the cheapest first. */
export function whatIfs(run: Run, options: WhatIfOptions = {}): WhatIf[] {
  const calls = countedCalls(run);
  const own = (call: Call) => priceOfCall(run, call);
  const uncounted = uncountedCalls(run);
  const actual = priced(
    calls,
    {
      usages: calls.map(call => call.usage),
      certainty: 'exact',
      ...(uncounted > 0 && { reason: { kind: 'uncounted', calls: uncounted } }),
    },
    own,
  );
  const row = (what: Alternative, otherwise: Otherwise, price: (call: Call) => Price | undefined = own) =>
    compared(what, calls, priced(calls, otherwise, price), actual.cost);
  const ttl = otherTtl(run);
  const repeated = !run.settings.strategy.repeatQuestion;
  const models = otherModels(run, calls, options).map(({ id, price }) =>
    row({ kind: 'model', model: id }, usageAt(id, price, run, calls), call =>
      priceAtTier(price, tierOf(call)),
    ),
  );
  return [
    compared({ kind: 'as-it-was' }, calls, actual, actual.cost),
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

interface Priced {
  readonly costs: readonly (Usd | undefined)[];
  readonly cost: Usd | undefined;
  readonly certainty: Certainty;
  readonly reason: Reason | undefined;
}

function priced(
  calls: readonly CountedCall[],
  otherwise: Otherwise,
  price: (call: Call) => Price | undefined,
): Priced {
  const { usages, reason } = otherwise;
  if (calls.length === 0) return unknown(calls, { kind: 'no-usage' });
  if (!usages) return unknown(calls, reason);
  const costs = calls.map((call, index) => cost(usages[index] ?? call.usage, price(call)));
  const total = sum(costs);
  if (total !== undefined) return { costs, cost: total, certainty: otherwise.certainty, reason };
  const culprit = calls[costs.indexOf(undefined)];
  const model = (culprit && price(culprit)?.model) ?? culprit?.model ?? '';
  const kind = culprit && price(culprit) ? 'no-rate' : 'no-price';
  return { costs, cost: undefined, certainty: 'unknown', reason: { kind, model } };
}

function unknown(calls: readonly CountedCall[], reason: Reason): Priced {
  return { costs: calls.map(() => undefined), cost: undefined, certainty: 'unknown', reason };
}

function compared(
  what: Alternative,
  calls: readonly CountedCall[],
  { costs, cost: usd, certainty, reason }: Priced,
  actual: Usd | undefined,
): WhatIf {
  const difference = usd === undefined || actual === undefined ? undefined : usd - actual;
  const share = difference === undefined || !actual ? undefined : difference / actual;
  const indexes = [...new Set(calls.map(call => call.round))];
  const rounds = indexes.map(round => ({
    round,
    cost: sum(costs.filter((_, index) => calls[index]?.round === round)),
  }));
  return { what, cost: usd, difference, share, certainty, reason, rounds };
}
