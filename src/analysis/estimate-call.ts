/**
 * What one call that waits to be sent will use and cost: ranges, and what they rest on. What the service
 * counted of earlier calls is taken as it was told, and only what is new is estimated. Pure.
 */
import { resolveModel } from '../models/resolve.ts';
import { cost, NO_USAGE, promptTokens } from '../run/cost.ts';
import { settingsAt } from '../run/edited.ts';
import type { ContentBlock, Message } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Tokens, Usage, Usd } from '../run/price.ts';
import { type Call, priceOf, priceOfCall, type Run, threadOf } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { estimateTokens } from '../text/tokens.ts';
import { cachedTokens } from './caching-money.ts';
import { prefixChange, prefixTokens, sharedPrefix } from './caching-prefix.ts';
import { MESSAGE_TOKENS, type Range, TEXT_ERROR } from './estimate-assumptions.ts';
import { type CacheOutlook, cacheOutlook } from './estimate-calls.ts';
import { outputOutlook, tokenizerScale } from './estimate-output.ts';

type Unasked = Exclude<CacheOutlook['kind'], 'never' | 'reads' | 'unknown-minimum'>;

/** What the cache is expected to do for the call. */
export type CallCache =
  /** Why no cache point is sent. */
  | { readonly kind: Unasked }
  | { readonly kind: 'not-asked' }
  /** `longest`: what may be cached of the prompt, at most. */
  | { readonly kind: 'under-minimum'; readonly minimum: Tokens; readonly longest: Tokens }
  | {
      readonly kind: 'used';
      /** At most: nothing of it is read once the cache has dropped it. */
      readonly read: Tokens;
      /** What is in the cache afterwards, read and written together. */
      readonly prefix: Range;
      /** Whether the prefix is long enough for sure. */
      readonly sure: boolean;
      readonly ttl: '5m' | '1h';
    };

export interface CallEstimate {
  readonly model: string;
  /** The whole prompt, what is read from the cache included. */
  readonly prompt: Range;
  /** How much of the prompt an earlier call was told to have; 0 where all of it is estimated. */
  readonly counted: Tokens;
  readonly cache: CallCache;
  /** As it is to be expected, thinking included. */
  readonly output: Range;
  /** No answer is longer. */
  readonly limit: Tokens;
  /** USD; the high end is without the cache having kept anything. */
  readonly usd: Range | undefined;
  /** USD, where the answer comes to the limit. */
  readonly usdAtMost: Usd | undefined;
  /** Why the cost is not known; absent when it is. */
  readonly unknown?: 'no-price' | 'no-tier' | 'no-rate';
}

/** `round` is the one that the call is for; without it the next one. */
export function estimateCall(run: Run, request: WholeRequest, round = upcoming(run)): CallEstimate {
  const settings: Settings = { ...settingsAt(run, round), model: request.model };
  const call = asCall(run, request, round);
  const { prompt, counted } = promptOf(run, call);
  const cache = cacheOf(run, call, prompt, settings);
  const { output, limit } = outputOf(run, request, settings);
  const price = priceOfCall(run, call);
  const costs = (answers: readonly Tokens[]) =>
    usages(prompt, cache, call).flatMap(usage =>
      answers.map(answer => cost({ ...usage, output: answer }, price)),
    );
  const usd = spanOf(costs([output.low, output.high]));
  const unpriced = priceOf(run, request.model) ? 'no-tier' : 'no-price';
  return {
    model: request.model,
    prompt,
    counted,
    cache,
    output,
    limit,
    usd,
    usdAtMost: spanOf(costs([limit]))?.high,
    ...(!usd && { unknown: price ? 'no-rate' : unpriced }),
  };
}

function upcoming({ rounds }: Run): number {
  const last = rounds.at(-1);
  if (!last) return 0;
  return last.finishedAt === undefined ? last.index : last.index + 1;
}

/** The request as a call that has just begun, so that it can be compared with those before it. */
function asCall(run: Run, { model, messages, ...request }: WholeRequest, round: number): Call {
  return {
    id: run.calls.length,
    round,
    lane: 0,
    purpose: '',
    model,
    request: { ...request, messages: [...messages] },
    status: 'streaming',
    text: '',
    thinking: '',
    startedAt: run.at,
    retries: [],
  };
}

/** The tokens of the prompt: what was counted before, and an estimate of the messages behind that. */
function promptOf(run: Run, call: Call): { prompt: Range; counted: Tokens } {
  const { messages } = call.request;
  const known = run.calls.flatMap(one => (one?.usage ? { one, ...sharedPrefix(run, one, call) } : []));
  const best = known.filter(({ tokens }) => tokens > 0).toSorted((a, b) => b.tokens - a.tokens)[0];
  if (!best) {
    const system = textTokens(call.request.system, call.model);
    return { prompt: plus(withError(system), fresh(run, call, messages)), counted: 0 };
  }
  const { one, tokens, estimated } = best;
  const thread = threadOf(run, one);
  const rest = messages.slice(estimated ? commonLength(thread, messages) : thread.length);
  const before = estimated ? withError(tokens) : { low: tokens, high: tokens };
  return { prompt: plus(before, fresh(run, call, rest)), counted: estimated ? 0 : tokens };
}

function commonLength(a: readonly Message[], b: readonly Message[]): number {
  const differs = a.findIndex((message, index) => JSON.stringify(message) !== JSON.stringify(b[index]));
  return differs < 0 ? a.length : differs;
}

function fresh(run: Run, { model }: Call, messages: readonly Message[]): Range {
  return messages
    .map(message => {
      const text = withError(MESSAGE_TOKENS + textTokens(message.content, model));
      return { low: text.low, high: Math.max(text.high, thinkingSentBack(run, message)) };
    })
    .reduce(plus, { low: 0, high: 0 });
}

