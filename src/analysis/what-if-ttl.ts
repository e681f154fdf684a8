/** The other time-to-live: the same writes at its rate, and reads that it would have given or lost. Pure. */
import { NO_USAGE } from '../run/cost.ts';
import type { Usage } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { cacheNote, lastUse } from './caching.ts';
import { cachedTokens } from './caching-money.ts';
import { type CountedCall, cacheSupport, type Otherwise, type Ttl } from './what-if-base.ts';

/** Undefined when caching was off: there is no other one then. */
export function otherTtl({ settings }: Run): Ttl | undefined {
  if (settings.cache === 'off') return undefined;
  return settings.cache === '5m' ? '1h' : '5m';
}

export function ttlUsage(run: Run, calls: readonly CountedCall[], ttl: Ttl): Otherwise {
  const { cache, reason } = cacheSupport(run);
  if (!cache) return { usages: undefined, reason };
  if (!cache.ttl.includes(ttl)) return { usages: undefined, reason: { kind: 'ttl-not-offered', ttl } };
  if (calls.every(({ usage }) => cachedTokens(usage) === 0)) {
    return {
      usages: calls.map(({ usage }) => usage),
      certainty: 'exact',
      reason: { kind: 'nothing-cached' },
    };
  }
  const changed = calls.map(call => (ttl === '1h' ? kept(run, call) : lost(run, call)));
  const usages = changed.map((usage, index) => rewritten(usage ?? calls[index]?.usage ?? NO_USAGE, ttl));
  const moved = changed.filter(usage => usage !== undefined).length;
  if (moved === 0) return { usages, certainty: 'exact' };
  return { usages, certainty: 'estimate', reason: { kind: 'expiry', calls: moved } };
}

/** All writes at the rate of one time-to-live. */
function rewritten(usage: Usage, ttl: Ttl): Usage {
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return { ...usage, cacheWrite5m: ttl === '5m' ? written : 0, cacheWrite1h: ttl === '1h' ? written : 0 };
}

const HOUR = 3600;
const FIVE_MINUTES = 300;

/** With an hour the prefix would still have been there: read, and not paid as a write or as fresh input. */
function kept(run: Run, call: CountedCall): Usage | undefined {
  const note = cacheNote(run, call);
  const why = note.kind === 'used' ? note.missed?.why : note.kind === 'not-engaged' ? note.why : undefined;
  if (why?.kind !== 'expired' || why.seconds > HOUR) return undefined;
  const { usage } = call;
  const again = Math.max(0, (lastUse(run, call)?.cached ?? 0) - usage.cacheRead);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const fromWrites = Math.min(again, written);
  const fromFresh = Math.min(again - fromWrites, usage.input);
  return {
    ...usage,
    input: usage.input - fromFresh,
    cacheRead: usage.cacheRead + fromWrites + fromFresh,
    cacheWrite5m: written - fromWrites,
    cacheWrite1h: 0,
  };
}

/** After five minutes the prefix would have been gone, and what was read would have been written again. */
function lost(run: Run, call: CountedCall): Usage | undefined {
  const seconds = lastUse(run, call)?.seconds;
  if (seconds === undefined || seconds <= FIVE_MINUTES || call.usage.cacheRead === 0) return undefined;
  const { usage } = call;
  return { ...usage, cacheRead: 0, cacheWrite5m: usage.cacheWrite5m + usage.cacheRead };
}
