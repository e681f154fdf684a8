/** What a run will cost, before it is made: a range, and what it rests on. Pure; makes no call. */
import type { Price, Usd } from '../run/price.ts';
import { priceAtTier } from '../run/price-tiers.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import type { Range } from './estimate-assumptions.ts';
import {
  boundedPrompts,
  type CacheOutlook,
  cacheOutlook,
  type ExpectedCall,
  expectedCalls,
  expectedPrompts,
} from './estimate-calls.ts';
import { type OutputOutlook, outputOutlook, type RecordedAnswer } from './estimate-output.ts';

export interface EstimateInput {
  readonly settings: Settings;
  readonly question: Pick<Question, 'text'>;
  /** A reflection turn as it will be sent, with the question where it is repeated. */
  readonly turn: string;
  readonly price: Price | undefined;
  /** Answers to this question by this model that were recorded; empty where there are none. */
  readonly recorded: readonly RecordedAnswer[];
  /** Present where only a bound of the calls is known: other strategies, and a judge. */
  readonly bound?: CallsBound | undefined;
}

export interface CallsBound {
  /** The most calls that there can be, retries and probes apart. */
  readonly calls: number;
  /** The models that are asked beside that of the settings, with their prices. */
  readonly others: readonly { readonly model: string; readonly price: Price | undefined }[];
}

/** A rule that may end the run before its last round. */
export type EarlyStop = 'answer-stable' | 'max-cost' | 'max-tokens-total' | 'max-seconds';

export interface RunEstimate {
  readonly model: string;
  readonly calls: Range;
  /** Of all calls together, what is read from the cache included. */
  readonly promptTokens: Range;
  /** Of all calls together, thinking included. */
  readonly outputTokens: Range;
  /** USD. */
  readonly usd: Range | undefined;
  /** Why the cost is not known; absent when it is. */
  readonly unknown?: 'no-price' | 'no-tier' | 'no-rate';
  readonly price: Price | undefined;
  readonly caching: CacheOutlook;
  readonly writes: OutputOutlook;
  readonly stops: readonly EarlyStop[];
  /** Present where the high end is a bound and the low end a single call. */
  readonly bound?: CallsBound | undefined;
}

export function estimateRun(input: EstimateInput): RunEstimate {
  const { settings, question, turn, price, recorded, bound } = input;
  const atTier = priceAtTier(price, settings.tier ?? 'default');
  const writes = outputOutlook(settings, recorded);
  const asked = { question: question.text, turn };
  const prompts = bound
    ? boundedPrompts(settings, asked, writes, bound.calls)
    : expectedPrompts(settings, asked, writes);
  const outlookOf = (some: readonly Range[]) => {
    const outlook = cacheOutlook(settings, some);
    const mayCache = outlook.kind === 'reads' || outlook.kind === 'never';
    return bound && mayCache ? { kind: 'many-threads' as const } : outlook;
  };
  const caching = outlookOf(prompts);
  const prices = [
    atTier,
    ...(bound?.others ?? []).map(other => priceAtTier(other.price, settings.tier ?? 'default')),
  ];
  const all = expectedCalls(settings, prompts, writes, caching, ...prices);
  const { calls, stops } = callsMade(all, settings, bound);
  const [few, many] = [all.slice(0, calls.low), all.slice(0, calls.high)];
  const uncapped = callsMade(all, { ...settings, stop: { ...settings.stop, maxCost: undefined } }, bound);
  const usd = usdRange(few, many, all.slice(0, uncapped.calls.low), settings.stop.maxCost);
  return {
    model: settings.model,
    calls,
    promptTokens: { low: total(few, one => one.prompt.low), high: total(many, one => one.prompt.high) },
    outputTokens: { low: total(few, one => one.output.low), high: total(many, one => one.output.high) },
    usd,
    ...(usd === undefined && { unknown: whyUnknown(price, bound, prices) }),
    price: atTier,
    // Of calls that will not be made nothing is promised.
    caching: outlookOf(prompts.slice(0, calls.high)),
    writes,
    stops,
    ...(bound && { bound }),
  };
}

