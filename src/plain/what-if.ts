/** What a run would have cost otherwise, in words and as a table of lines. Pure. */
import { uncountedCalls, type WhatIf, whatIfs } from '../analysis/what-if.ts';
import type { Alternative, Reason } from '../analysis/what-if-base.ts';
import { resolveModel } from '../models/resolve.ts';
import type { Run } from '../run/run.ts';
import { formatCount, formatSaved, formatShare, formatUsd } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';

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

export function whatIfCells({ what, cost, difference, share, certainty, reason }: WhatIf): WhatIfCells {
  const isActual = what.kind === 'as-it-was';
  return {
    what: alternativeWords(what),
    cost: formatUsd(cost),
    difference: isActual || difference === undefined ? '' : formatSaved(difference),
    share: isActual || share === undefined ? '' : shareWords(share),
    sure: sureWords(certainty, reason),
  };
}

function shareWords(share: number): string {
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
      return nameOf(what.model);
  }
}

/** With the profile, whose price it is. */
function nameOf(id: string): string {
  const model = resolveModel(id);
  if (!model) return sanitizeLine(id);
  return model.prefix === null ? model.name : `${model.name}, ${model.prefix}`;
}

function sureWords(certainty: WhatIf['certainty'], reason: Reason | undefined): string {
  if (reason?.kind === 'uncounted') return 'at least';
  if (reason?.kind !== 'same-tokens') return certainty;
  if (!reason.caches) return `${certainty}, uncached`;
  if (reason.tokenizer === 'that') return `${certainty}, +30 % tokens`;
  return reason.tokenizer === 'this' ? `${certainty}, fewer tokens` : certainty;
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
    ...new Set(rows.every(({ reason }) => reason?.kind === 'no-usage') ? [NO_USAGE_YET] : own),
    ...otherModelNotes(rows),
    ...(uncounted > 0 ? [`${sentence(uncountedWords(uncounted))}.`] : []),
  ];
}

const NO_USAGE_YET = 'No call has told its tokens yet: that comes at the end of each.';

/** What the words beside other models mean; a model itself would write more or less than this one did. */
function otherModelNotes(rows: readonly WhatIf[]): string[] {
  const reasons = rows.flatMap(({ reason }) => (reason?.kind === 'same-tokens' ? reason : []));
  if (reasons.length === 0) return [];
  const others =
    'Other models: the price of the same tokens there, an approximation: tokenizers and answers differ.';
  const more =
    ' "+30 % tokens": Claude from 4.7 on makes about 30 % more of the same text, which is not counted here.';
  const fewer =
    ' "fewer tokens": Claude before 4.7 makes about a quarter fewer of the same text, which is not counted here.';
  const uncached = ' "uncached": no caching there, so all of the prompt is fresh.';
  return [
    [
      others,
      reasons.some(({ tokenizer }) => tokenizer === 'that') ? more : '',
      reasons.some(({ tokenizer }) => tokenizer === 'this') ? fewer : '',
      reasons.some(({ caches }) => !caches) ? uncached : '',
    ].join(''),
  ];
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
      return `the rate of cached tokens is not known for ${sanitizeLine(reason.model)}`;
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
      return `what stood in an earlier prompt is read, what a later one needs is written once, nothing expires, and ${minimumWords(reason.minimum)}`;
    case 'question':
      return `about ${formatCount(reason.tokens)} tokens each time; the cache and the answers are taken to be the same`;
    case 'same-tokens':
      return 'the price of the same tokens; tokenizers differ';
  }
}

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
