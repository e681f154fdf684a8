/** What is to be said of other models: their tokens, and what they would not have cached. Pure. */
import type { WhatIf } from '../analysis/what-if.ts';
import type { CachingThere, Reason } from '../analysis/what-if-base.ts';
import { resolveModel } from '../models/resolve.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';

type SameTokens = Extract<Reason, { kind: 'same-tokens' }>;

/** With the profile, whose price it is. */
export function modelWords(id: string): string {
  const model = resolveModel(id);
  if (!model) return sanitizeLine(id);
  return model.prefix === null ? model.name : `${model.name}, ${model.prefix}`;
}

/** Beside the certainty, in 12 cells at most. */
const LABELS: Record<CachingThere, string | undefined> = {
  same: undefined,
  'same-if-long-enough': undefined,
  less: 'less cached',
  'none-long-enough': 'too short',
  'not-offered': 'uncached',
  'no-cache-points': 'all fresh',
};

export function thereWords({ caching, tokenizer }: SameTokens): string | undefined {
  const caches = LABELS[caching];
  if (caches !== undefined) return caches;
  if (tokenizer === 'that') return '+30 % tokens';
  return tokenizer === 'this' ? 'fewer tokens' : undefined;
}

/** Undefined where what was cached is cached there as well. */
export function cachingWords({
  caching,
  minimum,
}: Pick<SameTokens, 'caching' | 'minimum'>): string | undefined {
  const least = minimum === null ? 'that is not known' : `of ${formatCount(minimum)}`;
  switch (caching) {
    case 'same':
      return undefined;
    case 'same-if-long-enough':
      return 'the minimum of a cached prefix is not known, and is taken to be met';
    case 'less':
      return `a prefix under the minimum ${least} is not cached`;
    case 'none-long-enough':
      return `nothing cached: under the minimum ${least}`;
    case 'not-offered':
      return 'no caching there, so all of the prompt is fresh';
    case 'no-cache-points':
      return 'no cache points there: what Bedrock caches by itself is not counted';
  }
}

/** What the words beside other models mean; a model itself would write more or less than this one did. */
export function otherModelNotes(rows: readonly WhatIf[]): string[] {
  const reasons = rows.flatMap(({ reason }) => (reason?.kind === 'same-tokens' ? reason : []));
  if (reasons.length === 0) return [];
  const others =
    'Other models: the price of the same tokens there, an approximation: tokenizers and answers differ.';
  const more =
    ' "+30 % tokens": Claude from 4.7 on makes about 30 % more of the same text, which is not counted here.';
  const fewer =
    ' "fewer tokens": Claude before 4.7 makes about a quarter fewer of the same text, which is not counted here.';
  return [
    [
      others,
      reasons.some(({ tokenizer }) => tokenizer === 'that') ? more : '',
      reasons.some(({ tokenizer }) => tokenizer === 'this') ? fewer : '',
      ...new Set(reasons.map(cachingNote)),
      unknownMinimumNote(rows),
    ].join(''),
  ];
}

function cachingNote(reason: SameTokens): string {
  const words = cachingWords(reason);
  const label = LABELS[reason.caching];
  return words === undefined || label === undefined ? '' : ` "${label}": ${words}.`;
}

/** They have no label in their rows: the figure may well be right. */
function unknownMinimumNote(rows: readonly WhatIf[]): string {
  const names = rows.flatMap(({ what, reason }) =>
    what.kind === 'model' && reason?.kind === 'same-tokens' && reason.caching === 'same-if-long-enough'
      ? modelWords(what.model)
      : [],
  );
  const minimum = 'the minimum of a cached prefix is not known, and is taken to be met';
  return names.length === 0 ? '' : ` ${[...new Set(names)].join('; ')}: ${minimum}.`;
}
