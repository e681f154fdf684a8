/** A badge in words: one for a place with little room, and a sentence. Pure. */
import type { Badge, BadgeKind } from '../analysis/badges/badge.ts';

/** `no-op?`: the question mark says that a rule of thumb raised it. */
export function badgeWord({ word, heuristic }: Pick<Badge, 'word' | 'heuristic'>): string {
  return heuristic ? `${word}?` : word;
}

/** As it stands behind a colon: `the round repeats round 0 word for word`. */
export function badgeSentence({ sentence, heuristic }: Pick<Badge, 'sentence' | 'heuristic'>): string {
  const words = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return heuristic ? `${words} (${RULE_OF_THUMB})` : words;
}

export const RULE_OF_THUMB = 'rule of thumb';

/** Of what only cost time and money; the others put the answer in doubt. */
const COSTLY: ReadonlySet<BadgeKind> = new Set(['no-op', 'longer', 'cache-never-engaged']);

export function isCostly({ kind }: Pick<Badge, 'kind'>): boolean {
  return COSTLY.has(kind);
}
