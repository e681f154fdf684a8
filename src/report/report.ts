/** The report over any set of runs: every figure with what it is made of, and what was left out. Pure. */
import type { BadgeKind } from '../analysis/badges/badge.ts';
import { accuracyByRound, firstLastBest, lastPayingRound } from './accuracy.ts';
import type { Facet } from './facets.ts';
import { cachingTable, feedbackTable } from './feedback-table.ts';
import { frontierOf, pointsOf } from './frontier.ts';
import { type Difference, differenceOf, type Group, groupRows } from './grouping.ts';
import type { RunRow } from './row.ts';
import { isGraded } from './standing.ts';
import { stoppingTable } from './stopping.ts';
import { transitionsOf } from './transitions.ts';

export interface Section {
  readonly rows: readonly RunRow[];
  readonly best: ReturnType<typeof firstLastBest>;
  readonly byRound: ReturnType<typeof accuracyByRound>;
  readonly lastPaying: number | undefined;
  readonly transitions: ReturnType<typeof transitionsOf>;
  readonly stopping: ReturnType<typeof stoppingTable>;
  readonly badges: readonly BadgeCount[];
}

export interface BadgeCount {
  readonly kind: BadgeKind;
  /** Rounds that show it, and runs with such a round. */
  readonly rounds: number;
  readonly runs: number;
  /** Of the rounds those in which a rule of thumb says so. */
  readonly heuristic: number;
}

export interface Report {
  readonly all: Section;
  readonly by: readonly Facet[];
  readonly groups: readonly (Section & Pick<Group, 'values'>)[];
  /** Each two groups, while they are few. */
  readonly differences: readonly (Difference & { readonly first: number; readonly second: number })[];
  readonly frontier: {
    readonly usd: ReturnType<typeof frontierOf>;
    readonly ms: ReturnType<typeof frontierOf>;
  };
  readonly feedback: ReturnType<typeof feedbackTable>;
  readonly caching: ReturnType<typeof cachingTable>;
  readonly scope: Scope;
}

/** What the figures are made of. */
export interface Scope {
  readonly runs: number;
  readonly questions: number;
  /** Runs that were there twice: they count once. */
  readonly duplicates: number;
  readonly withoutReference: number;
  /** Runs without a single graded answer. */
  readonly ungraded: number;
  readonly withoutCost: number;
  readonly withoutTiming: number;
  /** Cancelled, failed or killed. */
  readonly unfinished: number;
  readonly withLanes: number;
  readonly graders: readonly { readonly grader: string; readonly runs: number }[];
  readonly sources: readonly { readonly source: string; readonly runs: number }[];
}

/** With more groups there would be more differences than anybody reads. */
export const MOST_COMPARED = 8;

export function reportOf(given: readonly RunRow[], by: readonly Facet[] = []): Report {
  const rows = withoutDuplicates(given);
  const groups = by.length === 0 ? [] : groupRows(rows, by);
  const points = pointsOf(rows);
  return {
    all: sectionOf(rows),
    by,
    groups: groups.map(({ values, rows: own }) => ({ values, ...sectionOf(own) })),
    differences: groups.length > MOST_COMPARED ? [] : differencesOf(groups),
    frontier: { usd: frontierOf(points, 'usd'), ms: frontierOf(points, 'ms') },
    feedback: feedbackTable(rows),
    caching: cachingTable(rows),
    scope: scopeOf(rows, given.length - rows.length),
  };
}

/** A run that is there twice (a copy, or a file that was imported again) counts once. */
function withoutDuplicates(rows: readonly RunRow[]): RunRow[] {
  return [...new Map(rows.map(row => [row.id, row])).values()];
}

function sectionOf(rows: readonly RunRow[]): Section {
  return {
    rows,
    best: firstLastBest(rows),
    byRound: accuracyByRound(rows),
    lastPaying: lastPayingRound(rows),
    transitions: transitionsOf(rows),
    stopping: stoppingTable(rows),
    badges: badgeCounts(rows),
  };
}

function badgeCounts(rows: readonly RunRow[]): BadgeCount[] {
  const counts = new Map<BadgeKind, { rounds: number; runs: Set<string>; heuristic: number }>();
  for (const { id, badges } of rows) {
    for (const { kind, heuristic } of badges) {
      const one = counts.get(kind) ?? { rounds: 0, runs: new Set<string>(), heuristic: 0 };
      counts.set(kind, one);
      one.rounds++;
      one.runs.add(id);
      if (heuristic) one.heuristic++;
    }
  }
  return [...counts]
    .map(([kind, { runs, ...one }]) => ({ kind, ...one, runs: runs.size }))
    .sort((a, b) => b.runs - a.runs);
}

function differencesOf(groups: readonly Group[]): Report['differences'] {
  return groups.flatMap((one, first) =>
    groups.slice(first + 1).map((other, place) => ({
      first,
      second: first + 1 + place,
      ...differenceOf(one, other),
    })),
  );
}

function scopeOf(rows: readonly RunRow[], duplicates: number): Scope {
  const count = (isOne: (row: RunRow) => boolean) => rows.filter(isOne).length;
  return {
    runs: rows.length,
    questions: new Set(rows.map(({ question }) => question.key)).size,
    duplicates,
    withoutReference: count(({ question }) => !question.hasReference),
    ungraded: count(row => !isGraded(row)),
    withoutCost: count(({ cost }) => cost === undefined),
    withoutTiming: count(({ ms }) => ms === undefined),
    unfinished: count(({ rule }) => rule === undefined),
    withLanes: count(({ lanes }) => lanes > 1),
    graders: counted(rows, ({ question }) => question.grader).map(([grader, runs]) => ({ grader, runs })),
    sources: counted(rows, ({ facets }) => facets.source.join()).map(([source, runs]) => ({ source, runs })),
  };
}

function counted(rows: readonly RunRow[], of: (row: RunRow) => string): [string, number][] {
  const groups = [...Map.groupBy(rows, of)].map(([key, own]): [string, number] => [key, own.length]);
  return groups.sort(([, a], [, b]) => b - a);
}
