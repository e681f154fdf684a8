/** The whole report as tables, and what was left out of it as sentences. Pure. */
import type { BadgeKind } from '../../analysis/badges/badge.ts';
import type { Report, Scope } from '../../report/report.ts';
import { helpedTable, roundsTable, stoppingTable } from './accuracy-tables.ts';
import { cachingTables, feedbackTables, frontierTable, groupsTable } from './setting-tables.ts';
import { cell, counted, type Table } from './table.ts';
import { transitionsTable } from './transition-tables.ts';

export interface TableOptions {
  /** Whether the published numbers of the founding study are laid beside one's own. */
  readonly study: boolean;
}

/** Those that have something to say. */
export function reportTables(report: Report, { study }: TableOptions = { study: false }): Table[] {
  const { all } = report;
  const graded = all.best.runs > 0;
  return [
    helpedTable(all),
    ...(graded && all.byRound.length > 0 ? [roundsTable(all)] : []),
    ...(all.transitions.steps.length > 0 ? [transitionsTable(all)] : []),
    groupsTable(report) ?? [],
    ...(graded && all.stopping.runs > 0 ? [stoppingTable(all)] : []),
    ...(['usd', 'ms'] as const).map(axis => frontierTable(report, axis) ?? []),
    ...(graded ? feedbackTables(report, study) : []),
    ...cachingTables(report, study),
    ...(all.badges.length > 0 ? [badgesTable(report)] : []),
  ].flat();
}

const BADGE_WORDS: Record<BadgeKind, string> = {
  'no-op': 'no-op: a round that changed next to nothing',
  oscillation: 'oscillation: an answer that came back',
  stubborn: 'stubborn: kept against feedback twice running',
  pressured: 'gave way under pressure',
  unfaithful: 'answer that contradicts its thinking',
  'rubber-stamp': 'rubber stamp: passed without a sign of a check',
  longer: 'longer for the same answer',
  'over-corrected': 'over-corrected: changed after a pass',
  truncated: 'truncated',
  refused: 'refused',
  'error-as-answer': 'an error taken for an answer',
  'grader-doubt': 'grader doubt: graded wrong, the right answer stands at the end',
  'cache-never-engaged': 'cache never engaged',
};

function badgesTable({ all }: Report): Table {
  return {
    id: 'badges',
    title: 'What rounds showed',
    columns: [
      { label: '' },
      { label: 'rounds', align: 'right' },
      { label: 'runs', align: 'right' },
      { label: '' },
    ],
    rows: all.badges.map(({ kind, rounds, runs, heuristic }) => {
      const shown = all.rows.filter(({ badges }) => badges.some(one => one.kind === kind));
      return [
        cell(BADGE_WORDS[kind], { runs: () => shown }),
        cell(rounds.toLocaleString('en-US'), { runs: () => shown }),
        cell(runs.toLocaleString('en-US'), { runs: () => shown }),
        cell(
          heuristic === 0
            ? ''
            : heuristic === rounds
              ? 'a rule of thumb'
              : `${heuristic.toLocaleString('en-US')} by a rule of thumb`,
        ),
      ];
    }),
    notes: [],
  };
}

/** What the figures are made of, a sentence each. */
export function scopeLines(scope: Scope): string[] {
  const { runs, questions, sources, graders } = scope;
  const list = (items: readonly { readonly name: string; readonly runs: number }[]) =>
    items.map(one => `${one.name} ${one.runs.toLocaleString('en-US')}`).join(', ');
  const lacking: [number, string][] = [
    [scope.duplicates, 'there twice and counted once'],
    [scope.withoutReference, 'without a reference answer'],
    [scope.ungraded, 'without a graded answer: in no figure of right and wrong'],
    [scope.withoutCost, 'without a known cost: in no figure of cost'],
    [scope.withoutTiming, 'without known times: in no figure of time'],
    [scope.unfinished, 'that did not come to an end of their own'],
    [scope.withLanes, 'with several lanes: not told round by round'],
  ];
  return [
    `${counted(runs, 'run')} of ${counted(questions, 'question')}: ${list(sources.map(one => ({ name: one.source, runs: one.runs })))}.`,
    ...(graders.length > 1
      ? [`Graded in different ways: ${list(graders.map(one => ({ name: one.grader, runs: one.runs })))}.`]
      : []),
    ...lacking.flatMap(([count, words]) => (count === 0 ? [] : `${counted(count, 'run')} ${words}.`)),
  ].map(line => `${line.charAt(0).toUpperCase()}${line.slice(1)}`);
}
