/** What the cache did in a call, and why. Pure; the words are for screens and lines alike. */
import { resolveModel } from '../models/resolve.ts';
import { promptTokens } from '../run/cost.ts';
import type { Tokens } from '../run/price.ts';
import type { Call } from '../run/run.ts';

export type CacheNote =
  | { kind: 'pending' }
  | { kind: 'unknown' }
  | { kind: 'used'; read: Tokens; written: Tokens }
  /** Tokens were read although no cache point was sent. */
  | { kind: 'implicit'; read: Tokens }
  | { kind: 'off' }
  | { kind: 'not-offered' }
  /** No cache point is sent to a model that is not in the catalogue: others refuse the call for it. */
  | { kind: 'not-in-catalogue' }
  | { kind: 'under-minimum'; prompt: Tokens; minimum: Tokens }
  | { kind: 'unexplained' };

export function cacheNote(call: Call): CacheNote {
  const { usage, request, status } = call;
  if (status === 'streaming') return { kind: 'pending' };
  if (!usage) return { kind: 'unknown' };
  const read = usage.cacheRead;
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const asked = request.cachePoints.length > 0;
  if (!asked && read > 0) return { kind: 'implicit', read };
  if (read > 0 || written > 0) return { kind: 'used', read, written };
  const model = resolveModel(call.model);
  if (!asked && !model) return { kind: 'not-in-catalogue' };
  if (!asked) return model?.cache ? { kind: 'off' } : { kind: 'not-offered' };
  const prompt = promptTokens(usage);
  const minimum = model?.cache?.minimumTokens;
  return minimum != null && prompt < minimum
    ? { kind: 'under-minimum', prompt, minimum }
    : { kind: 'unexplained' };
}
