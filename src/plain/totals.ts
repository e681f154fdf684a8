/** What a run took in all, in words: its tokens, its time, and what they cost. Pure. */
import { isUntold, type Meter, meterOfRun } from '../run/meter.ts';
import { type Call, priceOf, priceOfCall, type Run, tierOf } from '../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../text/numbers.ts';

const GAP = '   ';

/** The meter of the whole run: its tokens and time, and what they cost. */
export function totals(run: Run): string[] {
  const meter = meterOfRun(run);
  const { cost } = meter;
  const tokens = [...tokenTotals(meter), formatSeconds(meter.callMs)];
  if (cost === undefined) return [tokens.join(GAP), `Cost unknown${unknownPrices(run)}`];
  if (isUntold(meter)) return [tokens.join(GAP), 'Cost unknown: no call told its tokens'];
  const least = leastWords(meter);
  const share =
    meter.saved && meter.withoutCache ? ` (${formatShare(meter.saved / meter.withoutCache)})` : '';
  const money = [
    `Cost ${least}${formatUsd(cost)}`,
    `without cache ${least}${formatUsd(meter.withoutCache)}`,
    `saved ${formatSaved(meter.saved)}${share}${meter.atLeast ? ' on the calls that finished' : ''}`,
  ];
  return [tokens.join(GAP), money.join(GAP)];
}

function tokenTotals(meter: Meter): string[] {
  if (isUntold(meter)) return ['Tokens unknown'];
  const { usage } = meter;
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const told = (tokens: number) => `${leastWords(meter)}${formatCount(tokens)}`;
  return [
    `In ${told(usage.input)}`,
    ...(usage.cacheRead > 0 ? [`cache read ${told(usage.cacheRead)}`] : []),
    ...(written > 0 ? [`cache wrote ${told(written)}`] : []),
    `out ${told(usage.output)}`,
  ];
}

function unpriced(run: Run, call: Call): string {
  return priceOf(run, call.model) ? `${call.model} at the service tier ${tierOf(call)}` : call.model;
}

function unknownPrices(run: Run): string {
  const models = new Set(
    run.calls.flatMap(call => (call && !priceOfCall(run, call) ? unpriced(run, call) : [])),
  );
  return models.size > 0 ? ` (no price is known for ${[...models].join(', ')})` : '';
}

/** What some calls did not tell comes on top. */
export function leastWords({ atLeast }: Pick<Meter, 'atLeast'>): string {
  return atLeast ? 'at least ' : '';
}
