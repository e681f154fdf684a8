/** What the cache did in a call, what that cost or saved, and why it did nothing. Pure; the words are in plain/cache-words.ts. */
import { resolveModel } from '../models/resolve.ts';
import { promptTokens } from '../run/cost.ts';
import type { Tokens, Usage } from '../run/price.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { type CacheEffect, cachedTokens, cacheEffect } from './caching-money.ts';
import {
  cachedMessages,
  estimatedPrompt,
  type PrefixChange,
  prefixChange,
  prefixTokens,
} from './caching-prefix.ts';

/** Why a prefix was not read, or not cached at all. */
export type CacheMiss =
  /** `estimated`: not the counted prompt of the call, but a part of it or one that was not counted yet. */
  | { kind: 'under-minimum'; tokens: Tokens; minimum: Tokens; estimated: boolean }
  | { kind: 'minimum-unknown' }
  | { kind: 'expired'; seconds: number; ttlSeconds: number }
  | { kind: 'changed'; change: PrefixChange }
  /** From a cache point the service looks back over about twenty content blocks only. */
  | { kind: 'too-far-back'; blocks: number }
  /** The parent of a branch used it last: how long ago that was, a transcript does not tell. */
  | { kind: 'before-branch' }
  | { kind: 'unexplained' };

export type CacheNote =
  /** `expected`: what can be said before the call has told its tokens. */
  | { kind: 'pending'; expected: CacheMiss | undefined }
  | { kind: 'unknown' }
  /** `missed`: tokens that an earlier call had cached and this one did not read. */
  | { kind: 'used'; effect: CacheEffect; missed: { tokens: Tokens; why: CacheMiss } | undefined }
  /** Tokens were read or written although no cache point was sent. */
  | { kind: 'implicit'; effect: CacheEffect }
  | { kind: 'off' }
  /** Caching was on and the model offers it, but this call was sent without a cache point. */
  | { kind: 'not-asked' }
  | { kind: 'not-offered' }
  /** No cache point is sent to a model that is not in the catalogue: others refuse the call for it. */
  | { kind: 'not-in-catalogue' }
  | { kind: 'not-engaged'; why: CacheMiss };

export function cacheNote(run: Run, call: Call): CacheNote {
  const { usage, request, status } = call;
  const asked = request.cachePoints.length > 0;
  if (status === 'streaming')
    return { kind: 'pending', expected: asked ? expectedMiss(run, call) : undefined };
  if (!usage) return { kind: 'unknown' };
  const isUsed = cachedTokens(usage) > 0;
  if (!asked)
    return isUsed ? { kind: 'implicit', effect: cacheEffect(run, call, usage) } : notAsked(run, call);
  const earlier = cachedBefore(run, call);
  const held = earlier?.usage ? cachedTokens(earlier.usage) : 0;
  if (!isUsed) return { kind: 'not-engaged', why: whyMissed(run, call, usage, earlier) };
  const tokens = Math.max(0, held - usage.cacheRead);
  const missed = tokens > 0 ? { tokens, why: whyMissed(run, call, usage, earlier) } : undefined;
  return { kind: 'used', effect: cacheEffect(run, call, usage), missed };
}

function notAsked(run: Run, call: Call): CacheNote {
  const model = resolveModel(call.model);
  if (!model) return { kind: 'not-in-catalogue' };
  if (!model.cache) return { kind: 'not-offered' };
  return run.settings.cache === 'off' ? { kind: 'off' } : { kind: 'not-asked' };
}

function expectedMiss(run: Run, call: Call): CacheMiss | undefined {
  const minimum = resolveModel(call.model)?.cache?.minimumTokens;
  if (minimum == null) return undefined;
  const { tokens } = prefixTokens(run, call, estimatedPrompt(run, call));
  return tokens < minimum ? { kind: 'under-minimum', tokens, minimum, estimated: true } : undefined;
}

/** The call whose cached prefix this one should have read: the last that is intact, else the last of the lane. */
function cachedBefore(run: Run, call: Call): Call | undefined {
  const before = run.calls.flatMap(one => (one && isCachedBy(one, call) ? one : []));
  return (
    before.findLast(one => prefixChange(run, one, call) === undefined) ??
    before.findLast(one => one.lane === call.lane) ??
    before.at(-1)
  );
}

