/** Runs in groups of equal settings, and two groups against each other on the questions that both answered. Pure. */
import { type Decision, decide, mcnemarExact } from '../analysis/statistics/paired.ts';
import { discordant } from './accuracy.ts';
import type { Facet } from './facets.ts';
import type { RunRow } from './row.ts';
import { isGraded, isReturnedRight } from './standing.ts';

export interface Group {
  /** The values of the facets that it was grouped by, in their order. */
  readonly values: readonly string[];
  readonly rows: readonly RunRow[];
}

/** By these settings, in the order of their names; a run with several tags is in a group for each of them. */
export function groupRows(rows: readonly RunRow[], by: readonly Facet[]): Group[] {
  const groups = new Map<string, { values: string[]; rows: RunRow[] }>();
  for (const row of rows) {
    for (const values of combinations(by.map(facet => row.facets[facet]))) {
      const key = JSON.stringify(values);
      const group = groups.get(key) ?? { values, rows: [] };
      group.rows.push(row);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) => compareValues(a.values, b.values));
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (before, list) => before.flatMap(values => list.map(value => [...values, value])),
    [[]],
  );
}

const collator = new Intl.Collator('en', { numeric: true });

function compareValues(one: readonly string[], other: readonly string[]): number {
  for (const [index, value] of one.entries()) {
    const apart = collator.compare(value, other[index] ?? '');
    if (apart !== 0) return apart;
  }
  return 0;
}

export interface Difference {
  /** Questions that both have a graded answer to. */
  readonly questions: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly p: number;
  readonly decision: Decision;
  /** Questions that only one of both answered, and further runs of one question: they count nowhere. */
  readonly leftOut: number;
}

/** Of each question the run that counts. */
export type ByQuestion = ReadonlyMap<string, RunRow>;

/** By the answers that the runs returned. */
export function differenceOf(first: Group, second: Group): Difference {
  const [one, other] = [byQuestion(first), byQuestion(second)];
  const shared = [...one.keys()].filter(key => other.has(key));
  const rightIn = (rows: ByQuestion) =>
    shared.map(key => {
      const row = rows.get(key);
      return row !== undefined && isReturnedRight(row);
    });
  const pairs = discordant(rightIn(one), rightIn(other));
  return {
    questions: shared.length,
    ...pairs,
    p: mcnemarExact(pairs),
    decision: decide(pairs),
    leftOut: first.rows.length + second.rows.length - 2 * shared.length,
  };
}

/** Of several runs of one question the first counts. */
function byQuestion(group: Group): ByQuestion {
  const known = questions.get(group);
  if (known) return known;
  const found = new Map<string, RunRow>();
  for (const row of group.rows) {
    if (!isGraded(row)) continue;
    const before = found.get(row.question.key);
    if (!before || row.startedAt < before.startedAt) found.set(row.question.key, row);
  }
  questions.set(group, found);
  return found;
}

/** A group is laid against every other. */
const questions = new WeakMap<Group, ByQuestion>();
