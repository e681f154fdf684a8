/** The meter: tokens, time, cost and saving of a call, a round and a run. Pure. */
import { addUsage, cost, costWithoutCache, NO_USAGE, promptTokens, saved, sum } from './cost.ts';
import type { Milliseconds, Usage, Usd } from './price.ts';
import { type Call, callsOf, isTimed, priceOfCall, type Round, type Run } from './run.ts';

/**
 * `cost`, `withoutCache` and `saved` are in USD and `undefined` when any part is unknown.
 * `atLeast` is true when a call is still running, was interrupted or told no tokens: they are not
 * counted here, because Bedrock reports usage only at the end of a stream, and the truth is higher.
 */
export interface Meter {
  readonly usage: Usage;
  readonly cost: Usd | undefined;
  readonly withoutCache: Usd | undefined;
  readonly saved: Usd | undefined;
  /** Time spent in calls; `undefined` where the source of an imported run does not tell that of each. */
  readonly callMs: Milliseconds | undefined;
  readonly atLeast: boolean;
  /** Calls that told their tokens. */
  readonly counted: number;
  /** Calls that failed or were cut off. */
  readonly failed: number;
}

const EMPTY: Meter = {
  usage: NO_USAGE,
  cost: 0,
  withoutCache: 0,
  saved: 0,
  callMs: 0,
  atLeast: false,
  counted: 0,
  failed: 0,
};

export function meterOfCall(run: Run, call: Call): Meter {
  const price = priceOfCall(run, call);
  const usage = call.usage ?? NO_USAGE;
  return {
    usage,
    cost: cost(usage, price),
    withoutCache: costWithoutCache(usage, price),
    saved: saved(usage, price),
    callMs: timeOf(run, call),
    atLeast: call.usage === undefined && call.error?.charged !== 'no',
    counted: call.usage === undefined ? 0 : 1,
    failed: call.status === 'failed' ? 1 : 0,
  };
}

/** Of a call that failed all its attempts count, and the waits between them. */
function timeOf(run: Run, call: Call): Milliseconds | undefined {
  // Where an imported call lies tells its time only if its source does.
  if (call.timing === undefined && (call.status === 'finished' || isLaid(run, call))) return undefined;
  const since = (call.endedAt ?? run.at) - call.startedAt;
  return call.status === 'failed' ? since : (call.timing?.wallMs ?? since);
}

function isLaid(run: Run, { status, inherited }: Call): boolean {
  const isImported = run.imported !== undefined || (run.parent?.imported === true && inherited === true);
  return isImported && (status !== 'streaming' || !isTimed(run));
}

function add(a: Meter, b: Meter): Meter {
  return {
    usage: addUsage(a.usage, b.usage),
    cost: sum([a.cost, b.cost]),
    withoutCache: sum([a.withoutCache, b.withoutCache]),
    saved: sum([a.saved, b.saved]),
    callMs: sum([a.callMs, b.callMs]),
    atLeast: a.atLeast || b.atLeast,
    counted: a.counted + b.counted,
    failed: a.failed + b.failed,
  };
}

export function meterOfRound(run: Run, round: Round): Meter {
  return callsOf(run, round)
    .map(call => meterOfCall(run, call))
    .reduce(add, EMPTY);
}

/** Of the calls that this run made itself: what a branch shares with its parent was paid there. */
export function meterOfRun(run: Run): Meter {
  return meterOf(run, call => !call.inherited);
}

/** Of the calls that a branch shares with the run it came from; `undefined` where it shares none. */
export function meterOfInherited(run: Run): Meter | undefined {
  return run.calls.some(call => call?.inherited) ? meterOf(run, call => call.inherited === true) : undefined;
}

/** Of every call on the way to a round, whoever paid it. */
export function meterOfPath(run: Run, round = Number.POSITIVE_INFINITY): Meter {
  return meterOf(run, call => call.round <= round);
}

function meterOf(run: Run, counts: (call: Call) => boolean): Meter {
  return run.calls.flatMap(call => (call && counts(call) ? meterOfCall(run, call) : [])).reduce(add, EMPTY);
}

/** Whether no call told its tokens: the zeros of the meter say nothing then. */
export function isUntold({ atLeast, counted }: Pick<Meter, 'atLeast' | 'counted'>): boolean {
  return atLeast && counted === 0;
}

/** The share of the prompt that was read from the cache, 0..1; `undefined` when nothing was sent. */
export function cacheHitRate(usage: Usage): number | undefined {
  const prompt = promptTokens(usage);
  return prompt === 0 ? undefined : usage.cacheRead / prompt;
}
