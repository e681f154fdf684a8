/** The estimate before a run in words: in one line, and in full with what it rests on. Pure. */
import type { RunEstimate } from '../analysis/estimate.ts';
import type { Range } from '../analysis/estimate-assumptions.ts';
import type { CacheOutlook } from '../analysis/estimate-calls.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { assumptionLines } from './estimate-assumption-words.ts';

/** `about $0.015 to 0.022, four calls`, or `at most ...`; tokens where the cost is not known. */
export function estimateWords(estimate: RunEstimate): string {
  const { usd, promptTokens, outputTokens, calls, unknown, bound } = estimate;
  const tokens = {
    low: promptTokens.low + outputTokens.low,
    high: promptTokens.high + outputTokens.high,
  };
  // Of a bound the low end says nothing that is worth a line.
  const told = ({ low, high }: Range) => (bound ? { low: high, high } : { low, high });
  const about = bound ? 'at most' : 'about';
  if (usd) {
    const money = bound ? `$${outwards(usd.high, Math.ceil)}` : usdWords(usd);
    return `${about} ${money}, ${callWords(told(calls))}`;
  }
  return `${about} ${countWords(told(tokens))} tokens, ${callWords(told(calls))}; ${unknownWords(unknown, bound)}`;
}

/** The same in lines, with every assumption and its source. */
export function estimateLines(estimate: RunEstimate): string[] {
  const { model, calls, promptTokens, outputTokens, usd, unknown, caching } = estimate;
  return [
    `Estimate for ${sanitizeLine(model)}. No call was made.`,
    '',
    `  calls          ${rangeWords(calls, formatCount)}`,
    `  prompt tokens  ${countWords(promptTokens)}, all calls together`,
    `  output tokens  ${countWords(outputTokens)}, thinking included`,
    `  cost           ${usd ? usdWords(usd) : `unknown: ${unknownWords(unknown, estimate.bound)}`}`,
    `  cache          ${cacheOutlookWords(caching)}`,
    '',
    'What it rests on:',
    ...assumptionLines(estimate).map(words => `- ${words}`),
  ];
}

/** Null is what is not known. */
export function estimateJson(estimate: RunEstimate) {
  const { model, calls, promptTokens, outputTokens, usd, unknown, price, caching, stops, writes } = estimate;
  return {
    model,
    calls,
    promptTokens,
    outputTokens,
    costUsd: usd ?? null,
    costUnknown: unknown ?? null,
    price: price ?? null,
    cache: caching,
    outputTokensPerCall: writes.output,
    recordedAnswers: writes.recorded,
    mayEndEarlier: stops,
    isBound: estimate.bound !== undefined,
    otherModels: (estimate.bound?.others ?? []).map(other => ({ ...other, price: other.price ?? null })),
    assumptions: assumptionLines(estimate),
  };
}

/** Two digits of each end, rounded outwards, so that the range does not become narrower. */
function usdWords({ low, high }: Range): string {
  const lowest = outwards(low, Math.floor);
  const highest = outwards(high, Math.ceil);
  return Number(lowest) === Number(highest) ? `$${lowest}` : `$${lowest} to ${highest}`;
}

function decimalsFor(usd: number): number {
  if (usd <= 0) return 2;
  return Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(usd))));
}

/** A rounding error of the machine is no reason to go a digit further. */
function outwards(usd: number, round: (value: number) => number): string {
  const decimals = decimalsFor(usd);
  const factor = 10 ** decimals;
  return (round(Number((usd * factor).toPrecision(12))) / factor).toFixed(decimals);
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function callWords(calls: Range): string {
  return `${rangeWords(calls, count => WORDS[count] ?? formatCount(count))} ${calls.high === 1 ? 'call' : 'calls'}`;
}

function countWords(tokens: Range): string {
  return rangeWords(tokens, formatCount);
}

export function rangeWords({ low, high }: Range, words: (value: number) => string): string {
  return low === high ? words(low) : `${words(low)} to ${words(high)}`;
}

export function unknownWords(unknown: RunEstimate['unknown'], bound?: RunEstimate['bound']): string {
  const others = bound?.others.filter(({ price }) => !price) ?? [];
  switch (unknown) {
    case 'no-tier':
      return 'the price of this service tier is not known';
    case 'no-rate':
      return 'the rate of cached tokens is not known';
    default:
      return others[0]
        ? `the price of ${sanitizeLine(others[0].model)} is not known`
        : 'the price of this model is not known';
  }
}

/** What the cache would do. */
export function cacheOutlookWords(outlook: CacheOutlook): string {
  switch (outlook.kind) {
    case 'off':
      return 'off';
    case 'not-offered':
      return 'not offered by this model';
    case 'not-in-catalogue':
      return 'not asked for: the model is not in the catalogue';
    case 'ttl-not-offered':
      return 'not kept for this long by this model';
    case 'many-threads':
      return 'depends on how the conversations go: at the high end it writes, and never reads';
    case 'unknown-minimum':
      return 'may read: from how many tokens on is not known';
    case 'never':
      return neverWords(outlook);
    case 'reads':
      return readsWords(outlook);
  }
}

function neverWords({ minimum, longest }: Extract<CacheOutlook, { kind: 'never' }>): string {
  if (longest === 0) return 'nothing to read in a single call';
  return `reads nothing: ${formatCount(longest)} tokens at most, and the minimum is ${formatCount(minimum)}`;
}

function readsWords({ minimum, earliest, latest }: Extract<CacheOutlook, { kind: 'reads' }>): string {
  const least = `${formatCount(minimum)} tokens`;
  if (latest === null) return `reads from round ${earliest} on, or never: the minimum is ${least}`;
  if (latest === earliest) {
    return `reads from round ${earliest} on${earliest > 1 ? `, before that under the minimum of ${least}` : ''}`;
  }
  const or = latest === earliest + 1 ? 'or' : 'to';
  return `reads from round ${earliest} ${or} ${latest} on: the minimum is ${least}`;
}
