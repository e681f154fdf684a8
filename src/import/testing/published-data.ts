/**
 * Runs that others published, read from beside the repository and never copied into it. Empty where they
 * are not there.
 */
import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAnswering } from '../../run/run.ts';
import type { ImportedRound, ImportedRun } from '../imported-run.ts';
import type { Importer } from '../importer.ts';
import { isKept } from '../not-kept.ts';
import { sourceFile } from '../source-file.ts';
import { type Imports, importAll } from './import-all.ts';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
export const PUBLISHED_DATA_IS_THERE = existsSync(join(DATA, 'madaan_self-refine'));

export function publishedFiles(pattern: string): string[] {
  return globSync(join(DATA, pattern)).sort();
}

/** Everything that an importer tells of the files that a pattern names. */
export async function importPublished(importer: Importer, pattern: string): Promise<Imports> {
  const all = await Promise.all(publishedFiles(pattern).map(path => importAll(importer, sourceFile(path))));
  return { runs: all.flatMap(({ runs }) => runs), problems: all.flatMap(({ problems }) => problems) };
}

/** The rounds that were answered, each with the text that answers, and whether it was right. */
export function answersOf(run: ImportedRun) {
  return run.rounds.flatMap(round => {
    const text = answerOf(round);
    return text === undefined ? [] : { text, correct: round.grades?.at(-1)?.correct ?? null };
  });
}

function answerOf({ calls }: ImportedRound): string | undefined {
  return calls.findLast(call => isAnswering(call) && isKept(call) && !call.error)?.text;
}

/** `right-right`, `wrong-right`, ... over answers that follow each other, with how often each is there. */
export function changesIn(runs: readonly ImportedRun[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const run of runs) {
    const answers = answersOf(run);
    for (const [index, { correct }] of answers.entries()) {
      const before = answers[index - 1]?.correct;
      if (index === 0) continue;
      const change = `${wordFor(before)}-${wordFor(correct)}`;
      counts[change] = (counts[change] ?? 0) + 1;
    }
  }
  return counts;
}

function wordFor(correct: boolean | null | undefined): string {
  return correct === true ? 'right' : correct === false ? 'wrong' : 'unknown';
}

/** How many answers are word for word the one before, and in how many runs. */
export function repeatsIn(runs: readonly ImportedRun[]): { readonly answers: number; readonly runs: number } {
  const counts = runs.map(run => {
    const answers = answersOf(run);
    return answers.filter(({ text }, index) => index > 0 && text === answers[index - 1]?.text).length;
  });
  return { answers: counts.reduce((sum, one) => sum + one, 0), runs: counts.filter(one => one > 0).length };
}
