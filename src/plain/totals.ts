/** What a run took in all, in words: its tokens, its time, and what they cost. Pure. */
import { isUntold, type Meter, meterOfInherited, meterOfRun } from '../run/meter.ts';
import { type Call, priceOf, priceOfCall, type Run, tierOf } from '../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../text/numbers.ts';
import { sourceTotalsWords } from './imported-words.ts';

const GAP = '   ';

/** The meter of the whole run: its tokens and time, and what they cost; of a branch without what it shares. */
export function totals(run: Run): string[] {
  return [...ownTotals(run), ...inheritedTotals(run), ...sourceTotals(run)];
}

/** What a branch shares was paid in the run it came from: nobody must add it up twice. */
function inheritedTotals(run: Run): string[] {
  const cost = inheritedCost(run);
  return cost === undefined
    ? []
    : [`+ ${cost} before the branch, paid in run ${run.parent?.run} and not counted here`];
}

/** `$0.0120`, `at least $0.0120`, `unknown cost`; nothing where no call is shared. */
export function inheritedCost(run: Run): string | undefined {
  const meter = meterOfInherited(run);
  if (!meter) return undefined;
  if (meter.cost === undefined || isUntold(meter)) return 'unknown cost';
  return `${leastWords(meter)}${formatUsd(meter.cost)}`;
}

function ownTotals(run: Run): string[] {
  const meter = meterOfRun(run);
  const { cost } = meter;
  const tokens = [...tokenTotals(meter), callTimeWords(meter)];
  if (isUntold(meter)) {
    const who = run.imported ? 'the source told no tokens' : 'no call told its tokens';
    return [tokens.join(GAP), `Cost unknown: ${who}`];
  }
  if (cost === undefined) return [tokens.join(GAP), `Cost unknown${unknownPrices(run)}`];
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

/** The source of an imported run may tell sums only: of which round they are, nobody knows. */
function sourceTotals(run: Run): string[] {
  const words = sourceTotalsWords(run.imported);
  if (words === undefined) return [];
  const isSplit = !isUntold(meterOfRun(run));
  return [`In all, as the source says: ${words}${isSplit ? '' : '; by round unknown'}`];
}

export function callTimeWords({ callMs }: Pick<Meter, 'callMs'>): string {
  return callMs === undefined ? 'time unknown' : formatSeconds(callMs);
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
  if (call.model === 'unknown') return 'a model that is not named';
  return priceOf(run, call.model) ? `${call.model} at the service tier ${tierOf(call)}` : call.model;
}

function unknownPrices(run: Run): string {
  const models = new Set(
    run.calls.flatMap(call =>
      call && !call.inherited && !priceOfCall(run, call) ? unpriced(run, call) : [],
    ),
  );
  return models.size > 0 ? ` (no price is known for ${[...models].join(', ')})` : '';
}

/** What some calls did not tell comes on top. */
export function leastWords({ atLeast }: Pick<Meter, 'atLeast'>): string {
  return atLeast ? 'at least ' : '';
}