/** Of the text; thinking that is sent back may be dropped by the service, so that it is no part of the least. */
function textTokens(blocks: readonly ContentBlock[], model: string): Tokens {
  return estimateTokens(blocks.map(({ text }) => text ?? '').join(''), tokenizerScale(model));
}

/** What an answer with its thinking had when it was made; 0 for a message without any. */
function thinkingSentBack(run: Run, { content }: Message): Tokens {
  if (!content.some(block => block.reasoningContent)) return 0;
  const text = content.map(block => block.text ?? '').join('');
  const said = run.calls.flatMap(call => (call?.usage && call.text === text ? call.usage.output : []));
  const thought = content.map(block => block.reasoningContent?.reasoningText?.text ?? '').join('');
  return Math.max(estimateTokens(thought + text), ...said) + MESSAGE_TOKENS;
}

function cacheOf(run: Run, call: Call, prompt: Range, settings: Settings): CallCache {
  const { kind } = cacheOutlook(settings, []);
  const point = call.request.cachePoints.at(-1);
  if (!point) {
    const isWhy = kind !== 'never' && kind !== 'reads' && kind !== 'unknown-minimum';
    return { kind: isWhy ? kind : 'not-asked' };
  }
  const minimum = resolveModel(call.model)?.cache?.minimumTokens;
  const prefix = {
    low: prefixTokens(run, call, prompt.low).tokens,
    high: prefixTokens(run, call, prompt.high).tokens,
  };
  const read = Math.min(prefix.high, readable(run, call, minimum ?? 0));
  if (minimum != null && read === 0 && prefix.high < minimum) {
    return { kind: 'under-minimum', minimum, longest: prefix.high };
  }
  // What was cached once is long enough, whatever the estimate says.
  const sure = read > 0 || (minimum != null && prefix.low >= minimum);
  return { kind: 'used', read, prefix, sure, ttl: point.ttl };
}

/** The longest prefix of the request that an earlier call has put into the cache. */
function readable(run: Run, call: Call, minimum: Tokens): Tokens {
  const cached = run.calls.flatMap(one =>
    one?.usage && cachedTokens(one.usage) > 0 ? cachedBy(run, one, one.usage, call, minimum) : [],
  );
  return Math.max(0, ...cached);
}

/** What of it is intact, by each of its cache points, and not too old; the time that nobody counted is not known. */
function cachedBy(run: Run, earlier: Call, usage: Usage, call: Call, minimum: Tokens): Tokens[] {
  const points = earlier.request.cachePoints;
  return points.flatMap(({ ttl }, index) => {
    const isLast = index === points.length - 1;
    const request = { ...earlier.request, cachePoints: points.slice(0, index + 1) };
    const upTo = isLast ? earlier : { ...earlier, request };
    if (call.startedAt - sentAt(earlier) > KEPT_MS[ttl] || prefixChange(run, upTo, call)) return [];
    const tokens = isLast
      ? cachedTokens(usage)
      : Math.min(cachedTokens(usage), prefixTokens(run, upTo, promptTokens(usage)).tokens);
    return tokens >= minimum || isLast ? tokens : [];
  });
}

const KEPT_MS = { '5m': 300_000, '1h': 3_600_000 };

/** When the attempt went out that was answered. */
function sentAt({ startedAt, retries }: Call): number {
  const last = retries.at(-1);
  return last ? last.at + last.waitMs : startedAt;
}

/** What this model writes by assumption, or as much and as little as it wrote in this run already. */
function outputOf(run: Run, { model, inferenceConfig }: WholeRequest, settings: Settings) {
  const outlook = outputOutlook(settings, []);
  const limit = inferenceConfig.maxTokens ?? outlook.limit;
  const said = run.calls.flatMap(call => (call?.usage && call.model === model ? call.usage.output : []));
  const { low, high } = outlook.output;
  const output = {
    low: Math.min(low, limit, ...said),
    high: Math.min(Math.max(high, ...said), limit),
  };
  return { output, limit };
}

/** What the prompt may be billed as: nothing cached, all of it written, or read as far as it goes. */
function usages(prompt: Range, cache: CallCache, { request }: Call): Usage[] {
  const ends = ['low', 'high'] as const;
  if (cache.kind !== 'used') return ends.map(end => ({ ...NO_USAGE, input: prompt[end] }));
  const ttls = new Set(request.cachePoints.map(({ ttl }) => ttl));
  return ends.flatMap(end => {
    const prefix = Math.max(cache.prefix[end], cache.read);
    const input = Math.max(0, prompt[end] - prefix);
    const cached = [0, cache.read].flatMap(read =>
      [...ttls].map(ttl => ({
        ...NO_USAGE,
        input,
        cacheRead: read,
        [ttl === '1h' ? 'cacheWrite1h' : 'cacheWrite5m']: prefix - read,
      })),
    );
    return cache.sure ? cached : [...cached, { ...NO_USAGE, input: prompt[end] }];
  });
}

/** Unknown as soon as one of them is. */
function spanOf(costs: readonly (Usd | undefined)[]): Range | undefined {
  const known = costs.filter(usd => usd !== undefined);
  return known.length < costs.length ? undefined : { low: Math.min(...known), high: Math.max(...known) };
}

function withError(tokens: Tokens): Range {
  return { low: Math.round(tokens * TEXT_ERROR.low), high: Math.round(tokens * TEXT_ERROR.high) };
}

function plus(a: Range, b: Range): Range {
  return { low: a.low + b.low, high: a.high + b.high };
}
