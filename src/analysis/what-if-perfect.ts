/**
 * Perfect caching: whatever stood at the beginning of an earlier prompt is read, and what a later
 * prompt will begin with is written once. Nothing expires; the model's minimum is respected. What
 * costs nothing to write is written, and nothing is cached that does not pay: it is never dearer
 * than the run was. What a branch shares had cached what it did: that is read, and not paid here. Pure.
 */
import { resolveModel } from '../models/resolve.ts';
import { cost, NO_USAGE, promptTokens, ratesFor, sum } from '../run/cost.ts';
import type { Tokens, Usage, Usd } from '../run/price.ts';
import { priceOfCall, type Run } from '../run/run.ts';
import { cachedTokens } from './caching-money.ts';
import { sharedPrefix } from './caching-prefix.ts';
import { type CountedCall, cacheSupport, type Otherwise, uncached } from './what-if-base.ts';

type Write = 'cacheWrite5m' | 'cacheWrite1h';

export function perfectUsage(run: Run, calls: readonly CountedCall[]): Otherwise {
  const { cache, reason } = cacheSupport(run);
  if (!cache) return { usages: undefined, reason };
  const usages = cheapest(run, calls, plan(run, calls));
  return { usages, certainty: 'estimate', reason: { kind: 'perfect', minimum: cache.minimumTokens } };
}

/** Of the model of a call, which may have been changed for its round. */
function limitsOf({ model }: CountedCall): { readonly minimum: Tokens; readonly write: Write } {
  const cache = resolveModel(model)?.cache;
  const write = !cache || cache.ttl.includes('5m') ? 'cacheWrite5m' : 'cacheWrite1h';
  return { minimum: cache ? (cache.minimumTokens ?? 1) : Number.POSITIVE_INFINITY, write };
}

function plan(run: Run, calls: readonly CountedCall[]): Usage[] {
  const shared = calls.map((earlier, index) =>
    calls
      .slice(index + 1)
      .map(later => atLeast(sharedPrefix(run, earlier, later).tokens, limitsOf(later).minimum)),
  );
  return calls.map((call, index) => {
    const { output } = call.usage;
    const { minimum, write } = limitsOf(call);
    const prompt = promptTokens(call.usage);
    const before = shared.slice(0, index).map((row, earlier) => row[index - earlier - 1] ?? 0);
    const uncounted = atLeast(leftByUncounted(run, call), minimum);
    const history = atLeast(leftByHistory(run, call), minimum);
    const read = Math.min(prompt, Math.max(call.usage.cacheRead, uncounted, history, ...before));
    const needed = Math.min(prompt, Math.max(0, ...(shared[index] ?? [])));
    const rest = prompt - read;
    const written = prompt >= minimum && isFree(run, call, write) ? rest : Math.max(0, needed - read);
    return { ...NO_USAGE, output, input: rest - written, cacheRead: read, [write]: written };
  });
}

function atLeast(tokens: Tokens, minimum: Tokens): Tokens {
  return tokens >= minimum ? tokens : 0;
}

/** What a call that never told its tokens may have written, in tokens of the prompt that could read it. */
function leftByUncounted(run: Run, call: CountedCall): Tokens {
  const earlier = run.calls.slice(0, call.id).filter(one => one && !one.usage && one.error?.charged !== 'no');
  return Math.max(0, ...earlier.map(one => (one ? sharedPrefix(run, call, one).tokens : 0)));
}

/** What the calls before the branch had in the cache of this prompt. */
function leftByHistory(run: Run, call: CountedCall): Tokens {
  const shared = run.calls.flatMap(one =>
    one?.inherited && one.usage ? Math.min(sharedPrefix(run, one, call).tokens, cachedTokens(one.usage)) : [],
  );
  return Math.max(0, ...shared);
}

/** Whether a write costs no more than fresh input. */
function isFree(run: Run, call: CountedCall, write: Write): boolean {
  const price = priceOfCall(run, call);
  if (!price) return false;
  const rates = ratesFor(price, promptTokens(call.usage));
  const rate = rates[write];
  return rate !== null && rate <= rates.input;
}

/** As planned, unless what was done or no caching at all was cheaper: a write may cost more than one read saves. */
function cheapest(run: Run, calls: readonly CountedCall[], planned: readonly Usage[]): readonly Usage[] {
  const costOf = (usages: readonly Usage[]): Usd | undefined =>
    sum(calls.map((call, index) => cost(usages[index] ?? call.usage, priceOfCall(run, call))));
  const dearest = costOf(planned);
  if (dearest === undefined) return planned;
  let [best, least] = [planned, dearest];
  for (const usages of [calls.map(({ usage }) => usage), calls.map(uncached)]) {
    const usd = costOf(usages);
    if (usd !== undefined && usd < least) [best, least] = [usages, usd];
  }
  return best;
}
