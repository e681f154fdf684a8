/** What a run would have cost otherwise, in words and as a table of lines. Pure. */
import { uncountedCalls, type WhatIf, whatIfs } from '../analysis/what-if.ts';
import type { Alternative, CacheRate, Reason } from '../analysis/what-if-base.ts';
import type { Run } from '../run/run.ts';
import { formatCount, formatSaved, formatShare, formatUsd } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { inheritedCost } from './totals.ts';
import { cachingWords, modelWords, otherModelNotes, thereWords } from './what-if-there.ts';

/** A row of the table; `difference` and `share` are empty where there is nothing to compare. */
export interface WhatIfCells {
  readonly what: string;
  readonly cost: string;
  readonly difference: string;
  readonly share: string;
  readonly sure: string;
}

export const WHAT_IF_TITLES: WhatIfCells = {
  what: 'What if',
  cost: 'cost',
  difference: 'difference',
  share: '',
  sure: 'how sure',
};

/** Cells of each column, 78 in all; before `sure` there are two spaces. */
export const WHAT_IF_COLUMNS = { what: 25, cost: 10, difference: 11, share: 8, sure: 24 } as const;

export function whatIfCells(row: WhatIf): WhatIfCells {
  const { what, cost, difference, share } = row;
  const isActual = what.kind === 'as-it-was';
  return {
    what: alternativeWords(what),
    cost: formatUsd(cost),
    difference: isActual || difference === undefined ? '' : formatSaved(difference),
    share: isActual || share === undefined ? '' : shareWords(share),
    sure: sureWords(row),
  };
}

/** What still costs something is not 100 % less: that is cut off after one decimal, and not rounded. */
function shareWords(share: number): string {
  if (share > -1 && share < -0.995) return `−${(Math.floor(-share * 1000) / 10).toFixed(1)} %`;
  const words = formatShare(share);
  return share > 0 && words !== '0 %' ? `+${words}` : words;
}

export function alternativeWords(what: Alternative): string {
  switch (what.kind) {
    case 'as-it-was':
      return 'as it was';
    case 'no-caching':
      return 'no caching';
    case 'perfect-caching':
      return 'perfect caching';
    case 'other-ttl':
      return `cache kept for ${what.ttl}`;
    case 'question':
      return what.repeated ? 'question in every round' : 'question not repeated';
    case 'model':
      return modelWords(what.model);
    case 'own-prices':
      return 'at your own prices';
  }
}

function sureWords({ certainty, atLeast, reason }: WhatIf): string {
  if (certainty === 'unknown' || certainty === 'exact') return certainty;
  if (certainty === 'at-least') return 'at least';
  const more = reason?.kind === 'same-tokens' ? thereWords(reason) : undefined;
  return [atLeast ? 'at least' : 'estimate', more ?? (atLeast ? 'estimate' : undefined)]
    .filter(words => words !== undefined)
    .join(', ');
}

/** What the figures take for granted and why some are not known, a sentence each, none of them twice. */
export function whatIfNotes(run: Run, rows: readonly WhatIf[]): string[] {
  const own = rows.flatMap(({ what, reason }) => {
    const isForAll = reason?.kind === 'same-tokens' || reason?.kind === 'uncounted';
    const words = reason && !isForAll ? reasonWords(reason) : undefined;
    return words === undefined ? [] : [`${sentence(alternativeWords(what))}: ${words}.`];
  });
  const uncounted = uncountedCalls(run);
  return [
    ...new Set(rows.every(({ reason }) => reason?.kind === 'no-usage') ? [noUsageWords(run)] : own),
    ...otherModelNotes(rows),
    ...(uncounted > 0 ? [`${sentence(uncountedWords(uncounted))}.`] : []),
    ...beforeTheBranch(run),
  ];
}

/** The table is of the branch's own calls; what it shares is history, and is paid in the run it came from. */
function beforeTheBranch(run: Run): string[] {
  const cost = inheritedCost(run);
  return cost === undefined ? [] : [`Of this branch alone: the ${cost} before it counts nowhere here.`];
}

function noUsageWords({ imported }: Run): string {
  if (imported) return 'The source of the run tells the tokens of no call.';
  return 'No call has told its tokens yet: that comes at the end of each.';
}

function uncountedWords(calls: number): string {
  return calls === 1
    ? 'one call has not told its tokens; it counts nowhere here'
    : `${formatCount(calls)} calls have not told their tokens; they count nowhere here`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export function reasonWords(reason: Reason): string | undefined {
  switch (reason.kind) {
    case 'no-price':
      return `no price is known for ${sanitizeLine(reason.model)}`;
    case 'no-rate':
      return `the rate of ${RATES[reason.rate]} is not known for ${sanitizeLine(reason.model)}`;
    case 'no-tier':
      return `what the service tier ${sanitizeLine(reason.tier)} charges is not known for ${sanitizeLine(reason.model)}`;
    case 'no-usage':
      return 'no call has told its tokens';
    case 'uncounted':
      return uncountedWords(reason.calls);
    case 'not-offered':
      return 'the model offers no caching';
    case 'not-in-catalogue':
      return 'the model is not in the catalogue, and what it caches is not known';
    case 'ttl-not-offered':
      return `the model does not offer ${reason.ttl}`;
    case 'nothing-cached':
      return 'nothing was cached, so it makes no difference';
    case 'expiry':
      return `the time between calls would have changed what ${reason.calls === 1 ? 'one call reads' : `${formatCount(reason.calls)} calls read`}; what the service had kept is assumed`;
    case 'perfect':
      return `what stood in an earlier prompt is read, what a later one needs is written once where that pays, nothing expires, and ${minimumWords(reason.minimum)}`;
    case 'question':
      return `about ${formatCount(reason.tokens)} tokens each time; the cache and the answers are taken to be the same`;
    case 'same-tokens':
      return ['the price of the same tokens; tokenizers differ', cachingWords(reason)]
        .filter(Boolean)
        .join('; ');
  }
}

const RATES: Record<CacheRate, string> = {
  cacheRead: 'cache reads',
  cacheWrite5m: 'cache writes for 5m',
  cacheWrite1h: 'cache writes for 1h',
};

function minimumWords(minimum: number | null): string {
  if (minimum === null) return 'the minimum, which is not known, is taken to be met';
  return `only prefixes of ${formatCount(minimum)} tokens or more are cached`;
}

/** The table in 78 columns, and below it what is to be said of it. */
export function whatIfLines(run: Run, rows: readonly WhatIf[] = whatIfs(run)): string[] {
  return [WHAT_IF_TITLES, ...rows.map(whatIfCells)].map(laid).concat('', whatIfNotes(run, rows));
}

function laid({ what, cost, difference, share, sure }: WhatIfCells): string {
  const columns = WHAT_IF_COLUMNS;
  return [
    fit(what, columns.what),
    fit(cost, columns.cost, 'right'),
    fit(difference, columns.difference, 'right'),
    fit(share, columns.share, 'right'),
    `  ${sure}`,
  ]
    .join('')
    .trimEnd();
}
