/** Where the money of a run went, as lines: each round with its calls and what the cache did, then the what-ifs. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { cacheBalance } from '../analysis/caching-money.ts';
import type { WhatIf } from '../analysis/what-if.ts';
import { promptTokens } from '../run/cost.ts';
import { isProbe } from '../run/edited.ts';
import { meterOfCall } from '../run/meter.ts';
import { type Call, callsOf, type Round, type Run } from '../run/run.ts';
import { formatCount, formatSaved, formatUsd } from '../text/numbers.ts';
import { balanceWords, cacheWords } from './cache-words.ts';
import { headline } from './describe.ts';
import { attemptPlace, attemptWords } from './edit-words.ts';
import { oneLine } from './layout.ts';
import { oldPriceWords, tierWords } from './price-words.ts';
import type { Signs } from './signs.ts';
import { totals } from './totals.ts';
import { whatIfLines } from './what-if.ts';

export function costLines(run: Run, rows: readonly WhatIf[], signs: Signs): string[] {
  return [
    oneLine(headline(run, signs)),
    '',
    ...[
      ...run.rounds.flatMap(round => roundCost(run, round)),
      '',
      ...totals(run),
      ...priceLines(run),
      ...balanceLines(run),
      '',
      ...whatIfLines(run, rows),
    ].map(signs.words),
  ];
}

/** An old price may be another one by now. */
function priceLines(run: Run): string[] {
  const words = oldPriceWords(run);
  return words === undefined ? [] : [words];
}

/** When the cache has paid for itself, or that it has not; nothing where it never was behind. */
export function balanceLines(run: Run): string[] {
  const words = balanceWords(cacheBalance(run));
  return words === undefined ? [] : [`Noticed: ${words}.`];
}

function roundCost(run: Run, round: Round): string[] {
  return callsOf(run, round).flatMap(call => {
    const cache = callCacheWords(run, call);
    return [
      oneLine(`${callPlaceWords(run, call)}: ${callFacts(run, call).join('   ')}`),
      ...(cache === undefined ? [] : [`  cache ${cache}`]),
    ];
  });
}

/** `Round 2, pressure, attempt 1 of 2`: what the call is for is said where the round has several, and of a probe. */
export function callPlaceWords(run: Run, call: Call): string {
  const round = run.rounds.findLast(({ index }) => index === call.round);
  const isNamed = round !== undefined && (round.calls.length > 1 || isProbe(round.kind));
  return [`Round ${call.round}`, ...(isNamed ? [call.purpose] : []), ...placeWords(run, call)].join(', ');
}

/** The lane, and which of several attempts it is. */
function placeWords(run: Run, { id, round, lane }: Call): string[] {
  const attempt = attemptPlace(run, round, id, lane);
  return [...(lane > 0 ? [`lane ${lane}`] : []), ...(attempt ? [attemptWords(attempt)] : [])];
}

export function callCacheWords(run: Run, call: Call): string | undefined {
  return cacheWords(cacheNote(run, call));
}

function callFacts(run: Run, call: Call): string[] {
  return [...ownFacts(run, call), ...(call.inherited ? ['paid before the branch, not counted here'] : [])];
}

function ownFacts(run: Run, call: Call): string[] {
  const { usage } = call;
  if (!usage)
    return [call.error?.charged === 'no' ? 'failed, not charged' : 'cost unknown: it told no tokens'];
  const { cost, saved } = meterOfCall(run, call);
  const tier = tierWords(call);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return [
    `in ${formatCount(usage.input)}`,
    ...(usage.cacheRead > 0 ? [`read ${formatCount(usage.cacheRead)}`] : []),
    ...(written > 0 ? [`wrote ${formatCount(written)}`] : []),
    `out ${formatCount(usage.output)}`,
    cost === undefined ? 'cost unknown' : formatUsd(cost),
    ...(promptTokens(usage) > usage.input ? [`saved ${formatSaved(saved)}`] : []),
    ...(tier === undefined ? [] : [tier]),
  ];
}
