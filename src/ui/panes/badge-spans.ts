/** The badges of a round in the timeline: their words behind a sign, as many as there is room for. Pure. */
import type { Badge } from '../../analysis/badges/badge.ts';
import { settledBadges } from '../../analysis/badges/settled.ts';
import { badgeWord, isCostly } from '../../plain/badge-words.ts';
import { lanesOf, type Round, type Run } from '../../run/run.ts';
import { clip, flow, type Line, line, lineWidth, type StyledSpan, span } from '../line.ts';
import type { Roles } from '../theme.ts';

/** Of one lane; without one of all of them, a badge that several have once. */
export function badgesIn(run: Run, round: Round, lane?: number): readonly Badge[] {
  if (lane !== undefined) return settledBadges(run, round, lane);
  const [first, ...others] = lanesOf(run, round);
  if (first === undefined) return [];
  const all = [first, ...others].flatMap(one => settledBadges(run, round, one));
  return others.length === 0 ? all : [...new Map(all.map(badge => [badgeWord(badge), badge])).values()];
}

/** What only cost something is not in the colour of what puts the answer in doubt. */
export function badgeRole(badge: Pick<Badge, 'kind'>): Roles {
  return isCostly(badge) ? 'muted' : 'warning';
}

/** Before the first of them, wherever they are shown. */
export const BADGE_SIGN = '▲';

/** `▲ no-op?  longer ×1.8?` in rows of `width` cells. */
export function badgeRows(run: Run, round: Round, width: number): Line[] {
  return flow(
    badgesIn(run, round).map((badge, index) => badgeFact(badge, index === 0)),
    width,
  );
}

/** For one row with other facts. */
export function laneBadges(run: Run, round: Round, lane: number): Line[] {
  return badgesIn(run, round, lane).map((badge, index) => badgeFact(badge, index === 0));
}

function badgeFact(badge: Badge, isFirst: boolean): Line {
  const role = badgeRole(badge);
  return line(...(isFirst ? [span(`${BADGE_SIGN} `, role)] : []), span(badgeWord(badge), role));
}

/** The row with the badges at its end: their words, the first word and how many more, or only a sign. */
export function withBadges(row: Line, run: Run, round: Round, width: number, lane?: number): Line {
  const badges = badgesIn(run, round, lane);
  const [first] = badges;
  if (!first) return row;
  const used = lineWidth(row);
  const fitting = shortened(first, badges).find(spans => used + lineWidth(spans) <= width);
  return fitting ? clip([...row, ...fitting], width) : row;
}

function shortened(first: Badge, badges: readonly Badge[]): StyledSpan[][] {
  const role = badges.some(badge => !isCostly(badge)) ? 'warning' : 'muted';
  const sign = (gap: string) => span(`${gap}${BADGE_SIGN}`, role);
  const words = badges.flatMap((badge, index) => [
    span(index === 0 ? ' ' : ', ', role),
    span(badgeWord(badge), badgeRole(badge)),
  ]);
  const more = badges.length > 1 ? [span(` +${badges.length - 1}`, role)] : [];
  return [
    [sign('  '), ...words],
    [sign('  '), span(` ${badgeWord(first)}`, badgeRole(first)), ...more],
    [sign('  '), span(`${badges.length}`, role)],
    [sign(' ')],
  ];
}
