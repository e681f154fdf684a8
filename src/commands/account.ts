/** What the account can run, from the cache or from Bedrock itself. */
import envPaths from 'env-paths';
import type { Environment } from '../bedrock/credentials.ts';
import type { Discovered, DiscoveryTarget } from '../bedrock/discovery.ts';
import type { AccountModels } from '../models/account.ts';
import type { AccountWatch } from '../ui/services.ts';

/** Never throws. Only whole lists are kept: what was not permitted may be tomorrow. */
export async function askAccount(target: DiscoveryTarget, env: Environment): Promise<Discovered> {
  const { cacheFile, readCache, writeCache } = await import('../bedrock/discovery-cache.ts');
  const now = new Date().toISOString();
  const file = cacheFile(envPaths('reflectoscope', { suffix: '' }).cache, target, env);
  const kept = file === undefined ? undefined : readCache(file, now);
  if (kept) return { ok: true, account: kept, problems: [] };
  const { discover } = await import('../bedrock/discovery.ts');
  const found = await discover(target, now);
  if (file !== undefined && found.ok && found.problems.length === 0) writeCache(file, found.account);
  return found;
}

/** Asks, quietly, once somebody watches: what cannot be read stays unknown. */
export function watchAccount(ask: () => Promise<Discovered>): AccountWatch {
  let known: AccountModels | undefined;
  const listeners = new Set<() => void>();
  let asked = false;
  const askOnce = async () => {
    const found = await ask().catch(() => undefined);
    if (!found?.ok) return;
    known = found.account;
    for (const listener of listeners) listener();
  };
  return {
    now: () => known,
    subscribe(listener) {
      listeners.add(listener);
      // The first frame comes before the loading of another client.
      if (!asked) setTimeout(() => void askOnce());
      asked = true;
      return () => listeners.delete(listener);
    },
  };
}
