/**
 * Perfect caching: whatever stood at the beginning of an earlier prompt is read, and what a later
 * prompt will begin with is written once. Nothing expires; the model's minimum is respected. Pure.
 */
import { NO_USAGE, promptTokens } from '../run/cost.ts';
import type { Tokens } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { sharedPrefix } from './caching-prefix.ts';
import { type CountedCall, cacheSupport, type Otherwise } from './what-if-base.ts';

export function perfectUsage(run: Run, calls: readonly CountedCall[]): Otherwise {
  const { cache, reason } = cacheSupport(run);
  if (!cache) return { usages: undefined, reason };
  const minimum = cache.minimumTokens;
  const shared = calls.map((earlier, index) =>
    calls.slice(index + 1).map(later => atLeast(sharedPrefix(run, earlier, later).tokens, minimum ?? 1)),
  );
  const ttl = cache.ttl.includes('5m') ? 'cacheWrite5m' : 'cacheWrite1h';
  const usages = calls.map((call, index) => {
    const prompt = promptTokens(call.usage);
    const before = shared.slice(0, index).map((row, earlier) => row[index - earlier - 1] ?? 0);
    const read = Math.min(prompt, Math.max(0, ...before));
    const needed = Math.min(prompt, Math.max(0, ...(shared[index] ?? [])));
    const written = Math.max(0, needed - read);
    return {
      ...NO_USAGE,
      output: call.usage.output,
      input: prompt - read - written,
      cacheRead: read,
      [ttl]: written,
    };
  });
  return { usages, certainty: 'estimate', reason: { kind: 'perfect', minimum } };
}

function atLeast(tokens: Tokens, minimum: Tokens): Tokens {
  return tokens >= minimum ? tokens : 0;
}
