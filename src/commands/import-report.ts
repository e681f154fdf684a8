/** What is told of an import: a line a run where that is wanted, what went wrong, and the sum of it. */
import type { ImportProblem } from '../import/importer.ts';
import { gradeOf, type Run } from '../run/run.ts';
import { safeJson } from '../text/json.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';

export type Fate = 'imported' | 'already imported' | 'counted';

export interface Tally {
  add(run: Run, fate: Fate): void;
  problem(file: string, problem: ImportProblem): void;
  readonly runs: Readonly<Record<Fate, number>>;
  readonly problems: number;
  lines(folders: readonly string[], others: number): string[];
}

/** Only so many problems are told; all are counted. */
const MOST_TOLD = 10;

export function createTally(): Tally {
  const runs: Record<Fate, number> = { imported: 0, 'already imported': 0, counted: 0 };
  const gaps = new Map<string, number>();
  const told: string[] = [];
  let rounds = 0;
  let problems = 0;
  return {
    runs,
    get problems() {
      return problems;
    },
    add(run, fate) {
      runs[fate]++;
      if (fate === 'already imported') return;
      rounds += run.rounds.length;
      for (const gap of run.imported?.unknown ?? []) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    },
    problem(file, { problem, place, file: other }) {
      problems++;
      if (told.length < MOST_TOLD)
        told.push(`  ${[other ?? file, ...(place ? [place] : [])].join(', ')}: ${problem}`);
    },
    lines(folders, others) {
      const fresh = runs.imported + runs.counted;
      return [
        `${runs.counted > 0 ? 'Would import' : 'Imported'} ${count(fresh, 'run')} with ${count(rounds, 'round')}${placeWords(folders, runs)}.`,
        ...(runs['already imported'] > 0
          ? [
              `${count(runs['already imported'], 'run')} had been imported before and ${runs['already imported'] === 1 ? 'stays' : 'stay'} as they are.`.replace(
                'stays as they are',
                'stays as it is',
              ),
            ]
          : []),
        ...gapLines(gaps, fresh),
        ...(problems > 0 ? [`${count(problems, 'problem')}:`, ...told] : []),
        ...(problems > told.length ? [`  and ${formatCount(problems - told.length)} more`] : []),
        ...(others > 0
          ? [`${count(others, 'other file')} in the folders ${others === 1 ? 'was' : 'were'} left alone.`]
          : []),
      ].map(sanitizeLine);
    },
  };
}

function placeWords(folders: readonly string[], { imported }: Readonly<Record<Fate, number>>): string {
  return imported === 0 || folders.length === 0 ? '' : ` into ${folders.join(' and ')}`;
}

function gapLines(gaps: ReadonlyMap<string, number>, of: number): string[] {
  if (gaps.size === 0) return [];
  const words = [...gaps].map(([gap, runs]) => (runs === of ? gap : `${gap} (of ${formatCount(runs)})`));
  return [`Unknown, because the source does not tell it: ${words.join(', ')}.`];
}

function count(number: number, what: string): string {
  return `${formatCount(number)} ${number === 1 ? what : `${what}s`}`;
}

/** One run as a line of JSON; `marks` has one entry a round: right, wrong, or null where nobody says. */
export function runJson(run: Run, fate: Fate, file: string | undefined): string {
  return safeJson({
    source: run.imported?.file ?? null,
    place: run.imported?.place ?? null,
    from: run.imported?.from ?? null,
    run: run.id,
    question: run.question.id,
    model: run.settings.model,
    rounds: run.rounds.length,
    marks: run.rounds.map(round => gradeOf(round)?.correct ?? null),
    unknown: run.imported?.unknown ?? [],
    state: fate,
    file: file ?? null,
  });
}
