/** Where the cache points of a request go. Pure; knows the thread and the model's rules, and no prices. */
import type { Model } from '../models/types.ts';
import type { CachePoint, ContentBlock, Message } from '../run/events.ts';
import type { SharedPrefixes } from '../run/model.ts';
import type { CacheSetting } from '../run/settings.ts';

/** Bedrock refuses a request with more (AWS, prompt caching, September 2026). */
export const MAX_CACHE_POINTS = 4;

/**
 * From a point, Bedrock looks back for an older one over "about 20" content blocks (AWS, prompt
 * caching, September 2026). Whether the point and its own block count is not said, so we rely on less.
 */
export const SURE_LOOK_BACK = 15;

/** The page says it of Claude only: elsewhere what is to be read needs a point of its own. */
function lookBackOf({ provider }: Pick<Model, 'provider'>): number {
  return provider === 'Anthropic' ? SURE_LOOK_BACK : 0;
}

export interface CachePlanInput {
  readonly system: readonly ContentBlock[];
  /** The whole thread, as it will be sent. */
  readonly messages: readonly Message[];
  readonly setting: CacheSetting;
  /** Absent when nobody knows it. */
  readonly model: Pick<Model, 'cache' | 'provider'> | undefined;
  readonly shared?: SharedPrefixes | undefined;
}

/**
 * The cache points of a request, in the order of the prompt:
 *
 * - after the system prompt, so that other threads with the same one read it;
 * - where calls that start together part, so that all of them have that end to read from;
 * - on the newest end that is already cached, when no look-back from a later point comes to it;
 * - on the last user message, from where the point moves on with the thread.
 *
 * These are four at most. A point costs nothing by itself: tokens are written once, however many
 * points stand in them. That is why no point is left out for a prefix under the model's minimum:
 * Bedrock ignores such a point, and our own count of the tokens is only an estimate.
 *
 * Answers get no point: the next call of the thread ends with a user message, which writes them.
 */
export function planCachePoints({ system, messages, setting, model, shared }: CachePlanInput): CachePoint[] {
  if (setting === 'off' || !model?.cache?.ttl.includes(setting)) return [];
  const { ttl: offered } = model.cache;
  const ends = messageEnds(messages, shared, lookBackOf(model));
  const places: CachePoint['after'][] = [...(system.some(hasText) ? ['system' as const] : []), ...ends];
  const keptForAnHour = new Set(
    shared?.cached.flatMap(({ after, ttl }) => (ttl === '1h' && offered.includes('1h') ? after : [])),
  );
  return longestFirst(
    places.map(after => ({ after, ttl: keptForAnHour.has(after) ? ('1h' as const) : setting })),
  );
}

/** The messages that get a point, in their order. */
function messageEnds(
  messages: readonly Message[],
  shared: SharedPrefixes | undefined,
  lookBack: number,
): number[] {
  const last = lastPlace(messages, messages.length - 1);
  if (last < 0) return [];
  const fork = shared?.fork === undefined ? -1 : lastPlace(messages, Math.min(shared.fork, last));
  const chosen = new Set(fork >= 0 ? [fork, last] : [last]);
  const cached = (shared?.cached ?? []).flatMap(({ after }) =>
    after !== 'system' && after <= last && takesPoint(messages[after]) ? after : [],
  );
  const newest = Math.max(...cached);
  if (cached.length > 0 && !isReached(messages, newest, chosen, lookBack)) chosen.add(newest);
  return [...chosen].sort((a, b) => a - b);
}

/** Whether the look-back from one of the points comes to the end of this message for sure. */
function isReached(
  messages: readonly Message[],
  end: number,
  points: ReadonlySet<number>,
  lookBack: number,
): boolean {
  return [...points].some(point => point >= end && blocksIn(messages.slice(end + 1, point + 1)) <= lookBack);
}

function blocksIn(messages: readonly Message[]): number {
  return messages.reduce((total, { content }) => total + content.length, 0);
}

/** The last message up to this one that may have a point; -1 when there is none. */
function lastPlace(messages: readonly Message[], upTo: number): number {
  return messages.slice(0, upTo + 1).findLastIndex(takesPoint);
}

/** Bedrock refuses a point on nothing and on thinking alone. */
function takesPoint(message: Message | undefined): boolean {
  return message?.role === 'user' && message.content.some(hasText);
}

function hasText({ text }: ContentBlock): boolean {
  return text !== undefined && text.trim() !== '';
}

/** Bedrock wants one-hour points before five-minute ones: what stands before an hour is kept for one. */
function longestFirst(points: readonly CachePoint[]): CachePoint[] {
  const lastHour = points.findLastIndex(({ ttl }) => ttl === '1h');
  return points.map((point, index) => (index < lastHour ? { ...point, ttl: '1h' as const } : point));
}
