/** What another model would cache of the same prompts: it has a minimum and times-to-live of its own. Pure. */
import { resolveModel } from '../models/resolve.ts';
import type { CacheSupport } from '../models/types.ts';
import { promptTokens } from '../run/cost.ts';
import type { Price, Tokens, Usage } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { cachedTokens } from './caching-money.ts';
import { type CachingThere, type CountedCall, uncached } from './what-if-base.ts';

interface There {
  readonly usages: readonly Usage[];
  readonly caches: boolean;
  readonly caching: CachingThere;
  readonly minimum: Tokens | null;
}

export function cachedThere(id: string, price: Price, run: Run, calls: readonly CountedCall[]): There {
  const model = resolveModel(id);
  const isCached = calls.some(({ usage }) => cachedTokens(usage) > 0);
  const cache = model?.cache;
  if (!cache) {
    const caching = model && price.cacheRead === null ? 'not-offered' : 'no-cache-points';
    return {
      usages: calls.map(uncached),
      caches: !isCached,
      caching: isCached ? caching : 'same',
      minimum: null,
    };
  }
  const { minimumTokens: minimum } = cache;
  // What the model of the run did cache was long enough for it.
  const isSameModel = model.base === resolveModel(run.settings.model)?.base;
  const usages = calls.map(({ usage }) =>
    offered(isSameModel ? usage : longEnough(usage, minimum ?? 0), cache),
  );
  const caches = !isCached || usages.some(usage => cachedTokens(usage) > 0);
  const isLess = calls.some(
    ({ usage }, at) => usages[at]?.input !== usage.input || usages[at].cacheRead !== usage.cacheRead,
  );
  if (!caches) return { usages, caches, caching: 'none-long-enough', minimum };
  if (isLess) return { usages, caches, caching: 'less', minimum };
  const caching = isCached && minimum === null && !isSameModel ? 'same-if-long-enough' : 'same';
  return { usages, caches, caching, minimum };
}

/**
 * A prefix under the minimum is neither read nor written. Where it grew long enough in this call, all of
 * it is written, what was read included: nobody could have written that before.
 */
function longEnough(usage: Usage, minimum: Tokens): Usage {
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  if (promptTokens(usage) < minimum || usage.cacheRead + written < minimum) return uncached({ usage });
  if (usage.cacheRead >= minimum || usage.cacheRead === 0) return usage;
  const kind = usage.cacheWrite5m > 0 ? 'cacheWrite5m' : 'cacheWrite1h';
  return { ...usage, cacheRead: 0, [kind]: usage[kind] + usage.cacheRead };
}

/** Written for as long as the model offers. */
function offered(usage: Usage, { ttl }: CacheSupport): Usage {
  if (usage.cacheWrite1h === 0 || ttl.includes('1h')) return usage;
  return { ...usage, cacheWrite5m: usage.cacheWrite5m + usage.cacheWrite1h, cacheWrite1h: 0 };
}
