/** What the cache cost and saved against fresh input: of a call, and of a run with its break-even. Pure. */
import { promptTokens, ratesFor } from '../run/cost.ts';
import { meterOfCall } from '../run/meter.ts';
import type { Tokens, Usage, Usd } from '../run/price.ts';
import { type Call, callsOf, priceOfCall, type Round, type Run } from '../run/run.ts';

/** In USD, `undefined` where tokens were used at an unknown rate: what was saved is `readSaved - writeExtra`. */
export interface CacheEffect {
  readonly read: Tokens;
  readonly written5m: Tokens;
  readonly written1h: Tokens;
  /** What reading cost less than fresh input. */
  readonly readSaved: Usd | undefined;
  /** What writing cost more than fresh input; negative where a write is cheaper. */
  readonly writeExtra: Usd | undefined;
}

const PER_TOKEN = 1e-6;

export function cacheEffect(run: Run, call: Call, usage: Usage): CacheEffect {
  const price = priceOfCall(run, call);
  const rates = price && ratesFor(price, promptTokens(usage));
  const extra = (tokens: Tokens, rate: number | null | undefined): Usd | undefined => {
    if (tokens === 0) return 0;
    return rates && rate != null ? tokens * (rate - rates.input) * PER_TOKEN : undefined;
  };
  const read = extra(usage.cacheRead, rates?.cacheRead);
  const write5m = extra(usage.cacheWrite5m, rates?.cacheWrite5m);
  const write1h = extra(usage.cacheWrite1h, rates?.cacheWrite1h);
  return {
    read: usage.cacheRead,
    written5m: usage.cacheWrite5m,
    written1h: usage.cacheWrite1h,
    // Not -0 where nothing was read.
    readSaved: read === undefined ? undefined : 0 - read,
    writeExtra: write5m === undefined || write1h === undefined ? undefined : write5m + write1h,
  };
}

/** The part of a prompt that was in the cache after the call. */
export function cachedTokens(usage: Usage): Tokens {
  return usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/**
 * When the reads have paid for the writes. `ahead` is an estimate, of how many more rounds like the
 * last ones it takes; `never`: rounds like the last ones do not get there.
 */
export type BreakEven =
  | { kind: 'not-needed' }
  | { kind: 'reached'; round: number }
  | { kind: 'ahead'; rounds: number }
  | { kind: 'never' };

export interface CacheBalance {
  readonly readSaved: Usd;
  readonly writeExtra: Usd;
  readonly breakEven: BreakEven;
}

/** Less than this is rounding, in USD. */
const NOTHING = 1e-12;

/**
 * Undefined when nothing was cached, or when it is not known what that cost. Of a branch only its own
 * calls count: what it shares was paid, and has paid, in the run that it came from.
 */
export function cacheBalance(run: Run): CacheBalance | undefined {
  const effects = run.calls.flatMap(call =>
    call?.usage && !call.inherited ? cacheEffect(run, call, call.usage) : [],
  );
  let [readSaved, writeExtra, cached] = [0, 0, 0];
  for (const effect of effects) {
    if (effect.readSaved === undefined || effect.writeExtra === undefined) return undefined;
    readSaved += effect.readSaved;
    writeExtra += effect.writeExtra;
    cached += effect.read + effect.written5m + effect.written1h;
  }
  if (cached === 0) return undefined;
  return { readSaved, writeExtra, breakEven: breakEven(run) };
}

function breakEven(run: Run): BreakEven {
  let sum = 0;
  const sums = run.rounds.map(round => {
    sum += savedIn(run, round);
    return { round: round.index, sum };
  });
  if (sum < -NOTHING) return roundsAhead(run, -sum);
  const lastBehind = sums.findLastIndex(one => one.sum < -NOTHING);
  const reached = sums[lastBehind + 1];
  return lastBehind < 0 || !reached ? { kind: 'not-needed' } : { kind: 'reached', round: reached.round };
}

/** A round of the parent may have been asked for once more in the branch. */
function ownCalls(run: Run, round: Round): Call[] {
  return callsOf(run, round).filter(({ inherited }) => !inherited);
}

function savedIn(run: Run, round: Round): Usd {
  return ownCalls(run, round).reduce((total, call) => total + (meterOfCall(run, call).saved ?? 0), 0);
}

/** Of how many rounds the mean is taken. */
const LAST_ROUNDS = 2;

/** The first round that used the cache can only write: how it goes on is seen in those after it. */
function roundsAhead(run: Run, debt: Usd): BreakEven {
  const told = run.rounds.filter(round => ownCalls(run, round).some(call => call.usage));
  const first = told.findIndex(round =>
    ownCalls(run, round).some(({ usage }) => usage && cachedTokens(usage) > 0),
  );
  const later = told.slice(first + 1).map(round => savedIn(run, round));
  const last = later.slice(-LAST_ROUNDS);
  const gain = last.length > 0 ? last.reduce((a, b) => a + b, 0) / last.length : expectedGain(run);
  return gain > NOTHING ? { kind: 'ahead', rounds: Math.ceil(debt / gain - 1e-9) } : { kind: 'never' };
}

/** What one reading of all that was written saves. */
function expectedGain(run: Run): Usd {
  return run.calls.reduce((total, call) => {
    const price = call && priceOfCall(run, call);
    if (!call?.usage || call.inherited || !price) return total;
    const { input, cacheRead } = ratesFor(price, promptTokens(call.usage));
    return cacheRead === null ? total : total + cachedTokens(call.usage) * (input - cacheRead) * PER_TOKEN;
  }, 0);
}