/**
 * When the prefix that this call should have read was used last, and how much of it was cached; not
 * known where that was before the branch.
 */
export function lastUse(
  run: Run,
  call: Call,
): { readonly seconds: number; readonly cached: Tokens } | undefined {
  const earlier = cachedBefore(run, call);
  if (!earlier?.usage || isBeforeBranch(earlier, call) || prefixChange(run, earlier, call)) return undefined;
  return { seconds: secondsBetween(earlier, call), cached: cachedTokens(earlier.usage) };
}

/** What a call wrote can be read once its answer has begun; its usage tells at the end that it did. */
function isCachedBy(earlier: Call, call: Call): boolean {
  if (earlier.id >= call.id || !earlier.usage || cachedTokens(earlier.usage) === 0) return false;
  return (earlier.firstDeltaAt ?? earlier.endedAt ?? Number.POSITIVE_INFINITY) <= sentAt(call);
}

function whyMissed(run: Run, call: Call, usage: Usage, earlier: Call | undefined): CacheMiss {
  const short = underMinimum(run, call, usage);
  if (short) return short;
  if (earlier) return whyNotRead(run, call, earlier);
  const cache = resolveModel(call.model)?.cache;
  return { kind: cache?.minimumTokens === null ? 'minimum-unknown' : 'unexplained' };
}

function underMinimum(run: Run, call: Call, usage: Usage): CacheMiss | undefined {
  const minimum = resolveModel(call.model)?.cache?.minimumTokens;
  if (minimum == null || cachedTokens(usage) > 0) return undefined;
  const prompt = promptTokens(usage);
  if (prompt < minimum) return { kind: 'under-minimum', tokens: prompt, minimum, estimated: false };
  const prefix = prefixTokens(run, call, prompt);
  return prefix.tokens < minimum ? { kind: 'under-minimum', ...prefix, minimum } : undefined;
}

const TTL_SECONDS = { '5m': 300, '1h': 3600 };
const LOOK_BACK_BLOCKS = 20;

function whyNotRead(run: Run, call: Call, earlier: Call): CacheMiss {
  const change = prefixChange(run, earlier, call);
  if (change) return { kind: 'changed', change };
  const isBefore = isBeforeBranch(earlier, call);
  const seconds = isBefore ? 0 : secondsBetween(earlier, call);
  const ttlSeconds = TTL_SECONDS[earlier.request.cachePoints.at(-1)?.ttl ?? '5m'];
  if (seconds > ttlSeconds) return { kind: 'expired', seconds, ttlSeconds };
  const blocks = blocksBetween(run, earlier, call);
  if (blocks > LOOK_BACK_BLOCKS) return { kind: 'too-far-back', blocks };
  return { kind: isBefore ? 'before-branch' : 'unexplained' };
}

/** A branch may begin long after what it shares; its own times go on from there all the same. */
function isBeforeBranch(earlier: Call, call: Call): boolean {
  return earlier.inherited === true && !call.inherited;
}

/** From one request to the next: each use of a prefix begins its time anew. */
function secondsBetween(earlier: Call, later: Call): number {
  return Math.max(0, (sentAt(later) - sentAt(earlier)) / 1000);
}

/** When the attempt went out that was answered. */
function sentAt({ startedAt, retries }: Call): number {
  const last = retries.at(-1);
  return last ? last.at + last.waitMs : startedAt;
}

/** Content blocks between the end of the earlier prefix and the first cache point after it. */
function blocksBetween(run: Run, earlier: Call, call: Call): number {
  const start = cachedMessages(earlier);
  const ends = call.request.cachePoints.flatMap(({ after }) =>
    after !== 'system' && after + 1 >= start ? after + 1 : [],
  );
  if (ends.length === 0) return 0;
  const between = threadOf(run, call).slice(start, Math.min(...ends));
  return between.reduce((total, { content }) => total + content.length, 0);
}
