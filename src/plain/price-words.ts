/** What is not as usual about the price of a run or a call: its age, and the service tier. Pure. */
import { isOldPrice, OLD_AFTER_DAYS } from '../models/prices.ts';
import { type Call, priceOf, type Run, tierOf } from '../run/run.ts';

/** `Price: read on 2026-07-24, ...`, where it was old already when the run was made. */
export function oldPriceWords(run: Run): string | undefined {
  const price = priceOf(run, run.settings.model);
  if (!price || !isOldPrice(price, run.startedAt)) return undefined;
  return `Price: read on ${price.asOf}, more than ${OLD_AFTER_DAYS} days before the run; check it before you rely on it.`;
}

/** `tier flex`, `tier default, not flex`; `undefined` for what is usual. */
export function tierWords(call: Pick<Call, 'request' | 'serviceTier'>): string | undefined {
  const tier = tierOf(call);
  const asked = call.request.serviceTier ?? 'default';
  if (tier !== asked) return `tier ${tier}, not ${asked}`;
  return tier === 'default' ? undefined : `tier ${tier}`;
}
