/** The estimate of the call that waits to be sent, in words: one line, and what it rests on. Pure. */
import { ANSWER_SOURCE, type Range, TEXT_ERROR } from '../analysis/estimate-assumptions.ts';
import type { CallCache, CallEstimate } from '../analysis/estimate-call.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { percent } from './estimate-assumption-words.ts';
import { cacheOutlookWords, rangeWords, unknownWords } from './estimate-words.ts';

/** `about 1,370 tokens in (up to 1,310 from the cache), 80 to 1,000 out, $0.0012 to $0.0202`, and what it is at most. */
export function callEstimateWords({
  prompt,
  cache,
  output,
  limit,
  usd,
  usdAtMost,
  unknown,
}: CallEstimate): string {
  const cached = cachedWords(cache);
  const most = limit > output.high ? mostWords(limit, usdAtMost) : '';
  return [
    `${promptWords(prompt)} tokens in${cached === '' ? '' : ` (${cached})`}`,
    `${rangeWords(output, formatCount)} out`,
    `${usd ? usdWords(usd) : `cost unknown: ${unknownWords(unknown)}`}${most}`,
  ].join(', ');
}

/** What the figures rest on, a sentence each. */
export function callEstimateRests({ counted, prompt, cache }: CallEstimate): string[] {
  const estimated = `from ${percent(TEXT_ERROR.low)} to ${percent(TEXT_ERROR.high)} of the estimate (our judgement)`;
  return [
    countedWords(counted, prompt, estimated),
    `An answer is as long as is usual (${ANSWER_SOURCE}), or as this model's answers in this run.`,
    ...(cache.kind === 'used' && cache.read > 0
      ? [
          `The cache keeps what it has for ${cache.ttl === '1h' ? 'one hour' : 'five minutes'} after its last use: the higher cost is without it.`,
        ]
      : []),
  ];
}

function countedWords(counted: number, { low, high }: Range, estimated: string): string {
  if (counted === 0) return `The tokens in are estimated: ${estimated}.`;
  if (low === high) return 'The tokens in were counted by the service when the same was sent before.';
  return `${formatCount(counted)} of the tokens in were counted by the service; the new ones are estimated: ${estimated}.`;
}

/** One figure where the ends are so near that nobody would tell them apart. */
function promptWords({ low, high }: Range): string {
  if (low === high) return formatCount(low);
  const middle = (low + high) / 2;
  const isNear = high - low <= NEAR * middle;
  return `about ${isNear ? formatCount(toTens(middle)) : `${formatCount(low)} to ${formatCount(high)}`}`;
}

const NEAR = 0.05;

function toTens(tokens: number): number {
  return tokens < 100 ? Math.round(tokens) : Math.round(tokens / 10) * 10;
}

function cachedWords(cache: CallCache): string {
  switch (cache.kind) {
    case 'used':
      if (cache.read > 0) return `up to ${formatCount(cache.read)} from the cache`;
      return cache.sure ? 'written to the cache' : 'perhaps written to the cache';
    case 'under-minimum':
      return `too short for the cache: its minimum is ${formatCount(cache.minimum)}`;
    case 'not-asked':
      return 'no cache point';
    default:
      return `cache ${cacheOutlookWords(cache)}`;
  }
}

function mostWords(limit: number, usd: number | undefined): string {
  const cost = usd === undefined ? '' : ` and ${formatUsd(upwards(usd))}`;
  return ` (at most ${formatCount(limit)} out${cost})`;
}

/** Rounded outwards, so that the range does not become narrower. */
function usdWords({ low, high }: Range): string {
  // What is not nothing is never shown as nothing.
  const [lowest, highest] = [formatUsd(outwards(low, Math.floor) || low), formatUsd(upwards(high))];
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}

function upwards(usd: number): number {
  return outwards(usd, Math.ceil);
}

/** To the digits that are shown. A rounding error of the machine is no reason to go a digit further. */
function outwards(usd: number, round: (value: number) => number): number {
  const factor = usd >= 10 ? 1e2 : usd >= 0.001 ? 1e4 : 1e6;
  return round(Number((usd * factor).toPrecision(12))) / factor;
}
