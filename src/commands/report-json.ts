/** The report as JSON: every figure with its counts, and the files behind it. `null` is what is not known. */
import type { Report, Section } from '../report/report.ts';
import type { RunRow } from '../report/row.ts';

export function reportJson(report: Report) {
  const { all, by, groups, differences, frontier, feedback, caching, scope } = report;
  return {
    scope,
    all: sectionJson(all),
    by,
    groups: groups.map(group => ({ values: group.values, ...sectionJson(group) })),
    differences,
    frontier: {
      usd: frontier.usd.map(pointJson),
      seconds: frontier.ms.map(pointJson),
    },
    feedback: feedback.map(({ model, cells }) => ({
      model,
      cells: cells.map(({ rows, ...cell }) => ({ ...cell, files: filesOf(rows) })),
    })),
    caching,
  };
}

function sectionJson({ rows, byRound, stopping, ...rest }: Section) {
  return {
    ...rest,
    byRound: byRound.map(one => ({
      ...one,
      ...unknowns(one, 'addedUsd', 'addedMs', 'usdPerRight', 'msPerRight'),
    })),
    stopping: { ...stopping, rows: stopping.rows.map(one => ({ ...one, ...unknowns(one, 'usd', 'ms') })) },
    runs: rows.map(({ id, file, question, cost, saved, ms, rounds, badges }) => ({
      id,
      file: file ?? null,
      question: question.id,
      cost: cost ?? null,
      saved: saved ?? null,
      ms: ms ?? null,
      rounds: rounds.map(one => ({ ...one, ...unknowns(one, 'verdict', 'costUsd', 'ms') })),
      badges,
    })),
  };
}

function pointJson({ rows, beatenBy, ...point }: Report['frontier']['usd'][number]) {
  const { model, strategy, round } = beatenBy ?? {};
  return {
    ...point,
    ...unknowns(point, 'usd', 'ms', 'times', 'less'),
    beatenBy: beatenBy ? { model, strategy, round } : null,
    files: filesOf(rows),
  };
}

/** What is not known is said, and not left out. */
function unknowns<T extends object, K extends keyof T>(value: T, ...names: K[]) {
  return Object.fromEntries(names.map(name => [name, value[name] ?? null]));
}

function filesOf(rows: readonly RunRow[]): string[] {
  return rows.flatMap(({ file }) => file ?? []);
}
