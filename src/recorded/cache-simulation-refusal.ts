/** The cache points for which Bedrock refuses a whole call. Part of the simulation of its cache. */
import type { CacheSupport } from '../models/types.ts';
import type { CachePoint, ContentBlock } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';

export interface CacheRefusal {
  readonly name: 'AccessDeniedException' | 'ValidationException';
  readonly message: string;
}

const MAX_CACHE_POINTS = 4;

/** Why Bedrock would refuse this request, or `undefined`. Without `support` it takes no point at all. */
export function cacheRefusal(
  request: WholeRequest,
  support: CacheSupport | null | undefined,
): CacheRefusal | undefined {
  const { cachePoints } = request;
  if (cachePoints.length === 0) return undefined;
  if (!support) {
    return {
      name: 'AccessDeniedException',
      // In Bedrock's own words, as other projects quote them.
      message: 'You invoked an unsupported model or your request did not allow prompt caching.',
    };
  }
  const broken = brokenRule(request, support);
  return broken ? { name: 'ValidationException', message: broken } : undefined;
}

function brokenRule(request: WholeRequest, support: CacheSupport): string | undefined {
  const { cachePoints } = request;
  if (cachePoints.length > MAX_CACHE_POINTS) return `There are more than ${MAX_CACHE_POINTS} cache points.`;
  const places = cachePoints.map(({ after }) => after);
  if (new Set(places).size < places.length) return 'Two cache points stand at one place.';
  const bare = cachePoints.find(({ after }) => !contentAt(request, after).some(hasText));
  if (bare) return `The cache point after ${bare.after} stands on no text.`;
  const unknown = cachePoints.find(({ ttl }) => !support.ttl.includes(ttl));
  if (unknown) return `The model does not keep a prefix for ${unknown.ttl}.`;
  const inOrder = [...cachePoints].sort((a, b) => placeOf(a) - placeOf(b));
  const firstShort = inOrder.findIndex(({ ttl }) => ttl === '5m');
  const lastLong = inOrder.findLastIndex(({ ttl }) => ttl === '1h');
  return firstShort >= 0 && firstShort < lastLong ? 'A 1h cache point comes after a 5m one.' : undefined;
}

function contentAt(request: WholeRequest, after: CachePoint['after']): readonly ContentBlock[] {
  return after === 'system' ? request.system : (request.messages[after]?.content ?? []);
}

function hasText({ text }: ContentBlock): boolean {
  return text !== undefined && text.trim() !== '';
}

function placeOf({ after }: CachePoint): number {
  return after === 'system' ? -1 : after;
}