function whyUnknown(
  price: Price | undefined,
  bound: CallsBound | undefined,
  atTier: readonly (Price | undefined)[],
): NonNullable<RunEstimate['unknown']> {
  const all = [price, ...(bound?.others ?? []).map(other => other.price)];
  if (all.includes(undefined)) return 'no-price';
  return atTier.includes(undefined) ? 'no-tier' : 'no-rate';
}

/** How many calls there will be: a cap is seen early when calls are dear, and late when they are cheap. */
function callsMade(
  all: readonly ExpectedCall[],
  { stop }: Settings,
  bound: CallsBound | undefined,
): { calls: Range; stops: EarlyStop[] } {
  const { answerStable, maxCost, maxSeconds, maxTokensTotal } = stop;
  const spent = (end: 'low' | 'high') => (one: ExpectedCall) => one.usd?.[end] ?? 0;
  const used = (end: 'low' | 'high') => (one: ExpectedCall) => one.prompt[end] + one.output[end];
  const rules: { id: EarlyStop; calls: Range }[] = [
    ...(answerStable === undefined
      ? []
      : [{ id: 'answer-stable' as const, calls: { low: answerStable, high: all.length } }]),
    ...(maxCost === undefined
      ? []
      : [
          {
            id: 'max-cost' as const,
            calls: {
              low: callsUpTo(all, maxCost, spent('high')),
              high: callsUpTo(all, maxCost, spent('low')),
            },
          },
        ]),
    ...(maxTokensTotal === undefined
      ? []
      : [
          {
            id: 'max-tokens-total' as const,
            calls: {
              low: callsUpTo(all, maxTokensTotal, used('high')),
              high: callsUpTo(all, maxTokensTotal, used('low')),
            },
          },
        ]),
    // Nothing is said of the time that a call takes.
    ...(maxSeconds === undefined
      ? []
      : [{ id: 'max-seconds' as const, calls: { low: 1, high: all.length } }]),
  ];
  return {
    calls: {
      low: Math.min(all.length, ...(bound ? [1] : []), ...rules.map(({ calls }) => calls.low)),
      high: Math.min(all.length, ...rules.map(({ calls }) => calls.high)),
    },
    stops: rules.filter(({ calls }) => calls.low < all.length).map(({ id }) => id),
  };
}

/** The calls until together they come to the cap; all of them when they do not. */
function callsUpTo(all: readonly ExpectedCall[], cap: number, of: (one: ExpectedCall) => number): number {
  let sum = 0;
  const last = all.findIndex(one => {
    sum += of(one);
    return sum >= cap;
  });
  return last < 0 ? all.length : last + 1;
}

/**
 * Caps are looked at between calls, so that a run may exceed its cap by one call; and one that its cap
 * ends has spent that much. `uncapped` are the fewest calls that the other rules leave.
 */
function usdRange(
  few: readonly ExpectedCall[],
  many: readonly ExpectedCall[],
  uncapped: readonly ExpectedCall[],
  cap: Usd | undefined,
): Range | undefined {
  const costs = many.flatMap(({ usd }) => usd ?? []);
  if (costs.length < many.length) return undefined;
  const least = (calls: readonly ExpectedCall[]) => total(calls, ({ usd }) => usd?.low ?? 0);
  const low = cap === undefined ? least(few) : Math.max(least(few), Math.min(least(uncapped), cap));
  const high = costs.reduce((sum, usd) => sum + usd.high, 0);
  const dearest = Math.max(0, ...costs.map(usd => usd.high));
  return { low, high: cap === undefined ? high : Math.min(high, cap + dearest) };
}

function total(calls: readonly ExpectedCall[], of: (one: ExpectedCall) => number): number {
  return calls.reduce((sum, one) => sum + of(one), 0);
}
